"""The notices, one a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from precheck.report import Notice
from precheck.rules import Severity
from precheck.tui.query import Entry
from precheck.tui.widgets.table import Cell, Column, Table
from precheck.tui.wording import (
    look_of,
    place_words,
    recipients_words,
    severity_word,
    subject_words,
)


class NoticeTable(Table):
    """Notices, the most pressing first."""

    FROZEN: ClassVar[int] = 1
    COLUMNS = (
        Column("severity", "Severity", 8),
        Column("subject", "About", 20),
        Column("message", "What was seen", 44, grows=True),
        Column("rule", "Rule", 34),
        Column("for", "For", 24),
        Column("release", "Release", 24),
        Column("place", "Where", 40),
    )

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Begin empty."""
        super().__init__(id=id)
        self.empty_text = "No notices."
        self._entries: Sequence[Entry] = ()
        self._titles: Mapping[str, str] = {}
        self._everyone = 0

    @property
    def columns(self) -> Sequence[Column]:
        """The columns."""
        return self.COLUMNS

    def fill(
        self,
        entries: Sequence[Entry],
        titles: Mapping[str, str],
        items: Sequence[int],
        *,
        everyone: int = 0,
        keep: bool = True,
    ) -> None:
        """Show those of the entries; releases go by their titles, `everyone` counts recipients."""
        self._entries, self._titles, self._everyone = entries, titles, everyone
        self.show(items, keep=keep)

    def notice(self, item: int) -> Notice:
        """The notice at a position."""
        notice = self._entries[item].item
        if not isinstance(notice, Notice):
            raise TypeError(f"not a notice: {notice!r}")
        return notice

    def row(self, item: int) -> Sequence[Cell]:
        """One notice."""
        notice = self.notice(item)
        look = look_of(notice)
        quiet = "waived" if notice.is_waived else ""
        return (
            Cell(severity_word(notice), look),
            Cell(subject_words(notice.subject, self._titles), quiet),
            Cell(notice.message, quiet),
            Cell(notice.rule, quiet or "off"),
            Cell(recipients_words(notice, self._everyone), quiet),
            Cell(notice.subject.release, quiet),
            Cell(place_words(notice.place), quiet),
        )

    def hint(self, item: int) -> str:
        """The whole message."""
        notice = self.notice(item)
        return f"{severity_word(notice)} {notice.rule}: {notice.message}"

    def sort_key(self, column: str) -> Callable[[int], Any]:
        """By how pressing it is, or by the words."""
        keys: dict[str, Callable[[int], Any]] = {
            "severity": lambda item: self._entries[item].order,
            "message": lambda item: self.notice(item).message.casefold(),
            "rule": lambda item: self._entries[item].rule,
            "release": lambda item: self._entries[item].release,
        }
        return keys.get(column) or super().sort_key(column)

    def next_blocking(self, step: int) -> bool:
        """Go to the next (1) or previous (-1) notice that blocks; whether there is one."""
        places = (
            range(self.cursor + 1, len(self.items)) if step > 0 else range(self.cursor - 1, -1, -1)
        )
        for place in places:
            notice = self.notice(self.items[place])
            if notice.severity is Severity.BLOCK and not notice.is_waived:
                self.cursor = place
                return True
        return False
