"""Which adapters are installed: entry points of the group `precheck.voice_adapters`."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points

from precheck import Reason, Unavailable
from precheck_voice.adapters.adapter import Adapter

GROUP = "precheck.voice_adapters"


@cache
def names() -> frozenset[str]:
    """What a stored answer may call its vendor. Nothing is imported."""
    return frozenset(_points())


@cache
def adapter(name: str) -> Adapter | Unavailable:
    """The adapter of this name, or why there is none. Nothing that it raises gets further."""
    points = _points().get(name, [])
    if not points:
        return Unavailable(
            Reason.NOT_INSTALLED,
            f"no adapter for the vendor {name!r:.80} is installed; there are "
            f"{', '.join(sorted(names()))}",
            "Correct vendor in the stored answer, or install the adapter.",
        )
    if len(points) > 1:
        both = " and ".join(sorted(point.value for point in points)[:2])
        return _broken(f"there are two adapters for {name!r:.80}: {both}")
    try:
        found = points[0].load()
    except (Exception, SystemExit) as error:  # noqa: BLE001 - an import may raise anything
        return _broken(f"the adapter {name!r:.80} cannot be loaded: {type(error).__name__}")
    if not isinstance(found, Adapter):
        return _broken(f"{points[0].value} is no adapter")
    return found


def _points() -> dict[str, list[EntryPoint]]:
    found: dict[str, list[EntryPoint]] = {}
    for point in entry_points(group=GROUP):
        found.setdefault(point.name, []).append(point)
    return found


def _broken(why: str) -> Unavailable:
    return Unavailable(Reason.BROKEN, why, "Ask whoever made the adapter, or take it out.")
