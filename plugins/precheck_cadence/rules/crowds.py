"""Windows that hold too many uploads: which they are, and how to say so once for each release."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from precheck import Facts, Finding
from precheck_cadence.cadence import Cadence, Span, Window
from precheck_cadence.history import Entity, Measure
from precheck_cadence.options import AccountWindows, Windows
from precheck_cadence.rules.places import Places, Spot

NAMED = 3
"""How many other releases a message names."""
LISTED = 20
"""How many other releases the evidence lists."""


class Crowd(Struct, frozen=True):
    """A window that reached its number."""

    window: Window
    begins: int
    """From how many on it counts as a crowd."""


def crowds(facts: Facts, of: Entity, measure: Measure, limits: Windows) -> Iterator[Finding]:
    """One finding for each release and name, whatever the number of windows that are too full.

    It is said of every release of the batch that counts, so that none of a flood passes alone.
    """
    cadence, places = facts[Cadence], Places(facts)
    found: dict[tuple[str, str], dict[Span, Crowd]] = {}
    for window in cadence.windows:
        begins = begins_at(limits, window.hours, is_label=window.is_label)
        if window.of is of and window.measure is measure and 0 < begins <= window.count:
            for release in window.releases:
                fullest = found.setdefault((window.key, release), {})
                known = fullest.get(window.hours)
                if known is None or known.window.count < window.count:
                    fullest[window.hours] = Crowd(window, begins)
    together: dict[tuple[int, ...], tuple[str, ...]] = {}
    for (_, release), by_hours in found.items():
        full = [by_hours[hours] for hours in sorted(by_hours)]
        same = tuple(id(crowd.window) for crowd in full)
        if same not in together:  # once for a flood, not once for each of its releases
            together[same] = tuple(sorted({r for c in full for r in c.window.releases}))
        spot = places.of_release(release)
        yield _finding(release, spot, full, together[same], cadence.history)


def begins_at(limits: Windows, hours: Span, *, is_label: bool) -> int:
    """From how many uploads in a window the limits speak, for an artist or a label; 0 for never."""
    wide = "label_" if is_label and isinstance(limits, AccountWindows) else ""
    begins: int = getattr(limits, f"{wide}from_{hours.words.replace(' ', '_')}")
    return begins


def _finding(
    release: str, spot: Spot, full: list[Crowd], together: tuple[str, ...], history: str
) -> Finding:
    window = full[0].window
    whose = f"by {window.name!r}" if window.of is Entity.ARTIST else f"from {window.name!r}"
    parts = [
        f"{crowd.window.count} in {crowd.window.hours.words} (notice from {crowd.begins})"
        for crowd in full
    ]
    others = [other for other in together[: LISTED + 1] if other != release][:LISTED]
    number = len(together) - 1
    return Finding(
        f"{window.measure.value} {whose}: {', '.join(parts)}{_with(others, number)}",
        release=release,
        place=spot.place,
        file=spot.file,
        evidence={
            window.of.value: window.name,
            "measure": window.measure.value,
            "windows": [_evidence(crowd) for crowd in full],
            "other_releases_in_batch": number,
            "others": others,
            "history": history or "none, this batch only",
        },
    )


def _with(others: list[str], number: int) -> str:
    if not others:
        return ""
    named = ", ".join(repr(release) for release in others[:NAMED])
    more = f" and {number - NAMED} more" if number > NAMED else ""
    return f"; counted with {named}{more} of this batch"


def _evidence(crowd: Crowd) -> dict[str, Any]:
    window = crowd.window
    return {
        "hours": window.hours.value,
        "after": window.after.isoformat(),
        "until": window.until.isoformat(),
        "count": window.count,
        "threshold": crowd.begins,
        "in_this_batch": window.in_batch,
        "accounts": window.accounts,
        "label_account": window.is_label,
    }
