"""Rules about releases in the shadow of somebody else's album."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.campaigns import Campaigns, Shadow
from precheck_cadence.options.works import CampaignShadow
from precheck_cadence.rules.places import Places
from precheck_cadence.rules.sources import SONY_TAKEDOWNS, ours


@rule(
    "cadence.campaign-shadow",
    title="A release with AI names an artist whose album is due",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Campaigns,),
    sources=(SONY_TAKEDOWNS,),
    options=CampaignShadow,
    thresholds=ours(
        "days", note="That deepfakes come with campaigns is published; how near is ours."
    ),
    is_estimate=True,
    needs_trial=True,
)
def campaign_shadow(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether a release that AI made, all or some of it, names an artist of your own list of albums
    that are due, which `campaigns` under `[plugins.cadence]` names; comes out within 14 days of the
    album, before or after it; and is sent from none of the artist's accounts. CAD-32.

    ## Why it matters

    Imitations come when everybody searches for a name. Sony had more than 135,000 deepfakes taken
    down, and finds most of them around the albums of its artists.

    ## What to do

    Listen. Ask for the artist's consent, or hold it until the campaign is over and the artist has
    seen it. Where it is sent for the artist, add the account to the list.

    ## Limits

    The number of days is ours. It knows the albums and accounts on your list, and the release dates
    that messages state to the day. AI counts where the sender declares it or the file is marked so;
    whoever hides it is not seen here.
    A name counts where it is a main artist, stands in the displayed line or is featured in a title;
    of several words also anywhere in these. A single word elsewhere in a title is none.
    Two artists of one name look the same. A release without an account is not judged.
    """
    found, limit, places = facts[Campaigns], facts[CampaignShadow].days, Places(facts)
    for shadow in found.shadows:
        if abs(shadow.days) <= limit:
            yield _finding(places, shadow, found.file, limit)


def _finding(places: Places, shadow: Shadow, file: str, limit: int) -> Finding:
    campaign = shadow.campaign
    spot = (
        places.of_track(shadow.release, shadow.track)
        if shadow.track
        else places.of_release(shadow.release)
    )
    where = f"track {shadow.track}" if shadow.track else "the release"
    return Finding(
        f"{where} is made with AI and names {campaign.artist!r} in {shadow.named!r}; it comes out"
        f" {_apart(shadow.days)} of {campaign.day} (notice within {limit} days), and"
        f" {shadow.account!r} is no account of the artist",
        release=shadow.release,
        place=spot.place,
        file=spot.file,
        evidence={
            "artist": campaign.artist,
            "named_in": shadow.named,
            "track": shadow.track,
            "account": shadow.account,
            "accounts_of_artist": list(campaign.accounts),
            "ai": shadow.ai.value,
            "release_date": shadow.release_date.isoformat(),
            "album_date": campaign.day.isoformat(),
            "days": shadow.days,
            "threshold_days": limit,
            "list": file,
            "line": campaign.line,
        },
    )


def _apart(days: int) -> str:
    """How far from the album, such as `3 days before the album`."""
    number = f"{abs(days)} day{'s' if abs(days) != 1 else ''}"
    if not days:
        return "on the day of the album"
    return f"{number} {'before' if days < 0 else 'after'} the album"
