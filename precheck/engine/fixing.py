"""FIX: plan what can be repaired, write it elsewhere, and prove that the sound is the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

import precheck
from precheck.engine.landing import Landing
from precheck.engine.pieces import PiecedFile, blocks
from precheck.engine.planning import Draught, plan
from precheck.engine.proof import Prover, Unproven
from precheck.engine.room import Order, Room
from precheck.engine.sound_file import Known, Learner, lost, same_stream
from precheck.engine.stale import Stated, entries, stated_of, sums_of
from precheck.errors import UsageError, did_you_mean
from precheck.facts import Reason
from precheck.fixed import SCHEMA, FixedFile, FixReport, Outcome
from precheck.model import FileReference, Release, Source
from precheck.plugins import Registry
from precheck.reading import ProblemKind, Reading, discover, read_release
from precheck.reading.paths import shown
from precheck.repairs import Repair, Stretch, Terms
from precheck.report import Fault
from precheck.shared_facts import AudioStream, MarkKind, ProvenanceMarks

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


class FixRequest(Struct, frozen=True, kw_only=True):
    """What is asked for."""

    paths: tuple[Path, ...]
    order: Order
    out: Path | None = None
    """The output folder."""
    is_dry_run: bool = False
    """Whether nothing is to be written; so it is without an output folder too."""
    force: bool = False
    only_fixed: bool = False
    """Whether only rewritten files are written, not the rest of the delivery."""
    repairs: tuple[str, ...] = ()
    """The repairs to make, whether asked for or not; empty for those that recipients ask for."""
    terms: Terms = Terms()


class Planned(Struct, frozen=True, kw_only=True):
    """A sound file, what is to become of it, and what is needed to do it."""

    path: Path
    name: Path
    """Below the output folder."""
    told: FixedFile
    draught: Draught | None = None
    known: Known = Known()
    stated: tuple[Stated, ...] = ()
    stamp: tuple[int, int] = (0, 0)
    """Size and time of change when it was planned."""


class Fixing:
    """One run of `precheck fix`. Enter it; plan; then make what was planned."""

    def __init__(self, request: FixRequest, registry: Registry | None = None) -> None:
        """Find what lies at the paths, and load the plugins. Writes nothing.

        Raises `PrecheckError` where there is nothing there, or a name cannot be honoured.
        """
        self.request = request
        self.batch = discover(request.paths)
        root = self.batch.root.resolve()
        self.root = root if root.is_dir() else root.parent
        landing = Landing(request.out, force=request.force) if request.out else None
        if landing is not None:
            landing.judge(request.paths)
        self.landing = None if request.is_dry_run else landing
        self.room = Room(replace(request.order, root=self.root), registry)
        self.named = _named(self.room.registry, request.repairs)
        self.room.registry = self.room.registry.learning(AudioStream, ProvenanceMarks)
        self.problems: list[str] = []
        self.faults: list[Fault] = list(self.room.faults)
        self._planned: dict[Path, Planned] = {}
        self._others: dict[Path, None] = {}

    def __enter__(self) -> Self:
        """Open what inspectors need."""
        self.room.__enter__()
        self.learner = Learner(self.room)
        self.prover = Prover(self.room.tools.apart)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.room.__exit__(kind, error, trace)

    def plan(self) -> tuple[Planned, ...]:
        """What is to become of each sound file, in the order of the releases. Writes nothing."""
        for source in self.batch.sources:
            self._plan_release(source)
        for manifest in self.batch.manifests:
            self._others[manifest.file] = None
        for path in self._planned:
            self._others.pop(path, None)
        return tuple(self._planned.values())

    def open_landing(self) -> None:
        """Make the output folder. Raises `UsageError` where it cannot be used."""
        if self.landing is None:
            raise UsageError("name an output folder with --out, or only look with --dry-run")
        sources = (*self._planned, *self._others)
        for path in sources:
            self.landing.judge_target(self._name(path), (path,))
        self.landing.open()

    def make(self, planned: Planned) -> FixedFile:
        """Write one file and prove it, or take it over as it is."""
        told, draught = planned.told, planned.draught
        if told.outcome is Outcome.LEFT_OUT or draught is None or self.landing is None:
            return told
        is_rewritten = told.outcome is Outcome.PLANNED
        if self.request.only_fixed and not is_rewritten:
            return told
        try:
            return self._rewritten(planned, draught) if is_rewritten else self._copied(planned)
        except Unproven as why:
            return _left_out(told, str(why))
        except EOFError as error:
            return _left_out(told, str(error))
        except OSError as error:
            return _left_out(told, f"it could not be written: {error.strerror or error}")

    def copy_others(self) -> Iterator[str]:
        """Take over everything else as it is; the names of what was copied."""
        if self.landing is None or self.request.only_fixed:
            return
        for path in sorted(self._others):
            name = self._name(path)
            if any(part.startswith(".") for part in name.parts):
                continue
            try:
                self._copy(path, name)
                yield shown(name)
            except (OSError, EOFError) as error:
                said = getattr(error, "strerror", "") or str(error)
                self.problems.append(f"{shown(name)!r} could not be copied: {said}")

    def report(self, files: Iterable[FixedFile], copied: Iterable[str] = ()) -> FixReport:
        """The whole answer."""
        files, copied = tuple(files), tuple(copied)
        is_whole = not self.problems and not self.faults
        return FixReport(
            schema=SCHEMA,
            precheck=precheck.__version__,
            is_dry_run=self.landing is None,
            root=shown(Path(self.root.name)),
            complete=is_whole and all(file.is_well for file in files),
            files=files,
            copied=copied,
            problems=tuple(self.problems),
            faults=tuple(self.faults),
        )

    # --- planning ----------------------------------------------------------------------------

    def _plan_release(self, source: Source) -> None:
        try:
            release, reading = read_release(source)
        except Exception as error:  # noqa: BLE001 - one broken release never ends a run
            self.problems.append(f"{source.id} could not be read: {type(error).__name__}: {error}")
            return
        self.problems += _told(source, reading)
        repairs = self._asked_for(release)
        self.learner.begin(release, reading)
        for track in release.tracks:
            for file in track.files:
                if file.path is None:
                    self._tell_missing(release, file.uri)
                    continue
                planned = self._planned.get(file.path)
                if planned is None:
                    known = self.learner.learn(track.kind, file.path, file.uri)
                    planned = self._plan_file(file.path, source.id, known, repairs)
                self._planned[file.path] = _with_stated(planned, file, release, self.root)
        self.faults += self.learner.faults
        self._others |= dict.fromkeys(release.files)

    def _asked_for(self, release: Release) -> tuple[Repair, ...]:
        """The repairs that were named, or that answer a rule which a recipient asks here."""
        if self.named:
            return self.named
        aside = frozenset(one.name for one in self.room.policies if not one.concerns(release))
        cases = self.room.docket.without(aside).cases
        asked = {name for listed in cases.values() for case in listed for name in case.rule.names}
        every = self.room.registry.repairs.values()
        return tuple(one for one in every if not one.rules or asked.intersection(one.rules))

    def _tell_missing(self, release: Release, uri: str) -> None:
        if not release.is_message_only:
            self.problems.append(f"{release.id}: {uri!r} is not there, so it is not fixed")
        elif not any(release.id in problem for problem in self.problems):
            self.problems.append(f"{release.id}: none of the files that the message names is there")

    def _plan_file(
        self, path: Path, release: str, known: Known, repairs: tuple[Repair, ...]
    ) -> Planned:
        name = self._name(path)
        told = FixedFile(file=shown(name), release=release, outcome=Outcome.NOTHING_TO_FIX)
        try:
            state = path.stat()
            draught = plan(path, repairs, self.request.terms)
        except (OSError, EOFError) as error:
            said = getattr(error, "strerror", "") or str(error)
            return Planned(path=path, name=name, told=_left_out(told, f"it cannot be read: {said}"))
        self.faults += draught.faults
        is_broken = known.stream_gone in {Reason.UNREADABLE, Reason.BROKEN, Reason.NO_FILE}
        told = replace(told, bytes_before=draught.size, bytes_after=draught.size, left=draught.left)
        if draught.steps and known.marks is None and not self.request.terms.remove_provenance:
            told = _left_out(told, f"its signs of origin could not be read: {known.why}")
        elif draught.steps:
            warnings = draught.warnings
            if any(m.kind is MarkKind.C2PA for m in known.marks or ()):
                warnings = (*warnings, "the file changes, so its C2PA manifest matches no more")
            told = replace(
                told,
                outcome=Outcome.PLANNED,
                steps=draught.steps,
                bytes_after=draught.new_size,
                warnings=warnings,
            )
        elif is_broken:
            told = _left_out(told, known.why)
        elif draught.left:
            told = replace(told, outcome=Outcome.NOT_FIXED)
        return Planned(
            path=path,
            name=name,
            told=told,
            draught=draught,
            known=known,
            stamp=(state.st_size, state.st_mtime_ns),
        )

    # --- making ------------------------------------------------------------------------------

    def _rewritten(self, planned: Planned, draught: Draught) -> FixedFile:
        told = planned.told
        assert self.landing is not None  # noqa: S101 - make() has seen to it
        with self.landing.draft(planned.name) as draft:
            with planned.path.open("rb") as file:
                draft.write(PiecedFile(file, draught.pieces).blocks())
            proof = self.prover.prove(planned.path, draft.path, draught.sound, draught.new_sound)
            self._judge_new(planned, draft.path)
            sums = sums_of(draft.path, planned.stated)
            _judge_unchanged(planned)
            draft.keep()
        return replace(
            told,
            outcome=Outcome.FIXED,
            proof=proof,
            sha256=sums["SHA-256"],
            entries=entries(planned.stated, sums),
        )

    def _judge_new(self, planned: Planned, path: Path) -> None:
        """Look at the new file as at any other. Raises `Unproven` where it says something else."""
        new = self.learner.learn(planned.known.kind, path, planned.told.file)
        if why := same_stream(planned.known, new):
            raise Unproven(why)
        gone = lost(planned.known, new)
        if gone and not self.request.terms.remove_provenance:
            names = ", ".join(sorted({mark.tag for mark in gone}))
            raise Unproven(f"signs of origin would be lost, in {names}")

    def _copied(self, planned: Planned) -> FixedFile:
        self._copy(planned.path, planned.name)
        _judge_unchanged(planned)
        return planned.told

    def _copy(self, path: Path, name: Path) -> None:
        assert self.landing is not None  # noqa: S101 - nothing is copied to nowhere
        with self.landing.draft(name) as draft, path.open("rb") as file:
            draft.write(blocks(file, Stretch(0, path.stat().st_size)))
            draft.keep()

    def _name(self, path: Path) -> Path:
        return path.relative_to(self.root)


def _with_stated(planned: Planned, file: FileReference, release: Release, root: Path) -> Planned:
    """The plan, with what this message says of the file and will not hold."""
    if planned.told.outcome is not Outcome.PLANNED:
        return planned
    stated = (*planned.stated, *stated_of(file, release.message, root))
    told = replace(planned.told, entries=entries(stated, {}))
    return replace(planned, stated=stated, told=told)


def _named(registry: Registry, names: tuple[str, ...]) -> tuple[Repair, ...]:
    known = registry.repairs
    for name in names:
        if name not in known:
            listed = ", ".join(known) or "none"
            raise UsageError(
                f"there is no repair {name!r}{did_you_mean(name, known)} (installed: {listed})"
            )
    return tuple(repair for name, repair in known.items() if name in names)


def _told(source: Source, reading: Reading) -> Iterator[str]:
    for problem in reading.problems:
        if problem.kind in _TOLD:
            yield f"{source.id}: {problem.text}"


def _left_out(told: FixedFile, why: str) -> FixedFile:
    return replace(
        told, outcome=Outcome.LEFT_OUT, why=why, bytes_after=0, sha256="", entries=(), proof=None
    )


def _judge_unchanged(planned: Planned) -> None:
    state = planned.path.stat()
    if (state.st_size, state.st_mtime_ns) != planned.stamp:
        raise Unproven("the file was changed while it was being fixed")
