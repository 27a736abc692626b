"""What a run remembers of its releases until the batch is judged: little of it in memory."""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Iterator, Mapping
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Any, Self, cast

import msgspec

from precheck.engine.judge import Judged, Names, verdicts
from precheck.engine.room import Outcome
from precheck.facts import Facts, Unavailable
from precheck.report import Notice, Verdict

IN_MEMORY_BYTES = 1024 * 1024
"""How much is held in memory; beyond, everything lies in a temporary file."""
ABSENT = -1


class Memory:
    """The names, the verdicts and the kept facts of every release. Leaving it forgets them.

    Facts and names are pickled into a file, and read back each time they are asked for; what cannot
    be pickled stays in memory.
    """

    def __init__(self) -> None:
        """Remember nothing yet."""
        self.verdicts: dict[str, tuple[Verdict, ...]] = {}
        """By release id, as they were before the batch was judged."""
        self._file = SpooledTemporaryFile(IN_MEMORY_BYTES)  # noqa: SIM115 - `__exit__` does
        self._places: dict[type, array[int]] = {}
        """For each kind where its things begin in the file, by the number of the release.

        Below `ABSENT` stands what is held in memory: -2 is the first of those.
        """
        self._names = array("q")
        """Where the names of each release begin, likewise."""
        self._held: list[object] = []
        self._numbers: dict[str, int] = {}
        self._reasons: dict[Unavailable, int] = {}
        self._alike: dict[tuple[Verdict, ...], tuple[Verdict, ...]] = {}

    def __enter__(self) -> Self:
        """Nothing more: the file is there."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file, which removes it."""
        self._file.close()

    def add(self, outcome: Outcome) -> None:
        """Remember what the batch will want of a release."""
        release = outcome.result.id
        number = self._numbers.setdefault(release, len(self._numbers))
        said = outcome.result.verdicts
        self.verdicts[release] = self._alike.setdefault(said, said)
        self._names.append(self._put(outcome.names))
        for kind, fact in outcome.kept.items():
            places = self._places.setdefault(kind, array("q"))
            places.extend([ABSENT] * (number - len(places)))
            places.append(self._put(fact))

    def __contains__(self, release: str) -> bool:
        """Whether the release was judged."""
        return release in self._numbers

    def facts(self, release: str) -> Facts:
        """The kept facts of a release, each read when it is asked for."""
        return Facts.over(_Row(self, self._numbers[release]))

    @property
    def names(self) -> Mapping[str, Names]:
        """How each release is known, by its id."""
        return _AllNames(self)

    def names_of(self, release: str) -> Names:
        """How a release is known. Raises `KeyError` for one that was not judged."""
        return cast("Names", self.take(self._names[self._numbers[release]]))

    def turned(
        self, recipients: tuple[str, ...], whole: Judged
    ) -> Iterator[tuple[str, tuple[Verdict, ...]]]:
        """The releases of which what the batch says changes a verdict, with their verdicts then."""
        about: dict[str, list[Notice]] = {}
        for notice in whole.notices:
            about.setdefault(notice.subject.release, []).append(notice)
        of_all = about.pop("", [])
        general = verdicts(recipients, _part(whole, of_all))
        for release, before in self.verdicts.items():
            more = about.get(release)
            said = verdicts(recipients, _part(whole, of_all + more)) if more else general
            after = amended(before, said)
            if after != before:
                yield release, self._alike.setdefault(after, after)

    def _put(self, thing: object) -> int:
        if isinstance(thing, Unavailable):
            if thing not in self._reasons:
                self._reasons[thing] = self._hold(thing)
            return self._reasons[thing]
        try:
            data = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
        except Exception:  # noqa: BLE001 - a fact may be of any class, with any reason not to
            return self._hold(thing)
        place = self._file.seek(0, 2)
        self._file.write(data)
        return place

    def _hold(self, thing: object) -> int:
        self._held.append(thing)
        return ABSENT - len(self._held)

    def place(self, kind: type, number: int) -> int:
        """Where a thing lies, or `ABSENT`."""
        places = self._places.get(kind, ())
        return places[number] if number < len(places) else ABSENT

    def kinds(self) -> Iterator[type]:
        """Every kind of fact that some release has."""
        return iter(self._places)

    def take(self, place: int) -> object:
        """What lies there; raises `OSError` where the file cannot be read."""
        if place < ABSENT:
            return self._held[ABSENT - 1 - place]
        self._file.seek(place)
        return pickle.load(self._file)  # noqa: S301 - we wrote it ourselves, into a file without a name


class _Row(Mapping[type, Any]):
    """The facts of one release by their class."""

    def __init__(self, memory: Memory, number: int) -> None:
        self._memory = memory
        self._number = number

    def __getitem__(self, kind: type) -> Any:  # noqa: ANN401 - a fact may be of any class
        place = self._memory.place(kind, self._number)
        if place == ABSENT:
            raise KeyError(kind)
        return self._memory.take(place)

    def __contains__(self, kind: object) -> bool:
        return self._memory.place(cast("type", kind), self._number) != ABSENT

    def __iter__(self) -> Iterator[type]:
        return (kind for kind in self._memory.kinds() if kind in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _AllNames(Mapping[str, Names]):
    """How releases are known, by their ids."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def __getitem__(self, release: str) -> Names:
        return self._memory.names_of(release)

    def __iter__(self) -> Iterator[str]:
        return iter(self._memory.verdicts)

    def __len__(self) -> int:
        return len(self._memory.verdicts)


def _part(whole: Judged, notices: list[Notice]) -> Judged:
    return Judged(notices=notices, skips=whole.skips, faults=whole.faults)


def amended(before: tuple[Verdict, ...], after: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """The worse of two verdicts for each recipient."""
    return tuple(
        one
        if one.outcome.rank >= two.outcome.rank and one.complete <= two.complete
        else msgspec.structs.replace(
            one,
            outcome=max(one.outcome, two.outcome, key=lambda outcome: outcome.rank),
            complete=one.complete and two.complete,
        )
        for one, two in zip(before, after, strict=True)
    )
