"""Rules about release dates: many on one day, and those of long ago."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.dating import QUARTER_DAYS
from precheck_cadence.options.works import BackDating, ReleaseDayPileUp
from precheck_cadence.rules.places import Places
from precheck_cadence.rules.senders import LISTED, Senders, days_before
from precheck_cadence.rules.sources import (
    APPLE_ORIGINAL_DATES,
    BACK_CATALOGUE,
    RELEASE_RHYTHM,
    SPOTIFY_SPAM,
    ours,
)


@rule(
    "cadence.release-day-pile-up",
    title="Many products of one artist come out on one day",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SPAM, RELEASE_RHYTHM),
    options=ReleaseDayPileUp,
    thresholds=ours(
        "from_products", note="Mass uploads are a published sign of spam; the number is ours."
    ),
    is_estimate=True,
    needs_trial=True,
)
def release_day_pile_up(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    How many products of one main artist an account sends with one release date, in this batch and
    earlier ones. CAD-28.

    ## Why it matters

    Acts in the charts release something every 5 to 8 weeks. Four on one day compete with each
    other, and look like a mass upload, however slowly they were sent.

    ## What to do

    See whether the products belong together; then send them as one. Else spread the dates.

    ## Limits

    The number is ours, for artists and labels alike, because it is one artist's.
    Products with one title are one, whatever stands in parentheses, in brackets or behind a dash:
    clean and explicit ones, editions, remixes.
    Reissues do not count, whose original release is over a year before, nor products that come over
    a year after their release date: old records are often dated to the first day of a year.
    A series of audio plays, or a book in parts, looks the same.
    Two artists of one name in one account are counted as one, in two accounts apart.
    The newest 200 products of a name and date are looked at.
    """
    limit, cadence, places = facts[ReleaseDayPileUp].from_products, facts[Cadence], Places(facts)
    for one in cadence.release_days:
        count = len(one.titles)
        if not 0 < limit <= count:
            continue
        whose = f" from {one.account!r}" if one.account else ""
        for release in one.releases:
            spot = places.of_release(release)
            yield Finding(
                f"{count} products by {one.artist!r}{whose} have the release date {one.day}"
                f" (notice from {limit})",
                release=release,
                place=spot.place,
                file=spot.file,
                evidence={
                    "account": one.account,
                    "artist": one.artist,
                    "release_date": one.day.isoformat(),
                    "count": count,
                    "threshold": limit,
                    "titles": list(one.titles[:LISTED]),
                    "other_releases_in_batch": len(one.releases) - 1,
                    "history": cadence.history or "none, this batch only",
                },
            )


@rule(
    "cadence.back-dated",
    title="The account dates many products to before it was known",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(APPLE_ORIGINAL_DATES, BACK_CATALOGUE),
    options=BackDating,
    thresholds=ours(
        "from_products",
        "label_from_products",
        note="That dates must be true is published; from how many on one asks is ours.",
    ),
    is_estimate=True,
    needs_trial=True,
)
def back_dated(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    How many products of the last 90 days have an original release date more than a year before the
    account and its artists first sent anything here, and nothing that speaks for it. Evidence is a
    plausible transfer (`transfer` in `delivery.toml`), or half of the ISRCs being of the year after
    the original release, or older. CAD-29.

    ## Why it matters

    Stores want the date of the first issue, and compare it. Music that was never out looks older
    and more trusted than it is, and seems to have been there before the recordings of others.

    ## What to do

    Ask where the music was out before, and under which codes. Deliver it with those, and declare
    the transfer. If it was only played or shown before, give it the date of this release.

    ## Limits

    The number is ours. Known means known here: a history that is not a year older than the account
    cannot tell, and says nothing. Whoever sold for years elsewhere, and lost the codes, looks the
    same; that is why a few such products are not told.
    Dates before 2005 do not count: such records are given codes when they are first sold as files.
    Labels are not asked unless a policy gives them a number.
    A date without day and month is not known to the day, and does not count.
    The newest 200 products and 1,000 tracks of the 90 days are looked at.
    """
    limits, senders = facts[BackDating], Senders(facts)
    for account in senders:
        begins = limits.label_from_products if account.is_label else limits.from_products
        found = account.back_dated
        if found is not None and 0 < begins <= found.products:
            yield from senders.tell(
                structs.replace(account, releases=found.releases),
                f"{found.products} products from {account.account!r} in {QUARTER_DAYS} days are"
                f" said to be from before it was known ({found.since:%Y-%m-%d}), the first from"
                f" {found.earliest}, under newer codes (notice from {begins})",
                {
                    "count": found.products,
                    "threshold": begins,
                    "products": found.of,
                    "days": QUARTER_DAYS,
                    "known_since": found.since.isoformat(),
                    "earliest": found.earliest.isoformat(),
                },
                after=days_before(account.until, QUARTER_DAYS),
            )
