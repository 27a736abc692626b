"""The report as one JSON object, and the schema that object keeps to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from precheck.record import SavedRun, SavedSubject
from precheck.report import (
    BatchDone,
    Event,
    Notice,
    ReleaseDone,
    ReleaseResult,
    Report,
    RunFinished,
    RunStarted,
)

SCHEMA_ID = "https://precheck-music.github.io/schema/report-1.json"


def gather(events: Iterable[Event]) -> Report:
    """The report that a stream of events adds up to.

    What the batch said of a single release stands with that release.
    Raises `ValueError` for a stream that was cut off.
    """
    started: RunStarted | None = None
    batch: BatchDone | None = None
    finished: RunFinished | None = None
    releases: list[ReleaseResult] = []
    for event in events:
        if isinstance(event, RunStarted):
            started = event
        elif isinstance(event, ReleaseDone):
            releases.append(event.result)
        elif isinstance(event, BatchDone):
            batch = event
        elif isinstance(event, RunFinished):
            finished = event
    if started is None or batch is None or finished is None:
        raise ValueError("the stream of events was cut off before the run was finished")
    about = batch.by_release()
    whole = about.pop("", [])
    return Report(
        schema=started.schema,
        precheck=started.precheck,
        outcome=finished.outcome,
        complete=finished.complete,
        plan=started.plan,
        counts=finished.counts,
        releases=tuple(_amended(one, about.get(one.id, []), batch) for one in releases),
        notices=tuple(whole),
        skips=batch.skips,
        faults=batch.faults,
        plugins=started.plugins,
        policies=started.policies,
        run=msgspec.structs.replace(started.run, seconds=finished.seconds),
        facts=_with_batch(started.facts, batch.facts),
    )


def _with_batch(run: SavedRun | None, batch: SavedSubject | None) -> SavedRun | None:
    return msgspec.structs.replace(run, batch=batch) if run is not None else None


def _amended(release: ReleaseResult, more: list[Notice], batch: BatchDone) -> ReleaseResult:
    return msgspec.structs.replace(
        release,
        notices=(*release.notices, *more),
        verdicts=batch.verdicts.get(release.id, release.verdicts),
    )


def to_json(report: Report) -> bytes:
    """The report as indented JSON, UTF-8, with a line break at its end."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"


def to_line(event: Event) -> bytes:
    """One event as one line of JSON."""
    return msgspec.json.encode(event) + b"\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the report and of the events."""
    (report, event), parts = msgspec.json.schema_components(
        (Report, Event), ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Precheck report",
        "description": "What `precheck check --json` prints. `#/$defs/Event` is a line of jsonl.",
        **report,
        "$defs": {**dict(sorted(parts.items())), "Event": event},
    }


def schema_json() -> bytes:
    """The schema as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=2) + b"\n"
