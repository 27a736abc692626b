"""Which track or picture each entry of `delivery.toml` is about; none is lost without a word."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from precheck.errors import did_you_mean
from precheck.model import Delivery, Image, Release, Resource
from precheck.model.delivery import address
from precheck.model.releases import addresses
from precheck.reading.problems import ProblemKind, Problems
from precheck.reading.sidecar import NAME, delivery_of, line_of

MOST_HINTS = 20
"""For how many entries the nearest name is looked for: it is looked for among all there are."""

E = TypeVar("E")


class _Table(Struct, frozen=True):
    """A table of entries, and the things in the release that they can be about."""

    name: str
    about: tuple[Resource, ...]
    others: tuple[Resource, ...]
    home_of_others: str
    """The table in which an entry about one of the others belongs; empty for none."""


def delivery_for(
    release: Release, text: str | None, problems: Problems, more_files: Path | None = None
) -> Delivery:
    """What the sidecar of a release says, its entries under the names they are looked up by.

    `more_files` is the folder in which more lies than the release has, as where single files were
    named: an entry for one of those is about something.
    """
    if text is None:
        return Delivery()
    delivery = delivery_of(text, problems)
    finder = _Finder(release, text, problems, more_files)
    return replace(
        delivery,
        tracks=finder.addressed(
            _Table("tracks", release.tracks, release.images, "images"), delivery.tracks
        ),
        images=finder.addressed(
            _Table("images", release.images, release.tracks, "tracks"), delivery.images
        ),
        licences=finder.addressed(
            _Table("licences", release.tracks, release.images, ""), delivery.licences
        ),
    )


class _Finder:
    """Finds what the entries of one sidecar are about."""

    def __init__(
        self, release: Release, text: str, problems: Problems, more_files: Path | None
    ) -> None:
        self.text = text
        self.problems = problems
        self.more_files = more_files
        self.is_read = release.message is not None or bool(release.tracks)
        self.hints = MOST_HINTS

    def addressed(self, table: _Table, entries: Mapping[str, E]) -> Mapping[str, E]:
        """The entries by address; those that are about nothing, or differ, are problems."""
        written: dict[str, list[str]] = {}
        for key in entries:
            written.setdefault(address(key), []).append(key)
        if self.is_read and entries:
            used: set[str] = set()
            for resource in table.about:
                keys = [key for name in addresses(resource) for key in written.get(name, ())]
                used.update(keys)
                other = next((key for key in keys if entries[key] != entries[keys[0]]), None)
                if other is not None:
                    self._differ(table, resource, keys[0], other)
            for key in entries:
                if key not in used and not self._is_beside(key):
                    self._unmatched(table, key)
        return {name: entries[keys[0]] for name, keys in written.items()}

    def _is_beside(self, key: str) -> bool:
        folder = self.more_files
        return folder is not None and key == Path(key).name and os.path.lexists(folder / key)

    def _differ(self, table: _Table, resource: Resource, first: str, other: str) -> None:
        said = (
            f"[{table.name}] says two different things of the {_noun(resource)} "
            f"{resource.reference}, as {first!r} and as {other!r}; the first of them counts"
        )
        self._tell(ProblemKind.SIDECAR_DIFFERS, said, table, other)

    def _unmatched(self, table: _Table, key: str) -> None:
        is_listed = not self.problems.is_full(ProblemKind.SIDECAR_UNMATCHED)
        why = self._why(table, key) if is_listed else ""
        said = f"[{table.name}] has an entry for {key!r}, {why}"
        self._tell(ProblemKind.SIDECAR_UNMATCHED, said, table, key)

    def _why(self, table: _Table, key: str) -> str:
        wanted = "picture" if table.name == "images" else "track"
        name = address(key)
        other = next((one for one in table.others if name in addresses(one)), None)
        if other is not None:
            move = f"; write it under [{table.home_of_others}]" if table.home_of_others else ""
            return f"which is a {_noun(other)}, not a {wanted}{move}"
        hint = ""
        if self.hints:
            self.hints -= 1
            hint = did_you_mean(name, _names(table.about))
        return f"but no {wanted} is called so{hint}"

    def _tell(self, kind: ProblemKind, said: str, table: _Table, key: str) -> None:
        line = None if self.problems.is_full(kind) else line_of(key, self.text, within=table.name)
        self.problems.add(kind, f"{NAME}: {said}", file=NAME, line=line)


def _noun(resource: Resource) -> str:
    return "picture" if isinstance(resource, Image) else "track"


def _names(resources: Iterable[Resource]) -> Iterator[str]:
    return (name for resource in resources for name in addresses(resource))
