"""Writes what was planned: each file under another name first, proven, and only then kept."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from precheck.engine.repairing.draught import Draught
from precheck.engine.repairing.landing import Landing
from precheck.engine.repairing.pieces import PiecedFile, blocks
from precheck.engine.repairing.planner import Planned, left_out
from precheck.engine.repairing.proof import Prover, Side, Unproven
from precheck.engine.repairing.sound_file import Known, Learner, lost, why_other
from precheck.engine.repairing.stale import entries, sums_of
from precheck.fixed import FixedFile, Outcome
from precheck.repairs import Stretch, Terms


class Maker:
    """Writes files into the output folder."""

    def __init__(self, landing: Landing, prover: Prover, learner: Learner, terms: Terms) -> None:
        """The folder must have been opened."""
        self._landing = landing
        self._prover = prover
        self._learner = learner
        self._terms = terms

    def make(self, planned: Planned, *, only_fixed: bool = False) -> FixedFile:
        """Write one file and prove it, or take it over as it is."""
        made = self._made(planned, only_fixed=only_fixed)
        if made.outcome is Outcome.LEFT_OUT and self._landing.holds(planned.name):
            warning = "the output folder holds an older file by this name, which stays: remove it"
            made = replace(made, warnings=(*made.warnings, warning))
        return made

    def _made(self, planned: Planned, *, only_fixed: bool) -> FixedFile:
        told, draught = planned.told, planned.draught
        if told.outcome is Outcome.LEFT_OUT or draught is None:
            return told
        try:
            if told.outcome is Outcome.PLANNED:
                return self._rewritten(planned, draught)
            if not only_fixed:
                self.copy(planned.path, planned.name, planned.stamp)
        except (Unproven, EOFError) as why:
            return left_out(told, str(why))
        except OSError as error:
            return left_out(told, f"it could not be written: {error.strerror or error}")
        return told

    def copy(self, path: Path, name: Path, stamp: tuple[int, int] | None = None) -> None:
        """Take a file over as it is. Raises `OSError`, and `Unproven` where it changed."""
        with self._landing.draft(name) as draft, path.open("rb") as file:
            draft.write(blocks(file, Stretch(0, path.stat().st_size)))
            _judge_unchanged(path, stamp)
            draft.keep()

    def _rewritten(self, planned: Planned, draught: Draught) -> FixedFile:
        with self._landing.draft(planned.name) as draft:
            with planned.path.open("rb") as file:
                draft.write(PiecedFile(file, draught.pieces).blocks())
            new = self._learner.learn(
                planned.release, planned.known.kind, draft.path, planned.told.file
            )
            proof = self._prover.prove(
                Side(planned.path, planned.known.container, draught.sound),
                Side(draft.path, new.container, draught.new_sound),
            )
            self._judge_new(planned, new)
            sums = sums_of(draft.path, planned.stated)
            _judge_unchanged(planned.path, planned.stamp)
            draft.keep()
        return replace(
            planned.told,
            outcome=Outcome.FIXED,
            proof=proof,
            sha256=sums["SHA-256"],
            entries=entries(planned.stated, sums),
        )

    def _judge_new(self, planned: Planned, new: Known) -> None:
        """Raise `Unproven` where the new file says something else than the old one."""
        if why := why_other(planned.known, new):
            raise Unproven(why)
        gone = lost(planned.known, new)
        if gone and not self._terms.remove_provenance:
            names = ", ".join(sorted({mark.tag for mark in gone}))
            raise Unproven(f"signs of origin would be lost, in {names}")


def _judge_unchanged(path: Path, stamp: tuple[int, int] | None) -> None:
    state = path.stat()
    if stamp is not None and (state.st_size, state.st_mtime_ns) != stamp:
        raise Unproven("the file was changed while it was being fixed")
