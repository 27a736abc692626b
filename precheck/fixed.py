"""What `precheck fix` answers: what each repair does to each file, and how it is proven."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from precheck.report import Fault
from precheck.shared_facts import Mark

SCHEMA = 1
"""The version of the answer's form. Within one version fields are only ever added."""


class Outcome(StrEnum):
    """What became of one sound file."""

    PLANNED = "planned"
    """There is something to repair; nothing has been written."""
    FIXED = "fixed"
    """It was rewritten, and its sound proven to be the same."""
    NOTHING_TO_FIX = "nothing-to-fix"
    """No repair had anything to do."""
    NOT_FIXED = "not-fixed"
    """It needs a repair that it cannot have; it was taken over as it is, if it could be read."""
    LEFT_OUT = "left-out"
    """It is broken, gone, or could not be written: the output folder does not have it."""


class Step(Struct, frozen=True, kw_only=True):
    """What one repair does to a file."""

    repair: str
    title: str
    rules: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    """The signs of origin that go."""


class Proof(Struct, frozen=True, kw_only=True):
    """How it is known that the sound is the same. Both files were read from the disk."""

    sound_bytes: int = 0
    """How many bytes of encoded sound are the same, one for one; 0 where that was not compared."""
    sound_sha256: str = ""
    samples: int = 0
    """How many samples per channel came out of decoding both; 0 where nothing was decoded."""
    samples_sha256: str = ""
    not_decoded: str = ""
    """Why the samples were not compared too; empty where they were."""


class StaleEntry(Struct, frozen=True, kw_only=True):
    """A value of the message that does not hold for the new file: the message must be rewritten."""

    message: str
    line: int
    xpath: str
    name: str
    """Such as `HashSum MD5` or `FileSize`."""
    stated: str
    now: str = ""
    """What it must say; empty where the algorithm is not known."""


class FixedFile(Struct, frozen=True, kw_only=True):
    """One sound file and what becomes of it."""

    file: str
    """Its path below what is fixed, and below the output folder."""
    release: str
    outcome: Outcome
    steps: tuple[Step, ...] = ()
    bytes_before: int = 0
    bytes_after: int = 0
    sha256: str = ""
    """Of the new file."""
    proof: Proof | None = None
    left: tuple[str, ...] = ()
    """What ought to change and does not, each with its reason."""
    warnings: tuple[str, ...] = ()
    entries: tuple[StaleEntry, ...] = ()
    why: str = ""
    """Why it was left out."""

    @property
    def is_well(self) -> bool:
        """Whether nothing remains to be repaired."""
        is_done = self.outcome in {Outcome.PLANNED, Outcome.FIXED, Outcome.NOTHING_TO_FIX}
        return is_done and not self.left


class FixReport(Struct, frozen=True, kw_only=True):
    """The whole answer."""

    schema: int
    precheck: str
    is_dry_run: bool
    root: str
    """The name of the folder that the paths are below."""
    complete: bool
    """Whether everything that needed a repair has it."""
    files: tuple[FixedFile, ...]
    copied: tuple[str, ...] = ()
    """The other files that were taken over as they are: messages, pictures, texts."""
    problems: tuple[str, ...] = ()
    """What could not be read or copied beside the sound files."""
    faults: tuple[Fault, ...] = ()
    """What broke in Precheck or in a plugin."""
