"""The progress: how many releases are done, as a bar of one line."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

CELLS = 16


class Progress(Static):
    """A bar with numbers; it does not move by itself."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__("", markup=False)

    def show(self, done: int, total: int, now: str) -> None:
        """Show `done` of `total`, and what is being looked at; `now` is safe text."""
        filled = CELLS * done // total if total else 0
        share = f"{100 * done // total} %" if total else "starting"
        self.update(
            Content.assemble(
                ("█" * filled, "$look-note"),
                ("░" * (CELLS - filled), "$look-quiet"),
                f" {share}  {done} of {total}  ",
                (now, "$look-quiet"),
            )
        )
