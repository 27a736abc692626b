"""One run of `precheck fix`: find, plan, write elsewhere, report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

import precheck
from precheck.engine.repairing.landing import Landing
from precheck.engine.repairing.maker import Maker
from precheck.engine.repairing.planner import Planned, Planner, named
from precheck.engine.repairing.proof import Prover, Unproven
from precheck.engine.repairing.sound_file import Learner
from precheck.engine.room import Order, Room
from precheck.fixed import SCHEMA, FixedFile, FixReport
from precheck.plugins import Registry
from precheck.reading import discover
from precheck.reading.paths import shown
from precheck.repairs import Terms
from precheck.shared_facts import AudioStream, ProvenanceMarks


class FixRequest(Struct, frozen=True, kw_only=True):
    """What is asked for."""

    paths: tuple[Path, ...]
    order: Order
    out: Path | None = None
    """The output folder; None where nothing is to be written."""
    is_dry_run: bool = False
    """Whether nothing is to be written, though a folder is named."""
    force: bool = False
    """Whether files that are in the folder already may be replaced."""
    only_fixed: bool = False
    """Whether only rewritten files are written, not the rest of the delivery."""
    repairs: tuple[str, ...] = ()
    """The repairs to make, asked for or not; empty for those that recipients ask for."""
    terms: Terms = Terms()


class Fixing:
    """One run. Enter it, plan, and make what was planned."""

    def __init__(self, request: FixRequest, registry: Registry | None = None) -> None:
        """Find what lies at the paths, and load the plugins. Writes nothing.

        Raises `PrecheckError` where there is nothing there, the output folder is none to write
        to, or a name cannot be honoured.
        """
        self.request = request
        self.batch = discover(request.paths)
        root = self.batch.root.resolve()
        self.root = root if root.is_dir() else root.parent
        landing = Landing(request.out, force=request.force) if request.out is not None else None
        if landing is not None:
            # A message by itself brings the files of its folder: that is what is fixed.
            alone = (s.folder for s in self.batch.sources if s.is_alone and s.message is not None)
            landing.judge((*request.paths, *alone))
        self.landing = None if request.is_dry_run else landing
        self.room = Room(replace(request.order, root=self.root), registry)
        self._named = named(self.room.registry, request.repairs)
        self.room.registry = self.room.registry.learning(AudioStream, ProvenanceMarks)
        self._problems: list[str] = []

    def __enter__(self) -> Self:
        """Open what inspectors need."""
        self.room.__enter__()
        self._learner = Learner(self.room)
        self._planner = Planner(
            self.room, self._learner, self.root, self._named, self.request.terms
        )
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
        """What is to become of each sound file, in the order of the releases. Writes nothing.

        Raises `UsageError` where a file would be written over itself.
        """
        for source in self.batch.sources:
            self._planner.add(source)
        planned = tuple(self._planner.planned.values())
        if self.landing is not None:
            for path in (*self._planner.planned, *self._others()):
                self.landing.judge_target(path.relative_to(self.root), path)
        return planned

    def make(self, planned: Iterable[Planned]) -> Iterator[FixedFile]:
        """Write what was planned, file by file. Raises `UsageError` where there is no folder.

        In a dry run everything stays a plan.
        """
        if self.landing is None:
            yield from (one.told for one in planned)
            return
        self.landing.open()
        maker = self._maker(self.landing)
        for one in planned:
            yield maker.make(one, only_fixed=self.request.only_fixed)

    def copy_others(self) -> Iterator[str]:
        """Take over everything else as it is; the names of what was copied. Hidden files stay."""
        if self.landing is None or self.request.only_fixed:
            return
        maker = self._maker(self.landing)
        for path in self._others():
            name = path.relative_to(self.root)
            try:
                maker.copy(path, name)
                yield shown(name)
            except (OSError, EOFError, Unproven) as error:
                said = getattr(error, "strerror", "") or str(error)
                self._problems.append(f"{shown(name)!r} could not be copied: {said}")

    def report(self, files: Iterable[FixedFile], copied: Iterable[str] = ()) -> FixReport:
        """The whole answer."""
        files, copied = tuple(files), tuple(copied)
        problems = (*self._planner.problems, *self._problems)
        faults = (*self.room.faults, *self._planner.faults, *self._learner.faults)
        if not self.request.order.debug:
            faults = tuple(replace(fault, trace="") for fault in faults)
        is_whole = not problems and not faults
        return FixReport(
            schema=SCHEMA,
            precheck=precheck.__version__,
            is_dry_run=self.landing is None,
            root=shown(Path(self.root.name)),
            complete=is_whole and all(file.is_well for file in files),
            files=files,
            copied=copied,
            problems=problems,
            faults=faults,
        )

    def _maker(self, landing: Landing) -> Maker:
        prover = Prover(self.room.tools.apart)
        return Maker(landing, prover, self._learner, self.request.terms)

    def _others(self) -> list[Path]:
        """What is copied beside the sound files."""
        every = {*self._planner.others, *(manifest.file for manifest in self.batch.manifests)}
        return sorted(
            path
            for path in every - set(self._planner.planned)
            if not any(part.startswith(".") for part in path.relative_to(self.root).parts)
        )
