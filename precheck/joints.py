"""Facts that add up: several plugins may each supply a part, and rules read the whole.

A class of facts with a class method `joined`, such as `AiDetections`, is a whole. A class derived
from it is a part, which its plugin alone supplies. The whole is derived from the parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from precheck.facts import Facts, Reason, Unavailable
from precheck.inspectors import Inspector, Tools

_SILENT = (Reason.NOT_CONFIGURED, Reason.NOT_APPLICABLE, Reason.NOT_SUPPLIED)
"""Where a part has nothing to say, the others are all there is. The gravest reason stands first."""

AnyInspector = Inspector[Any, Any]


def whole_of(kind: type) -> type | None:
    """The class of facts that this one is a part of; None where it is none."""
    return next((base for base in kind.__mro__[1:] if _is_whole(base)), None)


def _is_whole(kind: type) -> bool:
    return isinstance(vars(kind).get("joined"), classmethod)


def joints(inspectors: Iterable[AnyInspector]) -> Iterator[AnyInspector]:
    """An inspector for each whole of which parts are supplied."""
    parts: dict[tuple[type, type], list[type]] = {}
    for one in inspectors:
        whole = whole_of(one.gives)
        if whole is not None:
            parts.setdefault((one.of, whole), []).append(one.gives)
    for (of, whole), kinds in parts.items():
        kinds.sort(key=lambda kind: f"{kind.__module__}.{kind.__qualname__}")
        yield _joint(of, whole, tuple(kinds))


def _joint(of: type, whole: type[Any], parts: tuple[type[Any], ...]) -> AnyInspector:
    def inspect(subject: object, facts: Facts, tools: Tools) -> object:
        del subject, tools
        missing = [why for part in parts if (why := facts.why(part)) is not None]
        still_open = [why for why in missing if why.reason not in _SILENT]
        if still_open:
            details = dict.fromkeys(why.detail for why in still_open)
            return replace(still_open[0], detail="; ".join(details))
        found = [facts[part] for part in parts if part in facts]
        return whole.joined(found) if found else _gravest(missing)

    return Inspector(of=of, gives=whole, inspect=inspect, wants=parts, is_derived=True)


def _gravest(missing: list[Unavailable]) -> Unavailable:
    """Of several reasons for silence the one that may leave a verdict open, if there is one."""
    return min(missing, key=lambda why: _SILENT.index(why.reason))
