"""What is to become of each sound file of a release: fixed, taken over, or left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from precheck.engine.repairing.draught import Draught, drawn
from precheck.engine.repairing.sound_file import Known, Learner
from precheck.engine.repairing.stale import Stated, entries, stated_of
from precheck.engine.room import Room
from precheck.errors import UsageError, did_you_mean
from precheck.facts import Reason
from precheck.fixed import FixedFile, Outcome
from precheck.model import FileReference, Release, Source
from precheck.plugins import Registry
from precheck.reading import ProblemKind, Reading, read_release
from precheck.reading.paths import shown
from precheck.repairs import Repair, Terms
from precheck.report import Fault
from precheck.shared_facts import MarkKind

_TOLD = frozenset(
    {
        ProblemKind.UNREADABLE,
        ProblemKind.NOT_XML,
        ProblemKind.HOSTILE,
        ProblemKind.NOT_ERN,
        ProblemKind.OUTSIDE,
        ProblemKind.REMOTE,
        ProblemKind.LINK,
        ProblemKind.TOO_MANY,
    }
)
"""The problems of reading for which the output folder lacks something."""
_BROKEN = frozenset({Reason.UNREADABLE, Reason.BROKEN, Reason.NO_FILE})
"""Why there is no stream where a file is not to be delivered as it is."""


class Planned(Struct, frozen=True, kw_only=True):
    """A sound file, what is to become of it, and what is needed to do it."""

    path: Path
    name: Path
    """Below the output folder."""
    told: FixedFile
    release: Release
    """Its name and folder, nothing of its message."""
    draught: Draught | None = None
    known: Known = Known()
    stated: tuple[Stated, ...] = ()
    stamp: tuple[int, int] = (0, 0)
    """Size and time of change when it was planned."""


class Planner:
    """Plans the files of releases, one release after the other. Writes nothing."""

    def __init__(
        self, room: Room, learner: Learner, root: Path, named: tuple[Repair, ...], terms: Terms
    ) -> None:
        """Begin. `named` are the repairs to make instead of those that are asked for."""
        self._room = room
        self._learner = learner
        self._root = root
        self._named = named
        self._terms = terms
        self.planned: dict[Path, Planned] = {}
        self.others: dict[Path, None] = {}
        """Everything else that belongs to the releases."""
        self.problems: list[str] = []
        self.faults: list[Fault] = []

    def add(self, source: Source) -> None:
        """Plan one release. Whatever is wrong with it costs no other."""
        try:
            release, reading = read_release(source)
        except Exception as error:  # noqa: BLE001 - one broken release never ends a run
            self.problems.append(f"{source.id} could not be read: {type(error).__name__}: {error}")
            return
        self.problems += _told(source, reading)
        if release.is_message_only:
            self.problems.append(f"{source.id}: none of the files that the message names is there")
        repairs = self._named or self._asked_for(release)
        alone = Release(id=release.id, root=release.root)
        for track in release.tracks:
            for file in track.files:
                if file.path is not None:
                    planned = self.planned.get(file.path)
                    if planned is None:
                        planned = self._plan(file.path, track.kind, alone, repairs)
                    self.planned[file.path] = _with_stated(planned, file, release, self._root)
                elif not (release.is_message_only or file.is_outside or file.is_remote):
                    self.problems.append(f"{source.id}: {file.uri!r} is not there")
        self.others |= dict.fromkeys(release.files)

    def _asked_for(self, release: Release) -> tuple[Repair, ...]:
        """The repairs of which a recipient asks a rule here, and those that answer none."""
        aside = frozenset(one.name for one in self._room.policies if not one.concerns(release))
        cases = self._room.docket.without(aside).cases
        asked = {name for listed in cases.values() for case in listed for name in case.rule.names}
        every = self._room.registry.repairs.values()
        return tuple(one for one in every if not one.rules or asked.intersection(one.rules))

    def _plan(
        self, path: Path, kind: str, release: Release, repairs: tuple[Repair, ...]
    ) -> Planned:
        name = path.relative_to(self._root)
        told = FixedFile(file=shown(name), release=release.id, outcome=Outcome.NOTHING_TO_FIX)
        try:
            state = path.stat()
            draught = drawn(path, repairs, self._terms)
        except (OSError, EOFError) as error:
            why = f"it cannot be read: {getattr(error, 'strerror', '') or error}"
            return Planned(path=path, name=name, release=release, told=left_out(told, why))
        self.faults += draught.faults
        known = self._learner.learn(release, kind, path, told.file)
        return Planned(
            path=path,
            name=name,
            release=release,
            told=self._judged(told, draught, known),
            draught=draught,
            known=known,
            stamp=(state.st_size, state.st_mtime_ns),
        )

    def _judged(self, told: FixedFile, draught: Draught, known: Known) -> FixedFile:
        told = replace(told, bytes_before=draught.size, bytes_after=draught.size, left=draught.left)
        if draught.steps:
            if known.marks is None and not self._terms.remove_provenance:
                return left_out(told, f"its signs of origin could not be read: {known.why}")
            return replace(
                told,
                outcome=Outcome.PLANNED,
                steps=draught.steps,
                bytes_after=draught.new_size,
                warnings=(*draught.warnings, *_warnings(draught, known)),
            )
        if known.stream_gone in _BROKEN:
            return left_out(told, known.why)
        return replace(told, outcome=Outcome.NOT_FIXED) if draught.left else told


def named(registry: Registry, names: tuple[str, ...]) -> tuple[Repair, ...]:
    """The repairs with these ids, in the order they are made. Raises `UsageError`."""
    known = registry.repairs
    for name in names:
        if name not in known:
            listed = ", ".join(known) or "none"
            raise UsageError(
                f"there is no repair {name!r}{did_you_mean(name, known)} (installed: {listed})"
            )
    return tuple(repair for name, repair in known.items() if name in names)


def left_out(told: FixedFile, why: str) -> FixedFile:
    """The same file, of which the output folder gets nothing."""
    return replace(
        told, outcome=Outcome.LEFT_OUT, why=why, bytes_after=0, sha256="", entries=(), proof=None
    )


def _with_stated(planned: Planned, file: FileReference, release: Release, root: Path) -> Planned:
    """The plan, with what this message says of the file and will not hold."""
    if planned.told.outcome is not Outcome.PLANNED:
        return planned
    stated = (*planned.stated, *stated_of(file, release.message, root))
    told = replace(planned.told, entries=entries(stated, {}))
    return replace(planned, stated=stated, told=told)


def _told(source: Source, reading: Reading) -> Iterator[str]:
    for problem in reading.problems:
        if problem.kind in _TOLD:
            yield f"{source.id}: {problem.text}"


def _warnings(draught: Draught, known: Known) -> Iterator[str]:
    """What goes with signs of origin, and what becomes of those that stay."""
    going = {mark.kind for step in draught.steps for mark in step.marks}
    if MarkKind.AIGC_LABEL in going:
        yield "the AIGC label goes, which China's rules for labels forbid"
    if MarkKind.C2PA in going:
        yield "the C2PA manifest goes, and with it the proof of where the file came from"
    elif any(mark.kind is MarkKind.C2PA for mark in known.marks or ()):
        yield "the C2PA manifest stays, but the file changes and no longer matches it"
