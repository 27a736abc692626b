"""How names, codes and amounts are read, wherever an upload comes from."""

from __future__ import annotations

from collections.abc import Iterable

from precheck import AiAmount
from precheck_cadence.upload import ArtistName, UploadTrack, key_of, writable

NOBODY = frozenset({"various artists", "various"})
"""Names that stand for many artists; nobody's rhythm can be read from them."""
NO_WRITER = frozenset({"anonymous", "public domain", "trad", "trad.", "traditional", "unknown"})
"""What stands where nobody is known to have written it."""


def named(names: Iterable[str]) -> tuple[ArtistName, ...]:
    """The names with their keys, sorted, each key once."""
    first: dict[str, str] = {}
    for key, name in sorted((key_of(name), writable(name.strip())) for name in names):
        first.setdefault(key, name)
    return tuple(ArtistName(key, name) for key, name in first.items() if key)


def writers_named(names: Iterable[str]) -> tuple[str, ...]:
    """The keys of those who wrote something, each once; nobody who is not named."""
    keys = {key_of(name) for name in names}
    return tuple(sorted(key for key in keys if key and key not in NO_WRITER | NOBODY))


def isrc_of(stated: str) -> str:
    """The code as it is compared: without spaces and hyphens, in capitals."""
    return writable("".join(stated.split()).replace("-", "").upper())


def icpn_key(stated: str) -> str:
    """The key of a product with this ICPN, empty without one."""
    icpn = stated.strip().lstrip("0")  # a UPC is an EAN with a zero before it
    return writable(f"icpn:{icpn}") if icpn else ""


def grid_key(stated: str) -> str:
    """The key of a product with this GRid, empty without one."""
    grid = stated.strip().replace("-", "").upper()
    return writable(f"grid:{grid}") if grid else ""


def together(tracks: Iterable[UploadTrack]) -> AiAmount | None:
    """How much of a product AI made, by its tracks."""
    said = {track.ai for track in tracks}
    if said & {AiAmount.ALL, AiAmount.SOME}:
        return AiAmount.ALL if said == {AiAmount.ALL} else AiAmount.SOME
    return AiAmount.NONE if said == {AiAmount.NONE} else None
