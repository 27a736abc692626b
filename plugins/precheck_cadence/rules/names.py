"""Rules about how many artist names one payee or account sends under."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.conduct import Names
from precheck_cadence.history import Entity
from precheck_cadence.options.alike import ManyNames, ManyNamesExtreme
from precheck_cadence.rules.senders import QUARTER, Asked, Senders, days_before
from precheck_cadence.rules.sources import FRAUD_SIGNS, MANY_PSEUDONYMS, ours

NOTE = "No recipient publishes a number; 2,700 tracks under some 650 names is the known extreme."


@rule(
    "cadence.many-names",
    title="One payee or account sends under many artist names",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(MANY_PSEUDONYMS, FRAUD_SIGNS),
    options=ManyNames,
    thresholds=ours("from_names", "below_tracks", "label_from_names", note=NOTE),
    is_estimate=True,
    needs_trial=True,
)
def many_names(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Under how many artist names tracks came for one payee, from whatever account, in the 90 days
    that end with the account's last upload in the batch. Where nobody says who is paid, the account
    itself is counted. It speaks where half of the names have fewer than five tracks.

    ## Why it matters

    A farm spreads what it makes over names, so that no name looks busy.
    Made-up artists are among what Deezer deletes and what distributors read as a sign of fraud.

    ## What to do

    Ask who the artists are. Friends who share an account, or a producer with many projects, are a
    good reason; waive it with that.

    ## Limits

    The numbers are ours. Pseudonyms are lawful, and nothing here says that a name is made up.
    A track counts for one of its main artists, the one with the most tracks, so that guests are no
    names. Featured artists and `Various Artists` do not count, but each artist of a compilation
    does. Two spellings are one name, two artists of one name are, too.
    Of more than 1,000 tracks in the 90 days the newest are looked at.
    Labels and distributors send for many: they are asked only where `payee` in `delivery.toml` says
    who is paid, with a number of their own.
    """
    yield from _told(facts, facts[ManyNames])


@rule(
    "cadence.many-names-extreme",
    title="One payee or account sends under far too many artist names",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(MANY_PSEUDONYMS, FRAUD_SIGNS),
    options=ManyNamesExtreme,
    thresholds=ours("from_names", "below_tracks", "label_from_names", note=NOTE),
    is_estimate=True,
    needs_trial=True,
)
def many_names_extreme(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    The same as `cadence.many-names`, with a number that no circle of friends reaches.

    ## Why it matters

    So many names with a few tracks each are hardly anybody's. A person should look before anything
    is sent. A policy can raise this rule to `review` and leave the milder one a warning.

    ## What to do

    Hold the releases until someone knows who the artists are.

    ## Limits

    The number is ours. Labels and distributors are left out unless `label_from_names` is set.
    The milder rule speaks as well: with this one switched off, a flood must not fall silent.
    """
    yield from _told(facts, facts[ManyNamesExtreme])


def _told(facts: Facts, limits: ManyNames) -> Iterator[Finding]:
    senders = Senders(facts)
    for account in senders:
        for found in account.names:
            is_whole_label = account.is_label and found.of == Entity.ACCOUNT
            begins = limits.label_from_names if account.is_label else limits.from_names
            if is_whole_label or not 0 < begins <= found.names:
                continue
            if found.median_tracks >= limits.below_tracks:
                continue
            yield from senders.tell(
                account,
                f"tracks {_whose(found)} came under {found.names} artist names in 90 days, in the"
                f" median {found.median_tracks:g} a name (notice from {begins} names with fewer"
                f" than {limits.below_tracks:g})",
                {
                    "of": found.of,
                    "key": found.key,
                    "names": found.names,
                    "tracks": found.tracks,
                    "median_tracks": found.median_tracks,
                    "threshold_names": begins,
                    "threshold_median_tracks": limits.below_tracks,
                    "days": QUARTER,
                },
                after=days_before(account.until, QUARTER),
                only=_paid_as(found),
            )


def _whose(found: Names) -> str:
    return f"paid to {found.key!r}" if found.of == Entity.PAYEE else f"from {found.key!r}"


def _paid_as(found: Names) -> Asked:
    payee = found.key if found.of == Entity.PAYEE else ""
    return lambda event: event.payee == payee
