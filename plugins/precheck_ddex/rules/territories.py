"""Whether the territories are territories, and each deal says once where it holds."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import (
    Deal,
    Facts,
    Finding,
    Genre,
    Message,
    Place,
    Release,
    RightsLine,
    Severity,
    Title,
    Track,
    rule,
)
from precheck_ddex.rules.deals import for_whom
from precheck_ddex.sources import LABELGRID_VALIDATION, ern
from precheck_ddex.territories import WORLDWIDE, is_territory

_MOST_NAMED = 5


def _at_code(deal: Deal, code: str) -> Place | None:
    """The last element of a deal that names a territory: where it is named once too often."""
    if deal.node is None:
        return None
    found = [n for n in deal.node.below("TerritoryCode", "ExcludedTerritoryCode") if n.text == code]
    return Place(line=found[-1].line, xpath=found[-1].xpath) if found else deal.at()


@rule(
    "ddex.territory-unknown",
    title="A territory code names no territory",
    severity=Severity.REVIEW,
    of=Release,
    needs=(Message,),
    sources=(LABELGRID_VALIDATION, ern("CurrentTerritoryCode")),
)
def territory_unknown(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the territories of deals, titles, genres and rights lines are `Worldwide`, countries of
    ISO 3166 or codes of TIS. DDX-31.

    ## Why it matters

    A deal for a territory that is none holds nowhere: `UK` is not `GB`, and `EU` is no country.

    ## What to do

    Use the two letters of ISO 3166, and for Europe its countries.

    ## Limits

    Numbers of TIS are judged by their form alone. Where the schema is there it finds the same.
    Each code is told once.
    """
    told: set[str] = set()
    for deal in facts[Message].deals:
        for code in (*deal.territories, *deal.excluded_territories):
            if code not in told and not is_territory(code):
                told.add(code)
                yield _unknown(code, for_whom(deal), _at_code(deal, code))
    owners: tuple[Release | Track, ...] = (release, *release.tracks)
    for owner in owners:
        sayings: tuple[Title | Genre | RightsLine, ...] = (
            *owner.titles,
            *owner.genres,
            *owner.p_lines,
            *owner.c_lines,
        )
        for said in sayings:
            if said.territory in {"", WORLDWIDE}:
                continue
            for code in said.territory.removeprefix(f"{WORLDWIDE} except ").split():
                if code not in told and not is_territory(code):
                    told.add(code)
                    yield _unknown(code, owner.label, said.at())


def _unknown(code: str, where: str, place: Place | None) -> Finding:
    return Finding(
        f"{where} names the territory {code!r}, which does not exist",
        place=place,
        evidence={"code": code},
    )


@rule(
    "ddex.deal-territory-contradictory",
    title="A deal includes and excludes territories at once",
    severity=Severity.REVIEW,
    of=Release,
    needs=(Message,),
    sources=(ern("DealTerms: a choice of TerritoryCode and ExcludedTerritoryCode"),),
)
def deal_territory_contradictory(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a deal has `TerritoryCode` and `ExcludedTerritoryCode` beside one another.

    ## Why it matters

    The schema allows one of the two. A recipient that reads on may sell where it must not.

    ## What to do

    To leave countries out, name only those: an exclusion is from the whole world.

    ## Limits

    Deals of their own for the same release are not compared here.
    """
    del release
    for deal in facts[Message].deals:
        if deal.territories and deal.excluded_territories:
            excluded = _named(deal.excluded_territories)
            yield Finding(
                f"{for_whom(deal)} is for {_named(deal.territories)}, and excludes {excluded}",
                place=_at_code(deal, deal.excluded_territories[0]),
                evidence={
                    "releases": deal.release_references,
                    "territories": deal.territories,
                    "excluded": deal.excluded_territories,
                },
            )


@rule(
    "ddex.deal-territory-repeated",
    title="A deal names a territory twice",
    severity=Severity.NOTE,
    of=Release,
    needs=(Message,),
    sources=(ern("DealTerms: TerritoryCode"),),
)
def deal_territory_repeated(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a deal names a territory more than once, or others beside `Worldwide`.

    ## Why it matters

    It is harmless where all read alike. But often another country was meant.

    ## What to do

    Name each once, and nothing beside `Worldwide`.

    ## Limits

    Groups of TIS that contain one another are not unfolded.
    """
    del release
    for deal in facts[Message].deals:
        for codes in (deal.territories, deal.excluded_territories):
            if len(codes) < 2:  # noqa: PLR2004 - nothing to repeat
                continue
            twice = [code for place, code in enumerate(codes) if code in codes[:place]]
            if WORLDWIDE in codes and not twice:
                twice = [code for code in codes if code != WORLDWIDE]
            if twice:
                yield Finding(
                    f"{for_whom(deal)} names {_named(tuple(twice))} though it is included already",
                    place=_at_code(deal, twice[0]),
                    evidence={"releases": deal.release_references, "territories": codes},
                )


def _named(codes: tuple[str, ...]) -> str:
    more = f" and {len(codes) - _MOST_NAMED} more" if len(codes) > _MOST_NAMED else ""
    return ", ".join(codes[:_MOST_NAMED]) + more


RULES = (territory_unknown, deal_territory_contradictory, deal_territory_repeated)
