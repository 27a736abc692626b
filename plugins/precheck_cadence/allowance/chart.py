"""How much came over 90 days, drawn: each day, and each window against its limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from precheck.commands import GUTTER, Line, Piece, Sheet, braille, fitted, line, plain, with_gutter
from precheck_cadence.allowance.answer import Course, Day, Outlook, Window
from precheck_cadence.allowance.limits import Kind
from precheck_cadence.history import Entity

DAYS = 90
MARK, LIMIT_LINE = "▲", "┄"
LEAST_ROWS, MOST_ROWS = 3, 6
"""Of each picture; the more the taller the screen is."""
FAR = 4
"""A limit so many times above all that came is not drawn, unless it is the lowest."""
_DOTS_A_ROW = 4
_MARGIN = 18
"""Cells to the right of a picture, for the words of its limits."""


class Chart:
    """The pictures of an outlook, all over the same days."""

    def __init__(self, outlook: Outlook, sheet: Sheet) -> None:
        """Draw a day in one cell where there is room, else two days."""
        self._outlook = outlook
        self._width = sheet.width
        height = sheet.height if sheet.is_drawn else 0
        self._rows = min(MOST_ROWS, max(LEAST_ROWS, height // 10))
        self._last = outlook.as_of.date()
        self._dots = 2 if sheet.width >= GUTTER + DAYS + _MARGIN else 1
        self._cells = DAYS * self._dots // 2
        came = (mark.came.date() for mark in outlook.marked if mark.came is not None)
        self._marked = {(self._last - day).days for day in came}

    def small(self) -> Iterator[Line]:
        """Each day, and the window that is the fullest."""
        yield from self.days()
        if self._outlook.windows:
            fullest = max(self._outlook.windows, key=lambda one: one.limits[0].share)
            yield from self.window(fullest)
        yield from self._axis()

    def whole(self) -> Iterator[Line]:
        """Each day, every window of the account, and those of artists that are filling up."""
        yield from self.days()
        for window in self._outlook.windows:
            is_theirs = window.of is Entity.ACCOUNT and window.kind is not Kind.AI_RELEASES
            if is_theirs or window.is_close:
                yield from self.window(window)
        yield from self._axis()

    def days(self) -> Iterator[Line]:
        """The releases of each day."""
        values = self._values(self._course(Entity.ACCOUNT, self._outlook.account), Kind.RELEASES, 1)
        most = max(values)
        said = f"at most {most:,}" if most else "none"
        yield self._heading("Releases a day", f"{DAYS} days of UTC, {said}")
        yield from self._picture(values, ())
        yield from self._marks()

    def window(self, window: Window) -> Iterator[Line]:
        """What a window held at the end of each day, and its limits as lines."""
        course = self._course(window.of, window.name)
        values = self._values(course, window.kind, max(1, window.hours // 24))
        values[-1] = window.count
        name = f"by {plain(window.name)}" if window.of is Entity.ARTIST else "from the account"
        words = window.kind.words
        title = f"{words[0].upper()}{words[1:]} {name} in {window.hours.words}"
        yield self._heading(title, f"now {window.count:,}")
        yield from self._picture(values, [left.begins for left in window.limits])

    def _heading(self, title: str, words: str) -> Line:
        room = max(1, self._width - len(words) - 2)
        return line(Piece(f"{fitted(title, room).rstrip()}  ", "strong"), Piece(words, "quiet"))

    # --- the numbers

    def _day(self, back: int) -> date:
        return self._last - timedelta(days=min(back, self._last.toordinal() - 1))

    def _course(self, of: Entity, name: str) -> Course:
        found = (one for one in self._outlook.courses if (one.of, one.name) == (of, name))
        return next(found, Course(of=of, name=name, days=()))

    def _values(self, course: Course, kind: Kind, days: int) -> list[int]:
        """What came in so many days up to each of the 90, oldest first."""
        by_back = {(self._last - day.day).days: _number(day, kind) for day in course.days}
        return [
            sum(by_back.get(back + more, 0) for more in range(days))
            for back in reversed(range(DAYS))
        ]

    # --- below the pictures

    def _marks(self) -> Iterator[Line]:
        """The days on which something marked came."""
        if self._marked:
            marks = [" "] * self._cells
            for back in self._marked:
                if 0 <= back < DAYS:
                    marks[(DAYS - 1 - back) * self._dots // 2] = MARK
            yield with_gutter("", Piece("".join(marks).rstrip(), "strong"))

    def _axis(self) -> Iterator[Line]:
        """The marks again, the first and the last day, and what the marks mean."""
        yield from self._marks()
        first = f"{self._day(DAYS - 1):%Y-%m-%d}"
        last = f"{self._last:%Y-%m-%d}"
        between = max(1, self._cells - len(first) - len(last))
        here = len(self._outlook.marked)
        known = sum(mark.came is not None for mark in self._outlook.marked)
        said = f"  {MARK} this batch" + ("" if here == known else f", {known} of {here}")
        words = f"{first}{' ' * between}{last}{said if here else ''}"
        room = max(1, self._width - GUTTER)
        yield with_gutter("", Piece(fitted(words, room).rstrip(), "quiet"))

    # --- the picture

    def _picture(self, values: Sequence[int], limits: Sequence[int]) -> Iterator[Line]:
        drawn = [limit for limit in limits if limit in limits[:1] or limit <= FAR * max(values)]
        top = max(1, *values, *drawn)
        height = _DOTS_A_ROW * self._rows
        filled = [-(-value * height // top) for value in values]
        spans = [(height - dots, height - 1) if dots else None for dots in filled]
        rows = braille([span for span in spans for _ in range(self._dots)], self._rows)
        begins: dict[int, list[int]] = {}
        for limit in drawn:
            begins.setdefault((height - -(-limit * height // top)) // _DOTS_A_ROW, []).append(limit)
        for number, row in enumerate(rows):
            here = begins.get(number, [])
            label = str(top) if number == 0 else "0" if number == self._rows - 1 else ""
            if not here:
                yield with_gutter(label, Piece(row.rstrip(), "wave"))
                continue
            words = " and ".join(f"{limit:,}" for limit in here)
            yield (
                *with_gutter(str(here[0]) if number else label),
                *_over(row, LIMIT_LINE),
                Piece(fitted(f" limit {words}", _MARGIN).rstrip(), "quiet"),
            )


def _number(day: Day, kind: Kind) -> int:
    if kind is Kind.AI_RELEASES:
        return day.ai_releases
    return day.tracks if kind is Kind.TRACKS else day.releases


def _over(row: str, rule: str) -> Iterator[Piece]:
    """A row of a picture, with a line where the picture is empty."""
    start = 0
    for end in range(1, len(row) + 1):
        if end == len(row) or (row[end] == " ") != (row[start] == " "):
            part = row[start:end]
            yield Piece(rule * len(part), "quiet") if part[0] == " " else Piece(part, "wave")
            start = end
