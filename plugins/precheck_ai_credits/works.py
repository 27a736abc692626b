"""Who controls the song, and what share of it is claimed."""

from __future__ import annotations

from msgspec import Struct

from precheck import Facts, Inspector, Message, Node, Place, Tools, Track

_ELEMENTS = ("WorkRightsController", "RightsController")
"""In ERN 4, and in ERN 3 on the work itself."""


class WorkShare(Struct, frozen=True, kw_only=True):
    """A share in the song that somebody claims."""

    controller: str
    percentage: str = ""
    """As written; empty where the message gives none, which by the schema is all."""
    is_unknown: bool = False
    """Whether the message says that the share is not known."""
    place: Place | None = None


class WorkShares(Struct, frozen=True, kw_only=True):
    """Every share in the song of a track that its message claims."""

    shares: tuple[WorkShare, ...] = ()


def work_shares(track: Track, facts: Facts, tools: Tools) -> WorkShares:
    """Read the rights controllers of the work."""
    del tools
    message = facts[Message]
    names = {party.reference: party.name for party in message.parties if party.reference}
    found = list(track.node.children(_ELEMENTS[0])) if track.node is not None else []
    for work in track.works:
        if work.node is not None:
            found += work.node.children(_ELEMENTS[1])
    return WorkShares(shares=tuple(_share(node, names) for node in found))


def _share(node: Node, names: dict[str, str]) -> WorkShare:
    reference = node.value("RightsControllerPartyReference")
    return WorkShare(
        controller=names.get(reference, "") or node.value("PartyName/FullName") or reference,
        percentage=node.value("RightSharePercentage"),
        is_unknown=node.value("RightShareUnknown") in ("true", "1"),
        place=Place(line=node.line, xpath=node.xpath),
    )


shares_of_track = Inspector(
    of=Track, gives=WorkShares, inspect=work_shares, needs=(Message,), is_derived=True
)
