"""Rules about what was decided before: rejections, points, and who is paid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.codes import Record
from precheck_cadence.options.codes import Infractions, PayeeAccounts, Rejections
from precheck_cadence.rules.code_sources import (
    INGROOVES_SUBMISSIONS,
    OFFSTEP_REJECTED,
    published,
)
from precheck_cadence.rules.places import Places
from precheck_cadence.rules.sources import FRAUD_SIGNS, LIMBO_SCORE, ours


@rule(
    "cadence.resubmitted-unchanged",
    title="The release was rejected, and comes again as it was",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(OFFSTEP_REJECTED,),
)
def resubmitted_unchanged(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether the product was rejected when it was last decided about, and its titles, names, codes,
    dates, declarations of AI and bytes are now what they were then. CAD-22.

    ## Why it matters

    What was refused once will be refused again, and each time costs days and good will.

    ## What to do

    Read why it was rejected, and mend that. If the rejection was a mistake, say so to whoever
    decides, and waive the finding.

    ## Limits

    A genre, a credit or a price that was mended is not seen: those are not remembered. A cover is,
    by what it looks like where it can be decoded; one that was only made larger looks the same.
    That is why it is a warning. A release sent again with the time of its first upload looks like
    the one that was rejected, and is not told. Where the files were there only once of the two
    times, nothing is said.
    """
    places = Places(facts)
    for one in facts[Cadence].codes.resubmitted:
        spot = places.of_release(one.release)
        what = "titles, codes and bytes" if one.with_bytes else "titles and codes"
        why = f" ({one.reason})" if one.reason else ""
        yield Finding(
            f"the release was rejected on {one.rejected:%Y-%m-%d}{why}, and comes again with the "
            f"same {what} as on {one.sent:%Y-%m-%d}",
            release=one.release,
            place=spot.place,
            file=spot.file,
            evidence={
                "account": one.account,
                "product": one.product,
                "rejected": one.rejected.isoformat(),
                "reason": one.reason,
                "sent_before": one.sent.isoformat(),
                "bytes_compared": one.with_bytes,
                "history": facts[Cadence].history or "none, this batch only",
            },
        )


@rule(
    "cadence.rejections",
    title="Most of what the account sent was rejected",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(OFFSTEP_REJECTED,),
    options=Rejections,
    thresholds=ours(
        "share",
        "from_decisions",
        note="that rejections count against an account is published; the number is ours",
    ),
    is_estimate=True,
    needs_trial=True,
)
def rejections(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    How many of the newest decisions about the account's products are rejections. Of 10 to 50 that
    the history knows, half are told. A product that was let through counts once. CAD-23.

    ## Why it matters

    An account whose music is mostly refused sends more of the same.
    Recipients count it against whoever passes it on.

    ## What to do

    Read the reasons together: they are often one mistake, made every time.

    ## Limits

    The number is ours, for artists and labels alike, because it is a share. It knows what was
    written into the history, and where only rejections are written down every account looks bad.
    What was taken down counts as let through: owners take down what they please.
    """
    limits, places = facts[Rejections], Places(facts)
    for one in facts[Cadence].codes.records:
        share = one.rejected / one.decided
        if 0 < limits.from_decisions <= one.decided and one.rejected > 0 and share >= limits.share:
            yield from _of_each(
                facts,
                places,
                one,
                f"{one.rejected} of the last {one.decided} decisions about {one.account!r}, since "
                f"{one.since:%Y-%m-%d}, are rejections: {share:.0%} (notice from "
                f"{limits.share:.0%} of {limits.from_decisions})",
                {
                    "count": one.rejected,
                    "decided": one.decided,
                    "share": round(share, 4),
                    "threshold_share": limits.share,
                    "from_decisions": limits.from_decisions,
                    "since": one.since.isoformat(),
                },
            )


@rule(
    "cadence.infractions",
    title="The account has gathered points for what it sent",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(INGROOVES_SUBMISSIONS, LIMBO_SCORE),
    options=Infractions,
    thresholds=(
        *published("in_60_days", source=INGROOVES_SUBMISSIONS, note="five: a warning"),
        *published("in_30_days", source=INGROOVES_SUBMISSIONS, note="three: suspended"),
        *ours("label_in_60_days", "label_in_30_days", note="labels and distributors: left out"),
        *published("unstated", source=LIMBO_SCORE, note="one point for any other issue"),
    ),
    is_estimate=True,
)
def infractions(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    How many points of infraction the account has in the 30 and the 60 days before its last upload
    in the batch. A rejection whose points nobody stated counts for one. CAD-24.

    ## Why it matters

    Ingrooves warns after five infractions in 60 days, and suspends after three in a month.
    Limbo Music takes two points for the same track under other words or for what infringes, and one
    for silence, for a cover that does not match and for the rest.

    ## What to do

    Hold what the account sends until the reasons are mended. Points run out by themselves.

    ## Limits

    The history knows the points that somebody wrote into it. Limbo counts by calendar months, this
    rule by 30 days. Ingrooves counts accounts of labels; here those of labels and distributors are
    left out unless a policy gives them a number, because they send for many.
    What was taken down without points counts for nothing: owners take down what they please.
    """
    limits, places = facts[Infractions], Places(facts)
    for one in facts[Cadence].codes.records:
        long = limits.label_in_60_days if one.is_label else limits.in_60_days
        short = limits.label_in_30_days if one.is_label else limits.in_30_days
        in_60 = one.points_60_days + limits.unstated * one.unstated_60_days
        in_30 = one.points_30_days + limits.unstated * one.unstated_30_days
        said = [
            f"{points:g} in {days} days (notice from {begins:g})"
            for days, points, begins in ((30, in_30, short), (60, in_60, long))
            if 0 < begins <= points
        ]
        if said:
            yield from _of_each(
                facts,
                places,
                one,
                f"points of infraction of {one.account!r}: {', '.join(said)}",
                {
                    "points_30_days": round(in_30, 3),
                    "points_60_days": round(in_60, 3),
                    "threshold_30_days": short,
                    "threshold_60_days": long,
                    "rejections_without_points_30_days": one.unstated_30_days,
                    "rejections_without_points_60_days": one.unstated_60_days,
                    "points_of_such": limits.unstated,
                },
            )


@rule(
    "cadence.payee-of-many-accounts",
    title="Several accounts are paid to the same payee",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(FRAUD_SIGNS,),
    options=PayeeAccounts,
    thresholds=ours(
        "from_accounts", note="that shared pay is a sign of fraud is published; the number is ours"
    ),
    is_estimate=True,
    needs_trial=True,
)
def payee_of_many_accounts(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    From how many accounts something came in 90 days that is paid to the payee of the release, as
    `payee` in `delivery.toml` names them. CAD-20, as far as it can be known.

    ## Why it matters

    Whoever is thrown out with one account goes on with the next, and the money still goes to the
    same place. Distributors name shared pay first among the signs of fraud.

    ## What to do

    Ask whose accounts they are. Two projects of one person are a good reason; waive it with that.

    ## Limits

    A manager, a band with side projects and a label with an account for each artist look the same.
    Releases of labels and distributors do not ask; those that they sent for the payee count.
    Shared devices, addresses and mail are not known here.
    """
    limit, places = facts[PayeeAccounts].from_accounts, Places(facts)
    for one in facts[Cadence].codes.payees:
        if not 0 < limit <= one.accounts:
            continue
        for release in one.releases:
            spot = places.of_release(release)
            yield Finding(
                f"{one.accounts} accounts are paid to {one.payee!r} in 90 days"
                f" (notice from {limit})",
                release=release,
                place=spot.place,
                file=spot.file,
                evidence={
                    "payee": one.payee,
                    "count": one.accounts,
                    "threshold": limit,
                    "days": 90,
                    "after": one.after.isoformat(),
                    "until": one.until.isoformat(),
                    "other_releases_in_batch": len(one.releases) - 1,
                    "history": facts[Cadence].history or "none, this batch only",
                },
            )


def _of_each(
    facts: Facts, places: Places, one: Record, message: str, evidence: Mapping[str, Any]
) -> Iterator[Finding]:
    """The same of every release of the account."""
    for release in one.releases:
        spot = places.of_release(release)
        yield Finding(
            message,
            release=release,
            place=spot.place,
            file=spot.file,
            evidence={
                "account": one.account,
                "label_account": one.is_label,
                "until": one.until.isoformat(),
                **evidence,
                "other_releases_in_batch": len(one.releases) - 1,
                "history": facts[Cadence].history or "none, this batch only",
            },
        )
