"""Rules about an account whose pace has changed."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.history import time_of
from precheck_cadence.options.rates import Bursting, NewRegime
from precheck_cadence.rules.senders import Senders, days_before, just_before
from precheck_cadence.rules.sources import CHANGE_POINTS, KLEINBERG, SPOTIFY_SPAM, ours


@rule(
    "cadence.burst",
    title="The account's uploads come in a burst",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(KLEINBERG, SPOTIFY_SPAM),
    options=Bursting,
    thresholds=ours(
        "weight",
        "label_weight",
        note="Of 20,000 made-up honest accounts 1 in 200 reached 4.5, and 1 in 1000 reached 5.9.",
    ),
    is_estimate=True,
    needs_trial=True,
)
def burst(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether the account's last upload in the batch belongs to a burst: a row of gaps that are far
    shorter than those of its 90 days (Kleinberg's automaton of two states).
    What comes within a minute is one upload.

    ## Why it matters

    Bulk uploads come in bursts that no one's fixed number fits: ten in an evening are many for
    an account that sends one a month.

    ## What to do

    See what came together and why. An artist who files a year's singles in one evening explains it.

    ## Limits

    The number is ours. Someone who empties a drawer in one evening looks the same as a flood.
    A flood that lasts all of the 90 days is no burst; see `cadence.surprise`.
    Every weekly delivery of a label is a burst, so labels are not asked unless `label_weight` is
    set.
    """
    limits, senders = facts[Bursting], Senders(facts)
    for account in senders:
        weight = limits.label_weight if account.is_label else limits.weight
        found = account.burst
        if found is not None and 0 < weight <= found.weight:
            since, until = time_of(found.since), time_of(found.until)
            yield from senders.tell(
                account,
                f"uploads from {account.account!r} come in a burst: {found.arrivals} from"
                f" {since:%Y-%m-%d %H:%M} to {until:%Y-%m-%d %H:%M} UTC, of"
                f" {account.quarter.releases} releases in 90 days"
                f" (weight {found.weight:.1f}, notice from {weight:g})",
                {
                    "uploads": found.arrivals,
                    "since": since.isoformat(),
                    "until": until.isoformat(),
                    "weight_nats": round(found.weight, 3),
                    "threshold_nats": weight,
                    "baseline_releases_90_days": account.quarter.releases,
                },
                after=just_before(found.since),
            )


@rule(
    "cadence.new-regime",
    title="The account's days have changed",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(CHANGE_POINTS, SPOTIFY_SPAM),
    options=NewRegime,
    thresholds=ours(
        "above",
        "times",
        "from_days",
        "from_7_days",
        "label_from_7_days",
        note="Of 5,800 made-up honest accounts 1 in 60 looked like this at its last upload.",
    ),
    is_estimate=True,
    needs_trial=True,
)
def new_regime(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether the releases of each day tell of a new regime that began within 30 days (Bayesian
    online change-point detection over half a year), at more than five times the rate before.

    ## Why it matters

    An account that was sold, stolen or handed to a machine keeps its name and changes its pace.

    ## What to do

    Ask the account's owner what changed. A campaign of weekly singles explains it.

    ## Limits

    The numbers are ours. A regime shorter than 3 days is one busy day and is not told.
    The first regime of an account is no change; see `cadence.new-account`.
    The model knows no weekday, so labels are not asked unless `label_from_7_days` is set: their
    week has one busy day.
    """
    limits, senders = facts[NewRegime], Senders(facts)
    for account in senders:
        begins = limits.label_from_7_days if account.is_label else limits.from_7_days
        found = account.change
        if (
            found is not None
            and 0 < limits.above < found.probability
            and found.rate_now > limits.times * found.rate_before
            and found.days >= limits.from_days
            and 0 < begins <= account.week.releases
        ):
            before, now = 7 * found.rate_before, 7 * found.rate_now
            yield from senders.tell(
                account,
                f"releases from {account.account!r}: about {now:.1f} a week for {found.days} days,"
                f" {before:.1f} before (notice above {limits.times:g} times);"
                f" {account.week.releases} in 7 days",
                {
                    "regime_days": found.days,
                    "probability": round(found.probability, 4),
                    "threshold_probability": limits.above,
                    "releases_a_week": round(now, 3),
                    "baseline_a_week": round(before, 3),
                    "threshold_times": limits.times,
                    "count_7_days": account.week.releases,
                    "from_7_days": begins,
                    "from_days": limits.from_days,
                },
                after=days_before(account.until, found.days),
            )
