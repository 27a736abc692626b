"""Whether the deals say what is sold, how, and from when."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Deal, Facts, Finding, Message, Period, Release, Severity, rule
from precheck_ddex.moments import is_before, is_month, moment
from precheck_ddex.rules.references import is_sold_by_deal
from precheck_ddex.sources import SPOTIFY_ONBOARDING, STATEMENTS_OF_TRUTH, ern, ern_3, status

_MOST_NAMED = 6
_WITH_START = (4, 2)
"""The first version whose schema demands the start of a validity period."""


def for_whom(deal: Deal) -> str:
    """The deal in a sentence, by the releases it names."""
    named = deal.release_references
    more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    return f"the deal for {', '.join(named[:_MOST_NAMED]) or 'no release'}{more}"


@rule(
    "ddex.deal-without-start",
    title="A deal does not say when it starts",
    severity=Severity.BLOCK,
    of=Release,
    needs=(Message,),
    sources=(
        SPOTIFY_ONBOARDING,
        ern("ValidityPeriod: StartDate or StartDateTime"),
        ern_3("ValidityPeriod: no StartDate, as in ERN 4.1 and 4.1.1"),
    ),
)
def deal_without_start(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every deal since ERN 4.2 has a validity period, and every such period a `StartDate` or
    `StartDateTime`.

    ## Why it matters

    Spotify refuses a deal without one. Others may take it for a deal that has always held, and
    publish at once.

    ## What to do

    Give the day or moment from which the release may be used.

    ## Limits

    Deals that take a release down are not judged. Nor are ERN 3, 4.1 and 4.1.1: their schemas say
    that a deal without a start holds as the contract does. Of a start that is no date
    `ddex.deal-date-malformed` speaks.
    """
    del release
    message = facts[Message]
    deals = (deal for deal in message.deals if not deal.is_takedown)
    for deal in deals if message.version_number >= _WITH_START else ():
        if not deal.periods:
            yield Finding(
                f"{for_whom(deal)} has no validity period, and so no start",
                place=deal.at(),
                evidence={"releases": deal.release_references},
            )
        for period in deal.periods:
            if not period.start:
                yield Finding(
                    f"{for_whom(deal)} has a validity period without a start",
                    place=period.at(),
                    evidence={"releases": deal.release_references, "end": period.end},
                )


def _dates(message: Message) -> Iterator[tuple[Deal, Period, str, str]]:
    """Every start and end that is written in a deal, with its field."""
    for deal in message.deals:
        for period in deal.periods:
            for field, text in (("start", period.start), ("end", period.end)):
                if text:
                    yield deal, period, field, text


@rule(
    "ddex.deal-date-malformed",
    title="A deal starts or ends on what is no date",
    severity=Severity.REVIEW,
    of=Release,
    needs=(Message,),
    sources=(SPOTIFY_ONBOARDING, ern("ddex_IsoDate and xs:dateTime")),
)
def deal_date_malformed(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every start and end of a validity period is a day or moment that the calendar has. The
    schema lets `2026-02-30` and `2026-13-01` pass.

    ## Why it matters

    A period whose start cannot be read is as good as one without, which Spotify refuses. One whose
    end cannot be read may never end.

    ## What to do

    Write a day as in `2026-11-22`, a moment as in `2026-11-22T09:30:00Z`.

    ## Limits

    Of a year or month alone `ddex.deal-date-incomplete` speaks.
    """
    del release
    for deal, period, field, text in _dates(facts[Message]):
        if moment(text) is None and not is_month(text):
            yield Finding(
                f"{for_whom(deal)} {field}s on {text!r}, which is not a date",
                place=period.at(field),
                evidence={"releases": deal.release_references, "field": field, "date": text},
            )


@rule(
    "ddex.deal-date-incomplete",
    title="A deal starts or ends on no day",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(SPOTIFY_ONBOARDING, ern("ddex_IsoDate: YYYY[-MM[-DD]]")),
)
def deal_date_incomplete(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every start and end of a validity period names a day, not a year or month alone.

    ## Why it matters

    The schema is content with a year. A recipient has to guess the day, and the release comes
    or goes on another day than is meant.

    ## What to do

    Write the day.

    ## Limits

    What is no date at all is told by `ddex.deal-date-malformed`. Rules that compare dates leave
    those without a day alone.
    """
    del release
    for deal, period, field, text in _dates(facts[Message]):
        if is_month(text):
            yield Finding(
                f"{for_whom(deal)} {field}s on {text!r}, which names no day",
                place=period.at(field),
                evidence={"releases": deal.release_references, "field": field, "date": text},
            )


@rule(
    "ddex.deal-ends-before-start",
    title="A deal ends before it starts",
    severity=Severity.BLOCK,
    of=Release,
    needs=(Message,),
    sources=(STATEMENTS_OF_TRUTH, ern("ValidityPeriod")),
)
def deal_ends_before_start(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the end of every validity period lies on or after its start.

    ## Why it matters

    Such a deal never holds, so the release is never available.

    ## What to do

    Correct the two dates. To take a release down, send the message without the deal.

    ## Limits

    A day and a moment are compared by their days with one day to spare, and so are two moments of
    which one has no time zone. Dates without a day are not judged.
    """
    del release
    for deal in facts[Message].deals:
        for period in deal.periods:
            start, end = moment(period.start), moment(period.end)
            if start is not None and end is not None and is_before(end, start):
                yield Finding(
                    f"{for_whom(deal)} starts {period.start}, but ends {period.end}",
                    place=period.at("end"),
                    evidence={
                        "releases": deal.release_references,
                        "start": period.start,
                        "end": period.end,
                    },
                )


@rule(
    "ddex.deal-without-model",
    title="A deal does not say how the release is sold or used",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(SPOTIFY_ONBOARDING,),
)
def deal_without_model(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every deal has a `CommercialModelType` and a `UseType`. The schema demands neither.

    ## Why it matters

    Spotify refuses a deal without them. Others have to guess whether it is for streams or
    downloads.

    ## What to do

    Name both, such as `SubscriptionModel` and `OnDemandStream`.

    ## Limits

    Deals that take a release down are not judged, nor whether the two go together.
    """
    del release
    for deal in facts[Message].deals:
        stated = {"CommercialModelType": deal.commercial_models, "UseType": deal.use_types}
        missing = [name for name, values in stated.items() if not values]
        if missing and not deal.is_takedown:
            yield Finding(
                f"{for_whom(deal)} has no {' and no '.join(missing)}",
                place=deal.at(),
                evidence={"releases": deal.release_references, "missing": missing, **stated},
            )


@rule(
    "ddex.release-without-deal",
    title="A release has no deal",
    severity=Severity.NOTE,
    of=Release,
    needs=(Message,),
    sources=(
        STATEMENTS_OF_TRUTH,
        status("NoDealInNewReleaseMessage"),
        status("NoDealForTrackRelease"),
    ),
)
def release_without_deal(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a deal names the main release, and every track release, of a `NewReleaseMessage`.

    ## Why it matters

    Each message states everything anew. What has no deal in it is not available, and where it was
    before it is taken down.

    ## What to do

    Name the release in a deal, unless it is meant to go.

    ## Limits

    A note, because this is also how a release is taken down. Territories are not compared.
    """
    message = facts[Message]
    if message.kind != "NewReleaseMessage":
        return
    if message.releases and not message.deals:
        yield Finding(
            f"{release.label} has no deal at all, which takes it down everywhere",
            place=message.at(),
            evidence={"releases": [one.reference for one in message.releases]},
        )
        return
    with_deal = {reference for deal in message.deals for reference in deal.release_references}
    for one in message.releases:
        if one.reference and one.reference not in with_deal and is_sold_by_deal(one):
            name = one.titles[0].text if one.titles else one.kind
            yield Finding(
                f"release {one.reference} ({name}) has no deal",
                place=one.at("reference"),
                evidence={"release": one.reference, "kind": one.kind, "deals": len(message.deals)},
            )


RULES = (
    deal_without_start,
    deal_date_malformed,
    deal_date_incomplete,
    deal_ends_before_start,
    deal_without_model,
    release_without_deal,
)
