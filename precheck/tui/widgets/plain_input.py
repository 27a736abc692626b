"""The input: a line of text that can be pasted into without harm."""

from __future__ import annotations

from textual.widgets import Input

from precheck.present.plain import plain


class PlainInput(Input):
    """A line whose value never holds a control character, wherever it was pasted from."""

    def validate_value(self, value: str) -> str:
        """Make control characters visible."""
        return plain(value)
