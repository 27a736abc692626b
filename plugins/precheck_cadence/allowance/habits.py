"""How an account sends, in words."""

from __future__ import annotations

from collections.abc import Iterator

from precheck.commands import Line, Piece, line, many
from precheck_cadence.conduct import Conduct, Surprise
from precheck_cadence.history import Tally, time_of
from precheck_cadence.signals.units import DAYS_PER_YEAR

_COLUMN = 9
_NAME = 26
_ROWS = (
    ("releases", "releases"),
    ("tracks", "tracks"),
    ("releases by AI alone", "all_ai_releases"),
    ("tracks with AI", "ai_tracks"),
    ("releases of one track", "singles"),
    ("tracks of 30 to 35 s", "edge"),
    ("tracks of 30 to 45 s", "short"),
    ("noise, sleep, meditation", "functional"),
)
_ALWAYS = 2
"""So many rows are shown even where nothing came."""


def counts(conduct: Conduct) -> Iterator[Line]:
    """What came in each window; kinds of which nothing came are left out."""
    windows = (conduct.day, conduct.week, conduct.month, conduct.quarter)
    heads = "".join(f"{head:>{_COLUMN}}" for head in ("24 h", "7 d", "30 d", "90 d"))
    yield line(" " * _NAME, Piece(heads, "quiet"))
    for place, (name, field) in enumerate(_ROWS):
        numbers = [_of(tally, field) for tally in windows]
        if place < _ALWAYS or any(numbers):
            cells = "".join(f"{number:>{_COLUMN},}" for number in numbers)
            yield line(Piece(f"  {name:<{_NAME - 2}}", "quiet"), cells)


def _of(tally: Tally, field: str) -> int:
    number: int = getattr(tally, field)
    return number


def habits(conduct: Conduct) -> Iterator[str]:
    """Its age, its own rate, its names, and the signals there are."""
    yield _age(conduct)
    shares = "; ".join(_shares(conduct))
    if shares:
        yield f"{shares}."
    yield from (_rate(one) for one in conduct.surprises if one.hours > 24)  # noqa: PLR2004 - of a day nobody asks
    for names in conduct.names:
        yield (
            f"{many(names.names, 'artist name')} of the {names.of} in 90 days,"
            f" {names.median_tracks:g} tracks each in the median."
        )
    if conduct.burst is not None:
        found = conduct.burst
        yield (
            f"Its last upload belongs to a burst: {found.arrivals} from"
            f" {time_of(found.since):%Y-%m-%d %H:%M} UTC on (weight {found.weight:.1f})."
        )
    if conduct.rhythm is not None:
        found_rhythm = conduct.rhythm
        yield (
            f"Its steadiest stretch: {found_rhythm.arrivals} uploads with gaps that vary by"
            f" {found_rhythm.variation:.2f} of their mean."
        )
    if conduct.awakening is not None:
        slept = conduct.awakening
        yield f"It slept for {slept.idle_days:.0f} days, and woke on {slept.woke:%Y-%m-%d}."
    judged = conduct.standings
    if judged is not None:
        yield (
            f"Of the last {many(judged.judged, 'decision')} about it {judged.rejected} were"
            f" against it; {judged.points_60_days:g} points of infraction in 60 days."
        )


def _age(conduct: Conduct) -> str:
    age = conduct.age_days
    if age is None:
        return "It is as old as the history, or older."
    if age < DAYS_PER_YEAR:
        return f"Its first upload was {age:.1f} days ago."
    return f"Its first upload was {age / DAYS_PER_YEAR:.1f} years ago."


def _shares(conduct: Conduct) -> Iterator[str]:
    """Of the kinds that there are."""
    month, quarter = conduct.month, conduct.quarter
    for some, of, words in (
        (month.ai_tracks, month.tracks, "tracks in 30 days are made with AI"),
        (quarter.singles, quarter.releases, "releases in 90 days have one track"),
        (quarter.edge, quarter.timed, "tracks in 90 days last 30 to 35 s"),
        (quarter.short, quarter.timed, "tracks in 90 days last 30 to 45 s"),
        (quarter.functional, quarter.tracks, "tracks in 90 days are noise, or to sleep by"),
    ):
        if some:
            yield f"{some:,} of {of:,} {words} ({some / of:.0%})"


def _rate(one: Surprise) -> str:
    known = f"of {many(one.weeks, 'week')} before" if one.weeks else "of an average artist"
    return (
        f"In {one.hours // 24} days {many(one.releases, 'release')}; the rate {known} brings"
        f" {one.expected:.1f}. By chance, as many or more: {_chance(one.log10_probability)}."
    )


def _chance(log10: float) -> str:
    if log10 > -2:  # noqa: PLR2004 - below a hundredth a share says little
        return f"{10**log10:.0%}"
    return f"1 in 10^{-log10:.1f}"
