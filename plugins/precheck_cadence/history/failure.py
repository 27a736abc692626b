"""What is raised where the history cannot be read or written."""

from __future__ import annotations

from precheck import Reason, Unavailable


class HistoryFailure(Exception):  # noqa: N818 - the name says what happened
    """The history cannot be read or written. Nothing of the batch was recorded by halves."""

    def __init__(self, why: Unavailable) -> None:
        """Remember why, and what would change that."""
        super().__init__(why.detail)
        self.why = why

    @classmethod
    def of(cls, name: str, reason: Reason, what: str, remedy: str) -> HistoryFailure:
        """What is the matter with the history of this name."""
        return cls(Unavailable(reason, f"the upload history {name!r} {what}", remedy))
