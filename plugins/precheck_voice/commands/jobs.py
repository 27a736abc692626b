"""`precheck voice jobs`: what was asked of vendors, and what is still under way."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from msgspec import Struct

from precheck.commands import UsageError, json_option, many, plain, print_json
from precheck_voice.asking.ledger import Entry, Ledger, LedgerFailure


class Job(Struct, frozen=True, kw_only=True):
    """One question to a vendor, as it is listed."""

    vendor: str
    state: str
    """`answered`, `under way` where the vendor has a job, or `asking`."""
    at: str
    """When it was asked or answered: ISO 8601, in UTC."""
    host: str
    """Where the sound was sent."""
    sha256: str
    """Of the file that was sent."""
    job: str
    """The vendor's name for its work; empty for none."""

    @classmethod
    def of(cls, entry: Entry) -> Job:
        """What the ledger has, without the answer."""
        state = "answered" if entry.answer else "under way" if entry.job else "asking"
        at = datetime.fromtimestamp(entry.at, UTC).isoformat(timespec="seconds")
        return cls(
            vendor=entry.vendor,
            state=state,
            at=at,
            host=entry.host,
            sha256=entry.sha256,
            job=entry.job,
        )


@click.command("jobs")
@click.argument("vendor", required=False, default="")
@click.option("--forget", is_flag=True, help="Forget them: they are asked, and paid, again.")
@json_option
def command(*, vendor: str, forget: bool, as_json: bool) -> None:
    """List what was asked of VENDOR, or of all, and what came of it; the last first.

    An answer is used again while it is young enough, and a job that is under way is taken up by
    the next run.
    """
    ledger = Ledger()
    try:
        if forget:
            count = ledger.forget(vendor)
            click.echo(f"forgot {many(count, 'question')}")
            return
        jobs = [Job.of(entry) for entry in ledger.entries(vendor)]
    except LedgerFailure as failure:
        detail = failure.why.detail.removeprefix("not sent: ")
        raise UsageError(f"{detail}. {failure.why.remedy}") from failure
    if as_json:
        print_json(jobs)
        return
    for one in jobs:
        name = f"  job {one.job}" if one.job else ""
        click.echo(
            plain(f"{one.at}  {one.vendor}  {one.state}  {one.host}  {one.sha256[:12]}{name}")
        )
    if not jobs:
        click.echo("nothing was asked yet")
