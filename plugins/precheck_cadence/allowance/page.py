"""An outlook as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby

from precheck import AccountTier
from precheck.commands import Line, Piece, Sheet, fitted, line, many, named, plain, wrapped
from precheck_cadence.allowance.answer import Left, Outlook, Prospect, Spoken, Way, Window
from precheck_cadence.allowance.chart import Chart
from precheck_cadence.allowance.habits import counts, habits
from precheck_cadence.history import Entity

_WHOSE = {
    AccountTier.ARTIST: "an artist's account",
    AccountTier.LABEL: "a label's account",
    AccountTier.DISTRIBUTOR: "a distributor's account",
}
BAR = 8
FULL, PLANNED, EMPTY = "█", "▒", "░"
_NAME, _COUNT, _FROM, _SHARE, _MORE, _SLOT = 21, 10, 6, 5, 6, 18
_LAST = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
_RULE = 8
"""How far the words below a limit are indented."""


def page(outlook: Outlook, sheet: Sheet) -> Iterator[Line]:
    """All of it, no line wider than the sheet; the charts in full where a screen draws it."""
    yield from _head(outlook, sheet.width)
    yield ()
    chart = Chart(outlook, sheet)
    yield from chart.whole() if sheet.is_drawn else chart.small()
    yield ()
    yield from _limits(outlook, sheet.width)
    yield ()
    if outlook.plan is not None:
        yield from _plan(outlook.plan, outlook, sheet.width)
    else:
        title = "What the rules say of it as it stands"
        yield from _rules(title, outlook.rules, outlook.recipients, sheet.width)
    yield ()
    yield line(Piece("How it sends", "strong"))
    yield from counts(outlook.conduct)
    for said in habits(outlook.conduct):
        yield from _paragraph(said, sheet.width, indent=2)


def _head(outlook: Outlook, width: int) -> Iterator[Line]:
    account = plain(outlook.account)
    yield line(Piece(fitted(f"{account} · {_WHOSE[outlook.tier]}", width).rstrip(), "strong"))
    number = len(outlook.recipients)
    whom = ", ".join(map(plain, outlook.recipients)) if number <= 3 else f"{number} policies"  # noqa: PLR2004 - as many as fit a line
    said = f"as of {outlook.as_of:%Y-%m-%d %H:%M:%S} UTC · for {whom} · {plain(outlook.history)}"
    yield from _paragraph(said, width, look="quiet")
    if outlook.is_later:
        said = "The history has later uploads of this account, which do not count here."
        yield from _paragraph(said, width, look="review")


# --- limits


def _limits(outlook: Outlook, width: int) -> Iterator[Line]:
    if not outlook.windows:
        yield line("No rule sets a limit on what this account sends.")
        return
    heads = (
        fitted("Limits", _NAME),
        f"{'now':>{_COUNT}}",
        f"{'limit':>{_FROM}}",
        " " * (BAR + _SHARE + 3),
        f"{'more':>{_MORE}}",
        "  next slot (UTC)",
    )
    yield line(Piece("".join(heads), "strong"))
    for (of, name), windows in groupby(outlook.windows, key=lambda one: (one.of, one.name)):
        if of is Entity.ACCOUNT:
            yield from _windows(windows, outlook, width)
            continue
        every = list(windows)
        close = [window for window in every if window.is_close]
        far = "" if close == every else ": " + ("every" if not close else "every other")
        said = f"{far} window is less than half full" if far else ""
        yield line(fitted(f"by {plain(name)}{said}", width).rstrip())
        yield from _windows(close, outlook, width)
    if outlook.more_artists:
        said = f"and {many(outlook.more_artists, 'more name')}; --artist NAME shows one"
        yield line(Piece(said, "quiet"))
    if outlook.plan is not None:
        yield line(Piece(f"{PLANNED} is the plan, sent now", "quiet"))


def _windows(windows: Iterable[Window], outlook: Outlook, width: int) -> Iterator[Line]:
    for window in windows:
        for number, left in enumerate(window.limits):
            drawn = _limit(window, left, is_first=number == 0)
            words = f"{left.severity.value} from {left.begins:,}: {left.rule}"
            if len(left.recipients) < len(outlook.recipients):
                words += f", for {named(left.recipients, outlook.recipients)}"
            if left.until is not None:
                words += f", up to {_time(left.until)}, while it is new"
            room = width - sum(len(piece.text) for piece in drawn)
            if len(words) < room:
                yield (*drawn, Piece(f" {words}", "quiet"))
                continue
            yield drawn
            yield from _paragraph(words, width, indent=_RULE, look="quiet")


def _limit(window: Window, left: Left, *, is_first: bool) -> Line:
    name = f"  {window.kind.words}, {window.hours.words}" if is_first else ""
    plan = f"+{window.planned:,}" if window.planned else ""
    count = f"{window.count:,}{plan}" if is_first else ""
    slot = f"  {_time(left.next_slot)}" if left.next_slot is not None else ""
    if left.begins == 1:
        slot = "  never"
    look = left.severity.value if left.share >= 1 else ""
    return line(
        fitted(name, _NAME),
        f"{count:>{_COUNT}}",
        f"{left.begins:>{_FROM},}  ",
        Piece(_bar(window, left), look or "wave"),
        Piece(f"{left.share:>{_SHARE}.0%} ", look),
        f"{left.more:>{_MORE},}",
        fitted(slot, _SLOT),
    )


def _bar(window: Window, left: Left) -> str:
    """How full it is; full only where the rule speaks."""
    full = min(BAR, BAR * window.count // left.begins)
    both = min(BAR, BAR * (window.count + window.planned) // left.begins)
    return FULL * full + PLANNED * (both - full) + EMPTY * (BAR - both)


# --- a plan


def _plan(plan: Prospect, outlook: Outlook, width: int) -> Iterator[Line]:
    ai = "AI " if plan.is_ai else ""
    words = f"{many(plan.releases, f'{ai}release')} of {many(plan.tracks_each, 'track')}"
    whose = f" by {' and '.join(map(plain, plan.artists))}" if plan.artists else ""
    yield line(Piece(fitted(f"The plan: {words}{whose}, sent now", width).rstrip(), "strong"))
    if not plan.artists:
        said = "It is counted for no artist's name, as there are several; --artist NAME names one."
        yield from _paragraph(said, width, indent=2, look="quiet")
    if not plan.ways:
        yield from _paragraph("No rule sets a limit on it.", width, indent=2)
    for number, way in enumerate(plan.ways):
        below = f"below every limit of {way.severity.value}" if number else "below every limit"
        for said in _way(way, below, plan, outlook):
            yield from _paragraph(said, width, indent=2)
    yield from _rules("What the rules would say", plan.rules, outlook.recipients, width)


def _way(way: Way, below: str, plan: Prospect, outlook: Outlook) -> Iterator[str]:
    if way.at_once is not None and way.at_once <= outlook.as_of:
        yield f"All of it stays {below} now."
        return
    once = (
        f"all at once from {_time(way.at_once)} UTC"
        if way.at_once is not None
        else "all at once never"
    )
    yield f"To stay {below}: {way.fits_now:,} of {plan.releases:,} may go now, {once}."
    steps = way.steps
    if steps is None:
        yield "One release alone is more than a limit allows, so it cannot be spread either."
    elif steps.times > 1:
        often = "each day" if steps.every_days == 1 else f"every {steps.every_days} days"
        yield (
            f"Spread, if nothing else is sent: {many(steps.at_a_time, 'release')} {often} from"
            f" {_time(steps.first)} UTC, {steps.times:,} times;"
            f" the last on {_time(steps.last)} UTC."
        )


def _rules(
    title: str, rules: Iterable[Spoken], recipients: tuple[str, ...], width: int
) -> Iterator[Line]:
    rules = sorted(rules, key=lambda one: (not one.is_new, -one.severity.rank, one.rule))
    yield line(Piece(title, "strong"), Piece(f"  {many(len(rules), 'rule')}", "quiet"))
    for one in rules:
        look = one.severity.value
        first, *rest = list(wrapped(plain(one.message), width - 13)) or [""]
        yield line("  ", Piece(f"{look:<8} ", look), Piece("+ " if one.is_new else "  "), first)
        for words in rest:
            yield line(" " * 13, words)
        whom = ""
        if len(one.recipients) < len(recipients):
            whom = f" for {named(one.recipients, recipients)}"
        yield from _paragraph(f"{one.rule}{whom}", width, indent=13, look="quiet")
    if any(one.is_new for one in rules):
        yield line(Piece("  + because of the plan", "quiet"))


# --- words


def _paragraph(text: str, width: int, *, indent: int = 0, look: str = "") -> Iterator[Line]:
    for words in wrapped(plain(text), max(1, width - indent)):
        yield line(" " * indent, Piece(words, look))


def _time(time: datetime) -> str:
    """To the minute, rounded up, so that a slot is never told too early."""
    if (time.second or time.microsecond) and time <= _LAST:
        time = time.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return f"{time:%Y-%m-%d %H:%M}"
