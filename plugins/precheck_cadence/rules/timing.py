"""Rules about times that no person keeps."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.history import moment, time_of
from precheck_cadence.options.timing import CrowdedMinute, MachineTiming, RoundTheClock
from precheck_cadence.rules.senders import QUARTER, Senders, days_before, is_timed, just_before
from precheck_cadence.rules.sources import FRAUD_SIGNS, SPOTIFY_SPAM, TIDAL_MASS_UPLOADS, ours
from precheck_cadence.upload import UploadEvent

NOTE = "No recipient publishes a number."


@rule(
    "cadence.machine-timing",
    title="The account's uploads are as even as a machine's",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SPAM, TIDAL_MASS_UPLOADS),
    options=MachineTiming,
    thresholds=ours("variation", "labels", note=NOTE),
    is_estimate=True,
    needs_trial=True,
)
def machine_timing(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether ten uploads in a row came at gaps that hardly vary, anywhere in the 90 days before the
    account's last upload in the batch. What comes within a minute is one upload.
    Gaps of 20 hours and more are a calendar's, and are fine.
    It is said of each release the account sent in these days.

    ## Why it matters

    People upload when they find the time. Even gaps are a script's.

    ## What to do

    Ask who or what uploads. A tool that hands in drafts one after the other explains it; then
    whose drafts they are is the question.

    ## Limits

    The number is ours. A tool that uploads an honest back catalogue track by track looks the same.
    It speaks only of releases for which `delivery.toml` says when they were `uploaded`: the times
    inside messages are a machine's anyway. A script that waits for random times is not seen.
    Labels and distributors deliver by machine, and are not asked unless `labels` is set.
    """
    limits, senders = facts[MachineTiming], Senders(facts)
    for account in senders:
        found = account.rhythm
        if (
            found is not None
            and not found.is_calendar
            and found.variation < limits.variation
            and (limits.labels or not account.is_label)
        ):
            since, until = time_of(found.since), time_of(found.until)
            yield from senders.tell(
                account,
                f"uploads from {account.account!r} are as even as a machine's: {found.arrivals} in"
                f" a row, {_span(found.mean_gap_seconds)} apart, from {since:%Y-%m-%d %H:%M} UTC on"
                f" (variation {found.variation:.3f}, notice below {limits.variation:.2f})",
                {
                    "uploads": found.arrivals,
                    "since": since.isoformat(),
                    "until": until.isoformat(),
                    "mean_gap_seconds": round(found.mean_gap_seconds, 3),
                    "variation": round(found.variation, 4),
                    "threshold": limits.variation,
                    "baseline": "1 is chance, 0 is a clock",
                },
                after=days_before(account.until, QUARTER),
                only=is_timed,
            )


@rule(
    "cadence.crowded-minute",
    title="More uploads within a minute than a person can start",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SPAM, TIDAL_MASS_UPLOADS),
    options=CrowdedMinute,
    thresholds=ours("from_60_seconds", "label_from_60_seconds", note=NOTE),
    is_estimate=True,
    needs_trial=True,
)
def crowded_minute(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    How many releases the account sent at different moments within 60 seconds, in the 24 hours that
    end with its last upload in the batch. Releases of one moment are one delivery, and count once.

    ## Why it matters

    Nobody fills in five releases in a minute.

    ## What to do

    Ask who or what uploads. A button that hands in all drafts explains it.

    ## Limits

    The number is ours. A tool that hands in honest drafts together looks the same.
    It speaks only of releases for which `delivery.toml` says when they were `uploaded`.
    Labels and distributors deliver by machine, and are not asked unless `label_from_60_seconds` is
    set.
    """
    limits, senders = facts[CrowdedMinute], Senders(facts)
    for account in senders:
        begins = limits.label_from_60_seconds if account.is_label else limits.from_60_seconds
        found = account.crowd
        if found is not None and 0 < begins <= found.arrivals:
            since, until = time_of(found.since), time_of(found.until)

            def is_in_it(event: UploadEvent, last: int = found.until) -> bool:
                return is_timed(event) and moment(event.uploaded) <= last

            yield from senders.tell(
                account,
                f"uploads from {account.account!r}: {found.arrivals} within 60 s, from"
                f" {since:%Y-%m-%d %H:%M:%S} UTC on (notice from {begins})",
                {
                    "count": found.arrivals,
                    "since": since.isoformat(),
                    "until": until.isoformat(),
                    "window_seconds": 60,
                    "threshold": begins,
                    "baseline_releases_24_hours": account.day.releases,
                },
                after=just_before(found.since),
                only=is_in_it,
            )


@rule(
    "cadence.round-the-clock",
    title="The account uploads at every hour of the day",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(FRAUD_SIGNS, SPOTIFY_SPAM),
    options=RoundTheClock,
    thresholds=ours("hours", "from_uploads", "labels", note=NOTE),
    is_estimate=True,
    needs_trial=True,
)
def round_the_clock(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether at least 50 uploads within 72 hours used all 24 hours of the day, anywhere in the 90
    days before the account's last upload in the batch. What comes within a minute is one upload.
    It is said of each release the account sent in these days.

    ## Why it matters

    A person sleeps. An account that never does is a script's, or many people's.

    ## What to do

    Ask who uses the account.

    ## Limits

    The numbers are ours. A team on three continents looks the same.
    It speaks only of releases for which `delivery.toml` says when they were `uploaded`.
    Labels and distributors send as titles become ready, and are not asked unless `labels` is set.
    """
    limits, senders = facts[RoundTheClock], Senders(facts)
    for account in senders:
        found = account.wakefulness
        if (
            found is not None
            and 0 < limits.hours <= found.hours
            and found.arrivals >= limits.from_uploads
            and (limits.labels or not account.is_label)
        ):
            since, until = time_of(found.since), time_of(found.until)
            yield from senders.tell(
                account,
                f"uploads from {account.account!r} use {found.hours} hours of the day:"
                f" {found.arrivals} within 72 hours, from {since:%Y-%m-%d %H:%M} to"
                f" {until:%Y-%m-%d %H:%M} UTC (notice from {limits.hours} hours)",
                {
                    "uploads": found.arrivals,
                    "hours_of_day": found.hours,
                    "since": since.isoformat(),
                    "until": until.isoformat(),
                    "entropy_bits": round(found.entropy_bits, 3),
                    "threshold_hours": limits.hours,
                    "from_uploads": limits.from_uploads,
                },
                after=days_before(account.until, QUARTER),
                only=is_timed,
            )


def _span(seconds: float) -> str:
    """A gap as a person says it."""
    for name, unit in (("h", 3600), ("min", 60)):
        if seconds >= unit:
            return f"{seconds / unit:.1f} {name}"
    return f"{seconds:.0f} s"
