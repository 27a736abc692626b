"""Whether a release reaches its recipient early enough."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from precheck import Basis, Facts, Finding, Message, Release, Severity, Threshold, rule
from precheck_recipients.options import LeadTime, PitchTime
from precheck_recipients.sources import SPOTIFY_METADATA, SPOTIFY_TEST

UPDATE = "UpdateMessage"


def days_ahead(release: Release) -> int | None:
    """Days from the message to the release; None where that is unknown, over, or not to come."""
    message = release.message
    if message is None or message.created is None or all(d.is_takedown for d in message.deals):
        return None
    try:
        days = (date.fromisoformat(release.release_date) - message.created.date()).days
    except ValueError:
        return None
    return days if days >= 0 else None


def _told(release: Release, days: int, demand: str, wanted: int) -> Finding:
    message = release.message
    sent = message.created.date().isoformat() if message and message.created else ""
    when = "on the day of its release" if days == 0 else f"{days} {_days(days)} before its release"
    return Finding(
        f"{release.label} is sent {when} on {release.release_date}; {demand}",
        place=release.at("release_date") or release.at(),
        evidence={
            "sent": sent,
            "release_date": release.release_date,
            "days": days,
            "wanted_days": wanted,
        },
    )


def _days(count: int) -> str:
    return "day" if count == 1 else "days"


@rule(
    "recipients.lead-time-short",
    title="The release is sent too shortly before its date",
    severity=Severity.OFF,
    of=Release,
    needs=(Message,),
    sources=(SPOTIFY_TEST,),
    options=LeadTime,
    thresholds=(
        Threshold(option="days", basis=Basis.PUBLISHED, source=SPOTIFY_TEST),
        Threshold(option="update_days", basis=Basis.PUBLISHED, source=SPOTIFY_TEST),
    ),
)
def lead_time_short(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the message was created enough days before the release date: a new release, or, where
    an ERN 3 message calls itself an update, an update. DDX-36.

    ## Why it matters

    The recipient does not promise to have it out in time.

    ## What to do

    Send earlier, or move the release date.

    ## Limits

    Off unless a recipient's policy asks. An ERN 4 message does not say whether it is an update, so
    every one counts as new. Releases that are out already, and messages without a deal, which take
    a release down, are not judged.
    """
    limits, days = facts[LeadTime], days_ahead(release)
    if days is None:
        return
    is_update = facts[Message].update_indicator == UPDATE
    wanted = limits.update_days if is_update else limits.days
    if days < wanted:
        what = "an update" if is_update else "a new release"
        yield _told(release, days, f"{what} wants {wanted}", wanted)


@rule(
    "recipients.pitch-too-late",
    title="The release is sent too late to be pitched to editors",
    severity=Severity.OFF,
    of=Release,
    needs=(Message,),
    sources=(SPOTIFY_METADATA,),
    options=PitchTime,
    thresholds=(Threshold(option="days", basis=Basis.PUBLISHED, source=SPOTIFY_METADATA),),
)
def pitch_too_late(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the message was created so many days before the release date that the artist can still
    pitch the release to the recipient's editors. DDX-36.

    ## Why it matters

    A release that comes later reaches no editorial playlist on its first day.

    ## What to do

    Send earlier, or move the release date, where playlists matter.

    ## Limits

    Off unless a recipient's policy asks. Updates, releases that are out already, and messages
    without a deal are not judged.
    """
    wanted, days = facts[PitchTime].days, days_ahead(release)
    if days is not None and days < wanted and facts[Message].update_indicator != UPDATE:
        yield _told(release, days, f"to be pitched it wants {wanted}", wanted)


RULES = (lead_time_short, pitch_too_late)
