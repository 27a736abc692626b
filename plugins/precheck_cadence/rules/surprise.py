"""Rules about a rate that is not the account's own."""

from __future__ import annotations

import math
from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.conduct import Conduct, Surprise
from precheck_cadence.options.rates import Surprising, SurprisingExtreme
from precheck_cadence.rules.senders import Senders, days_before
from precheck_cadence.rules.sources import RELEASE_RHYTHM, SPOTIFY_SPAM, ours

HOURS_ASKED = (7 * 24, 30 * 24)
"""A single day says nothing: whoever sends once a week sends seven times the rate on that day."""
OPTIONS = (
    "below",
    "from_releases",
    "from_weeks",
    "label_from_releases",
    "label_from_weeks",
    "label_times",
)
NOTE = "No recipient publishes a number; the rate is held against the account's own."


@rule(
    "cadence.surprise",
    title="The account sends more than its own rate explains",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SPAM, RELEASE_RHYTHM),
    options=Surprising,
    thresholds=ours(*OPTIONS, note=NOTE),
    is_estimate=True,
    needs_trial=True,
)
def surprise(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    How likely so many releases are at the account's own rate (Poisson), in the 7 and the 30 days
    that end with its last upload in the batch. The rate is that of up to 52 weeks before the
    window; for artists it is smoothed towards 8 releases a year and never lower, and one earlier
    burst does not raise it much.
    A label's releases must also be 40 or more, and three times its rate.

    ## Why it matters

    A fixed number is too high for an artist who releases twice a year, and too low for one who
    releases every week. A sudden change is how a sold, stolen or rented account begins.

    ## What to do

    Ask the account's owner what changed. A back catalogue that moves here explains it, and so does
    a campaign.

    ## Limits

    The numbers are ours. An artist who brings a back catalogue along looks the same, and so does
    one who sends the singles of an album all at once.
    An account known for less than 4 weeks before the window (a label 8) has no rate of its own and
    is not judged; see `cadence.new-account` and `cadence.releases-per-account`.
    A flood that begins slowly becomes the account's own rate. A declared `transfer` counts like
    everything else.
    """
    yield from _surprising(facts, facts[Surprising])


@rule(
    "cadence.surprise-extreme",
    title="The account sends far more than its own rate explains",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SPAM, RELEASE_RHYTHM),
    options=SurprisingExtreme,
    thresholds=ours(*OPTIONS, note=NOTE),
    is_estimate=True,
    needs_trial=True,
)
def surprise_extreme(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    The same as `cadence.surprise`, with a probability a hundred times lower, and for labels six
    times their rate.

    ## Why it matters

    At this rate a person should look before anything is sent.
    A policy can raise this rule to `review` and leave the milder one a warning.

    ## What to do

    Hold the releases until someone knows whose account it is and what changed.

    ## Limits

    The numbers are ours and no back-test stands behind them yet, so it is a warning at first.
    A back catalogue that moves here looks the same.
    The milder rule speaks as well: with this one switched off, a flood must not fall silent.
    """
    yield from _surprising(facts, facts[SurprisingExtreme])


def _surprising(facts: Facts, limits: Surprising) -> Iterator[Finding]:
    senders = Senders(facts)
    for account in senders:
        found = [one for one in account.surprises if _is_surprising(account, one, limits)]
        if not found:
            continue
        longest = max(found, key=lambda one: one.hours)
        windows = ", ".join(
            f"{one.releases} in {one.hours // 24} days where its own rate brings {one.expected:.1f}"
            f" (by chance {_power(one.log10_probability)})"
            for one in found
        )
        yield from senders.tell(
            account,
            f"releases from {account.account!r}: {windows};"
            f" notice below {_power(math.log10(limits.below))}, baseline {longest.weeks} weeks",
            {
                "windows": [
                    {
                        "hours": one.hours,
                        "after": days_before(account.until, one.hours // 24).isoformat(),
                        "until": account.until.isoformat(),
                        "count": one.releases,
                        "expected": one.expected,
                        "log10_probability": one.log10_probability,
                        "baseline_weeks": one.weeks,
                    }
                    for one in found
                ],
                "threshold_probability": limits.below,
                "from_releases": (
                    limits.label_from_releases if account.is_label else limits.from_releases
                ),
                "from_weeks": limits.label_from_weeks if account.is_label else limits.from_weeks,
                "times": limits.label_times if account.is_label else 1.0,
            },
            after=days_before(account.until, longest.hours // 24),
        )


def _is_surprising(account: Conduct, one: Surprise, limits: Surprising) -> bool:
    releases, weeks, times = (
        (limits.label_from_releases, limits.label_from_weeks, limits.label_times)
        if account.is_label
        else (limits.from_releases, limits.from_weeks, 1.0)
    )
    return (
        one.hours in HOURS_ASKED
        and limits.below > 0
        and one.log10_probability < math.log10(limits.below)
        and 0 < releases <= one.releases
        and one.weeks >= weeks
        and one.releases >= times * one.expected
    )


def _power(log10: float) -> str:
    """A probability that may be too small to be a number, such as 2.4e-5."""
    exponent = math.floor(log10)
    return f"{10 ** (log10 - exponent):.1f}e{exponent}"
