"""What `precheck fix` does, as text for people and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from precheck.fixed import FixedFile, FixReport, Outcome, Proof, StaleEntry
from precheck.present.plain import plain

SCHEMA_ID = "https://precheck-music.github.io/schema/fix-1.json"
_SHOWN_DIGITS = 12
"""Of a hash sum; the JSON has all."""


def to_json(report: FixReport) -> bytes:
    """The answer as one indented JSON object with a line break at its end."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"


def schema_json() -> bytes:
    """The JSON Schema (draft 2020-12) of the answer."""
    (schema,), parts = msgspec.json.schema_components([FixReport], ref_template="#/$defs/{name}")
    document: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "What Precheck repaired in sound files",
        **schema,
        "$defs": parts,
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def plan_of(file: FixedFile) -> Iterator[str]:
    """What is to become of a file; nothing where there is nothing to say."""
    if file.outcome is Outcome.NOTHING_TO_FIX:
        return
    size = f"  {file.bytes_before:,} -> {file.bytes_after:,} bytes" if file.steps else ""
    yield f"{plain(file.file)}{size}"
    for step in file.steps:
        answers = f", for {', '.join(step.rules)}" if step.rules else ""
        yield f"  {plain(step.title)}  ({plain(step.repair + answers)})"
        for change in step.changes:
            yield f"    - {plain(change)}"
    for left in file.left:
        yield f"  not repaired: {plain(left)}"
    for warning in file.warnings:
        yield f"  warning: {plain(warning)}"
    if file.why:
        yield f"  left out: {plain(file.why)}"


def plan_in_all(files: Iterable[FixedFile]) -> Iterator[str]:
    """The line below the plan."""
    count = Counter(file.outcome for file in files)
    yield (
        f"plan: {_files(count[Outcome.PLANNED])} to rewrite, "
        f"{count[Outcome.NOTHING_TO_FIX]} with nothing to fix, "
        f"{count[Outcome.NOT_FIXED]} that cannot be fixed, {count[Outcome.LEFT_OUT]} left out"
    )
    yield ""


def result_of(file: FixedFile) -> Iterator[str]:
    """What became of a file that was to be rewritten, and how its sound is proven."""
    if file.outcome is Outcome.PLANNED:
        yield from _entries(file, "will no longer hold")
    elif file.outcome is Outcome.FIXED:
        yield f"{plain(file.file)}  fixed, SHA-256 {file.sha256}"
        if file.proof is not None:
            yield from _proof(file.proof)
        yield from _entries(file, "no longer holds")
    elif file.outcome is Outcome.LEFT_OUT:
        yield f"{plain(file.file)}  left out: {plain(file.why)}"
        yield from (f"  warning: {plain(warning)}" for warning in file.warnings)


def in_all(report: FixReport) -> Iterator[str]:
    """The last lines: what was not read, what broke, and how many files are fixed."""
    for problem in report.problems:
        yield f"not taken over: {plain(problem)}"
    for fault in report.faults:
        yield f"fault: {plain(fault.where)}: {plain(fault.message)}"
        yield from (f"    {plain(line)}" for line in fault.trace.splitlines())
    count = Counter(file.outcome for file in report.files)
    if report.is_dry_run:
        yield "nothing was written; the sound is compared when it is"
    else:
        yield (
            f"{_files(count[Outcome.FIXED])} fixed, "
            f"{count[Outcome.NOTHING_TO_FIX]} with nothing to fix, "
            f"{count[Outcome.NOT_FIXED]} that cannot be fixed, "
            f"{count[Outcome.LEFT_OUT]} left out, {_files(len(report.copied), 'other ')} copied"
        )
    messages = sorted({entry.message for file in report.files for entry in file.entries})
    if messages:
        yield f"must be written anew: {', '.join(plain(one) for one in messages)}"


def _proof(proof: Proof) -> Iterator[str]:
    if proof.sound_sha256:
        yield (
            f"  proven: {proof.sound_bytes:,} bytes of encoded sound are the same, "
            f"SHA-256 {proof.sound_sha256[:_SHOWN_DIGITS]}"
        )
    if proof.samples_sha256:
        yield (
            f"  proven: {proof.samples:,} samples of each channel decode the same, "
            f"SHA-256 {proof.samples_sha256[:_SHOWN_DIGITS]}"
        )
    if proof.not_decoded:
        yield f"  not decoded: {plain(proof.not_decoded)}"


def _entries(file: FixedFile, what: str) -> Iterator[str]:
    for entry in file.entries:
        yield f"  {plain(_entry(entry))} {what}{plain(_values(entry))}"


def _entry(entry: StaleEntry) -> str:
    line = f" line {entry.line}" if entry.line else ""
    return f"{entry.message}{line}: {entry.name}"


def _values(entry: StaleEntry) -> str:
    return f": {entry.stated} is now {entry.now}" if entry.now else f": {entry.stated}"


def _files(count: int, kind: str = "") -> str:
    return f"{count} {kind}{'file' if count == 1 else 'files'}"
