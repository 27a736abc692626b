"""Whether listeners may see a release before they may have it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from precheck import Deal, Facts, Finding, Message, Node, Release, Severity, rule
from precheck_ddex.moments import is_before, moment
from precheck_ddex.profiles.declare import validator
from precheck_ddex.rules.deals import for_whom
from precheck_ddex.sources import ern

_WHAT = ("ReleaseDisplay", "TrackListingPreview", "CoverArtPreview", "ClipPreview")
SHOWN = (
    *(f"{what}Start{when}" for what in _WHAT for when in ("Date", "DateTime")),
    "FullTrackListingPreviewStartDateTime",
)
"""The elements that say from when something of a release may be shown."""
_NO_SLACK = timedelta(0)


@rule(
    "ddex.shown-after-deal-start",
    title="A release is shown only after it may be used",
    severity=Severity.REVIEW,
    of=Release,
    needs=(Message,),
    sources=(*validator("shown-after-deal-start"), ern("ReleaseVisibility")),
)
def shown_after_deal_start(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the days from which a release, its cover, its tracks or its clips may be shown come no
    later than the start of the deal: those in the deal itself, as ERN 3.8 and 4.1 have them, and
    since ERN 4.2 those of the visibility that the release refers to.

    ## Why it matters

    The recipient may sell the release, and may not show it. Most wait, and the release is late;
    some refuse the message.

    ## What to do

    Let the release be shown on the first day of its deal or before.

    ## Limits

    A visibility is compared with the deals of its release that name a territory of it, or the
    world. A day and a moment are compared by their days as they are written, as DDEX's own rule
    compares them, whatever the time zone; two moments by the hour.
    """
    del release
    message = facts[Message]
    for shown, deal in (*_in_deals(message), *_by_visibility(message)):
        first = moment(shown.text)
        for period in deal.periods:
            start = moment(period.start)
            if first is not None and start is not None and is_before(start, first, _NO_SLACK):
                yield Finding(
                    f"{for_whom(deal)} begins on {period.start}, "
                    f"but {shown.name} lets it be shown from {shown.text} on",
                    place=shown.place,
                    evidence={
                        "element": shown.name,
                        "shown": shown.text,
                        "start": period.start,
                        "releases": deal.release_references,
                    },
                )
                break


def _in_deals(message: Message) -> Iterator[tuple[Node, Deal]]:
    """What a deal says of its own release."""
    for deal in message.deals:
        if deal.node is not None:
            for terms in deal.node.children("DealTerms"):
                yield from ((shown, deal) for shown in _shown(terms))


def _by_visibility(message: Message) -> Iterator[tuple[Node, Deal]]:
    """What the visibility of a release says, beside each deal that is for it somewhere there."""
    if message.node is None:
        return
    every = {
        one.value("VisibilityReference"): one
        for deals in message.node.children("DealList")
        for name in ("ReleaseVisibility", "TrackReleaseVisibility")
        for one in deals.children(name)
    }
    for listed in message.releases if every else ():
        if listed.node is None:
            continue
        for reference in listed.node.children("ReleaseVisibilityReference"):
            visibility = every.get(reference.text)
            for deal in message.deals if visibility is not None else ():
                is_for_it = listed.reference in deal.release_references
                if visibility is not None and is_for_it and _share_ground(visibility, deal):
                    yield from ((shown, deal) for shown in _shown(visibility))


def _share_ground(visibility: Node, deal: Deal) -> bool:
    """Whether both name a territory, or one of them the world."""
    named = {node.text for node in visibility.children("TerritoryCode")}
    ours = set(deal.territories)
    return not named or not ours or "Worldwide" in named | ours or bool(named & ours)


def _shown(composite: Node) -> Iterator[Node]:
    children = composite.by_name()
    return (node for name in SHOWN for node in children.get(name, ()))


RULES = (shown_after_deal_start,)
