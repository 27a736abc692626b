"""Whether the terms of the deals can be meant as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from precheck import AsOf, Basis, Facts, Finding, Message, Release, Severity, Threshold, rule
from precheck_ddex.moments import day_of, is_before, is_over, last_day, moment
from precheck_ddex.options import EarlyStart
from precheck_ddex.rules.deals import for_whom
from precheck_ddex.sources import NO_TAKEDOWN, STATEMENTS_OF_TRUTH, ern, status

_STREAMS = frozenset(
    {
        "Broadcast",
        "ContentInfluencedStream",
        "NonInteractiveStream",
        "OnDemandStream",
        "Simulcast",
        "Stream",
        "TimeInfluencedStream",
        "Webcast",
    }
)
_FOR_KEEPS = frozenset({"KioskDownload", "PermanentDownload", "PurchaseAsPhysicalProduct"})
_SENSELESS = {
    "AdvertisementSupportedModel": _FOR_KEEPS | {"Rent"},
    "PayAsYouGoModel": _STREAMS,
    "PerformanceRoyaltiesModel": _FOR_KEEPS | {"ConditionalDownload", "TetheredDownload", "Rent"},
    "RightsClaimModel": _STREAMS | _FOR_KEEPS | {"ConditionalDownload", "TetheredDownload"},
    "SubscriptionModel": frozenset({"PurchaseAsPhysicalProduct"}),
}
"""The uses of recorded sound that nobody sells in that way: our reading of the definitions."""


@rule(
    "ddex.deal-use-implausible",
    title="A deal sells a use in a way in which nobody sells it",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(ern("CommercialModelType and UseType"), status("UnsupportedUsage")),
)
def deal_use_implausible(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every commercial model of a deal has at least one use that goes with it. Streams are not
    paid one by one, downloads to keep are not paid by advertisements, nothing physical comes with
    a subscription, and a claim of rights is for what users upload.

    ## Why it matters

    Recipients file a deal by model and use. One that fits no offer is refused, or opens none, and
    the release stays away from where it was meant to be.

    ## What to do

    Pair `SubscriptionModel` and `AdvertisementSupportedModel` with streams, `PayAsYouGoModel` with
    `PermanentDownload`.

    ## Limits

    The table of pairs is ours. A model with one fitting use is not told, whatever the others are.
    Releases with videos are not judged: those are sold by the view.
    """
    if any(track.kind == "Video" for track in release.tracks):
        return
    for deal in facts[Message].deals:
        for model in deal.commercial_models:
            senseless = _SENSELESS.get(model)
            if senseless and deal.use_types and senseless.issuperset(deal.use_types):
                yield Finding(
                    f"{for_whom(deal)} sells {' and '.join(deal.use_types)} by {model}, "
                    "which do not go together",
                    place=deal.at(),
                    evidence={
                        "releases": deal.release_references,
                        "model": model,
                        "uses": deal.use_types,
                    },
                )


@rule(
    "ddex.deal-before-release",
    title="A deal begins before the release date",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(STATEMENTS_OF_TRUTH, ern("DealTerms: ValidityPeriod, IsPreOrderDeal")),
    options=EarlyStart,
    thresholds=(
        Threshold(
            option="days",
            basis=Basis.OURS,
            note="a day begins up to 14 hours earlier in the east than in London",
        ),
    ),
)
def deal_before_release(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a deal for the main release begins before the release date, and is no pre-order.

    ## Why it matters

    The deal decides from when the release is available. It comes out before its day.

    ## What to do

    Let the deal begin on the release date, or mark it as a pre-order.

    ## Limits

    Deals for tracks are not judged: a track may be out early. Release dates without a day are not
    judged, and of dates that differ by territory only those for the world. An exclusive first week
    somewhere is meant; waive it.
    """
    limits = facts[EarlyStart]
    released = moment(release.release_date)
    if released is None:
        return
    for deal in facts[Message].deals:
        if deal.is_pre_order or deal.is_takedown:
            continue
        if release.reference not in deal.release_references:
            continue
        for period in deal.periods:
            start = moment(period.start)
            if start is None:
                continue
            early = day_of(released) - day_of(start)
            if early > timedelta(days=limits.days):
                yield Finding(
                    f"{for_whom(deal)} begins on {day_of(start)}, {early.days} days before "
                    f"the release date {release.release_date}",
                    place=period.at("start"),
                    evidence={
                        "releases": deal.release_references,
                        "start": period.start,
                        "release_date": release.release_date,
                        "days": limits.days,
                    },
                )


@rule(
    "ddex.deal-after-release",
    title="The first deal begins after the release date",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(STATEMENTS_OF_TRUTH, ern("DealTerms: ValidityPeriod, IsPreOrderDeal")),
)
def deal_after_release(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether one deal for the main release begins by a release date that is still to come.
    Pre-orders aside.

    ## Why it matters

    The deal decides from when the release is available. On the day it is announced for, nobody has
    it.

    ## What to do

    Let the first deal begin on the release date, or move the date.

    ## Limits

    The earliest deal counts, wherever it is for; territories may follow later. Release dates that
    lie behind are not judged: a catalogue that moves gets new deals. Nor are releases of which any
    deal has no start, or one without a day. Of dates that differ by territory, that for the world
    is compared.
    """
    released, today = moment(release.release_date), facts[AsOf].day
    deals = [
        deal
        for deal in facts[Message].deals
        if release.reference in deal.release_references
        and not deal.is_pre_order
        and not deal.is_takedown
    ]
    begun = [(moment(period.start), deal, period) for deal in deals for period in deal.periods]
    starts = [(start, deal, period) for start, deal, period in begun if start is not None]
    if released is None or day_of(released) < today or not all(deal.periods for deal in deals):
        return
    if not starts or len(starts) < len(begun):
        return
    if all(is_before(released, start) for start, _, _ in starts):
        start, deal, period = min(starts, key=lambda one: day_of(one[0]))
        late = (day_of(start) - day_of(released)).days
        yield Finding(
            f"{for_whom(deal)} is the first, and begins on {day_of(start)}, {late} "
            f"{'day' if late == 1 else 'days'} after the release date {release.release_date}",
            place=period.at("start"),
            evidence={
                "releases": deal.release_references,
                "start": period.start,
                "release_date": release.release_date,
                "deals": len(deals),
                "today": today.isoformat(),
            },
        )


@rule(
    "ddex.deals-all-ended",
    title="Every deal is over",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(STATEMENTS_OF_TRUTH, NO_TAKEDOWN),
)
def deals_all_ended(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether at least one deal of the message still holds, or will.

    ## Why it matters

    Where the release is known it is taken down. Where it is not, there is nothing to take down, and
    nothing is published.

    ## What to do

    Send a deal that is open. For a takedown waive the finding.

    ## Limits

    A message without deals is told by `ddex.release-without-deal`. Whether the recipient knows the
    release cannot be seen.
    """
    deals = [deal for deal in facts[Message].deals if not deal.is_takedown]
    today = facts[AsOf].day
    if is_over(last_day(deals), today):
        last = max(period.end for deal in deals for period in deal.periods)
        yield Finding(
            f"every deal of {release.label} is over, the last since {last}",
            place=deals[0].at("end"),
            evidence={"deals": len(deals), "last_end": last, "today": today.isoformat()},
        )


@rule(
    "ddex.takedown-in-first-message",
    title="A first message takes down what was never up",
    severity=Severity.REVIEW,
    of=Release,
    needs=(Message,),
    sources=(NO_TAKEDOWN,),
)
def takedown_in_first_message(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether an ERN 3 message that is called an `OriginalMessage` holds deals with `TakeDown` or
    `AllDealsCancelled`.

    ## Why it matters

    In a first message there is nothing to take down. Recipients refuse it, or keep the release
    closed for good.

    ## What to do

    Send it as an `UpdateMessage`, or send the deals that are meant.

    ## Limits

    ERN 4 has no update indicator, so its messages are not judged.
    """
    message = facts[Message]
    down = [deal for deal in message.deals if deal.is_takedown]
    if down and message.update_indicator == "OriginalMessage":
        yield Finding(
            f"{release.label} is sent for the first time, and {for_whom(down[0])} takes it down",
            place=message.at("update_indicator"),
            evidence={"update_indicator": message.update_indicator, "takedowns": len(down)},
        )


@rule(
    "ddex.takedown-deprecated",
    title="A release is taken down in a way that DDEX has given up",
    severity=Severity.NOTE,
    of=Release,
    needs=(Message,),
    sources=(STATEMENTS_OF_TRUTH, ern("ERN 3.8: TakeDown is deprecated")),
)
def takedown_deprecated(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether an ERN 3 deal says `TakeDown` or `AllDealsCancelled`.

    ## Why it matters

    The newest message says everything anew: what has no deal in it is down. Recipients need not
    know the older words.

    ## What to do

    Send the message without the deals, or with deals that have ended.

    ## Limits

    Some recipients still ask for it; then it is right. In a first message
    `ddex.takedown-in-first-message` speaks instead.
    """
    del release
    message = facts[Message]
    if message.update_indicator == "OriginalMessage":
        return
    for deal in message.deals:
        if deal.is_takedown:
            yield Finding(
                f"{for_whom(deal)} says that it is taken down; leaving it out says the same",
                place=deal.at(),
                evidence={"releases": deal.release_references},
            )


RULES = (
    deal_use_implausible,
    deal_before_release,
    deal_after_release,
    deals_all_ended,
    takedown_in_first_message,
    takedown_deprecated,
)
