"""Rules about accounts that begin, or begin again."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.history import moment
from precheck_cadence.options.rates import NewAccount, SleeperWakes
from precheck_cadence.rules.senders import Senders, days_before, just_before
from precheck_cadence.rules.sources import BEATCHAIN_AI, FRAUD_SIGNS, SPOTIFY_SPAM, ours

NOTE = "No recipient publishes a number."


@rule(
    "cadence.sleeper-wakes",
    title="An account that slept for months sends a lot",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(FRAUD_SIGNS, SPOTIFY_SPAM),
    options=SleeperWakes,
    thresholds=ours(
        "idle_days",
        "from_tracks",
        "from_releases",
        "label_idle_days",
        "label_from_tracks",
        note=NOTE,
    ),
    is_estimate=True,
    needs_trial=True,
)
def sleeper_wakes(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether an account that sent nothing for 180 days woke within the last two weeks, and since
    then sent more than 10 tracks within 24 hours, in two releases or more.
    A label's account sleeps from 90 days on, and sends more than 100.

    ## Why it matters

    This is what an account looks like that somebody else has taken over.

    ## What to do

    Ask the owner, by a way you knew before it slept, whether it is them. See whether the payee or
    the e-mail changed.

    ## Limits

    The numbers are ours. An artist who comes back with an album and a single looks the same; one
    who comes back with an album alone does not, and neither does a thief who sends no more.
    A thief who waits two weeks after the first upload is not seen.
    Changes of the payee or the e-mail are not known here.
    """
    limits, senders = facts[SleeperWakes], Senders(facts)
    for account in senders:
        idle_days, from_tracks, from_releases = (
            (limits.label_idle_days, limits.label_from_tracks, 0)
            if account.is_label
            else (limits.idle_days, limits.from_tracks, limits.from_releases)
        )
        found = account.awakening
        # It slept for 90 days at least, so all that came in 90 days came since it woke.
        since = account.quarter.releases
        if (
            found is not None
            and found.idle_days >= idle_days
            and 0 < from_tracks <= found.tracks
            and since >= from_releases
        ):
            yield from senders.tell(
                account,
                f"{account.account!r} sent nothing for {found.idle_days:.0f} days, then"
                f" {found.tracks} tracks in 24 hours (notice from {from_tracks} after"
                f" {idle_days:g} days); {since} releases since {found.woke:%Y-%m-%d}",
                {
                    "idle_days": found.idle_days,
                    "threshold_days": idle_days,
                    "slept_since": found.slept_since.isoformat(),
                    "woke": found.woke.isoformat(),
                    "count_24_hours": found.tracks,
                    "threshold": from_tracks,
                    "releases_since": since,
                    "from_releases": from_releases,
                },
                after=just_before(moment(found.woke)),
            )


@rule(
    "cadence.new-account",
    title="A new account sends a lot in its first days",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(FRAUD_SIGNS, BEATCHAIN_AI),
    options=NewAccount,
    thresholds=ours(
        "days",
        "from_releases",
        "from_tracks",
        "label_from_releases",
        "label_from_tracks",
        note=NOTE,
    ),
    is_estimate=True,
    needs_trial=True,
)
def new_account(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    How many releases and tracks an account sent in the first 7 days after its first upload.

    ## Why it matters

    Accounts that are made for spam send at once what they were made for, before anyone has
    looked at the first release.

    ## What to do

    See who it is before anything is sent: profile, payee, and where the music comes from.

    ## Limits

    The numbers are ours. An artist who moves here with a back catalogue looks the same; a declared
    `transfer` counts like everything else.
    An account is as old as its first upload in the history. Accounts that came within the first
    week of the history are not known to be new, and are not judged.
    A label begins with its catalogue, and is not asked unless `label_from_releases` or
    `label_from_tracks` is set.
    """
    limits, senders = facts[NewAccount], Senders(facts)
    for account in senders:
        releases, tracks = (
            (limits.label_from_releases, limits.label_from_tracks)
            if account.is_label
            else (limits.from_releases, limits.from_tracks)
        )
        age, week = account.age_days, account.week
        full = [
            f"{count} {name} (notice from {begins})"
            for name, count, begins in (
                ("releases", week.releases, releases),
                ("tracks", week.tracks, tracks),
            )
            if 0 < begins <= count
        ]
        if age is not None and age <= limits.days and full:
            yield from senders.tell(
                account,
                f"{account.account!r} is new and sent {', '.join(full)}"
                f" in the {age:.1f} days since its first upload",
                {
                    "age_days": age,
                    "threshold_days": limits.days,
                    "releases": week.releases,
                    "from_releases": releases,
                    "tracks": week.tracks,
                    "from_tracks": tracks,
                },
                after=days_before(account.until, 7),
            )
