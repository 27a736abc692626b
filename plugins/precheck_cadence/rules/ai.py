"""Rules about how much of what an account sends is made by AI."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import AiAmount, Basis, Batch, Facts, Finding, Severity, Threshold, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.options.rates import AiReleases, AiShare
from precheck_cadence.rules.senders import Senders, days_before
from precheck_cadence.rules.sources import (
    BEATCHAIN_AI,
    DEEZER_AI,
    SPOTIFY_SPAM,
    TIDAL_MASS_UPLOADS,
    ours,
)
from precheck_cadence.upload import UploadEvent

WEEK, MONTH = 7, 30
"""In days."""


@rule(
    "cadence.ai-releases",
    title="More than one release made by AI alone in a week",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(BEATCHAIN_AI,),
    options=AiReleases,
    thresholds=(
        Threshold(
            option="from_7_days",
            basis=Basis.PUBLISHED,
            source=BEATCHAIN_AI,
            note="One AI-generated release in seven days on unlimited plans.",
        ),
        *ours("label_from_7_days", note="The published limit is for artists; a label's is agreed."),
    ),
)
def ai_releases(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    How many releases made by AI alone one account sent in the 7 days that end with its last upload
    in the batch. A release counts where every track is said to be all AI: by the sender, or by the
    marks in the file where the sender says nothing. A release sent again counts once.

    ## Why it matters

    Beatchain takes one AI-generated release in seven days. It is the one published limit there is.

    ## What to do

    Keep the later releases until a week after the one before.

    ## Limits

    Beatchain counts what AI made for the most part as well; that is declared nowhere.
    What nobody declares does not count. Nobody else is known to set this limit.
    Labels and distributors are not asked unless `label_from_7_days` is set.
    """
    limits, senders = facts[AiReleases], Senders(facts)
    for account in senders:
        begins = limits.label_from_7_days if account.is_label else limits.from_7_days
        count = account.week.all_ai_releases
        if 0 < begins <= count:
            yield from senders.tell(
                account,
                f"releases made by AI alone from {account.account!r}: {count} in 7 days"
                f" (notice from {begins})",
                {
                    "count": count,
                    "threshold": begins,
                    "releases_of_all_kinds": account.week.releases,
                },
                after=days_before(account.until, WEEK),
                only=_is_all_ai,
            )


@rule(
    "cadence.ai-share",
    title="Nearly everything the account sends is made with AI",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(DEEZER_AI, TIDAL_MASS_UPLOADS, SPOTIFY_SPAM),
    options=AiShare,
    thresholds=ours(
        "share",
        "from_tracks",
        "label_from_tracks",
        note="Services speak of AI in bulk and publish no number.",
    ),
    is_estimate=True,
    needs_trial=True,
)
def ai_share(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Which share of an account's tracks AI made, in part or whole, over the 30 days that end with its
    last upload in the batch. It is said of each release of these days with such a track.

    ## Why it matters

    Most plays of AI music at Deezer are fraud, and TIDAL removes AI music sent in bulk.
    One AI release is music; an account of nothing else, at this rate, is looked at.

    ## What to do

    See whether somebody listens to this music. Some services refuse or do not pay for it; see the
    rules of `ai-credits`.

    ## Limits

    The numbers are ours. An artist who openly works with AI and sends one album looks the same.
    What nobody declares counts as not made by AI, so whoever hides it stays below.
    Labels and distributors are not asked unless `label_from_tracks` is set.
    """
    limits, senders = facts[AiShare], Senders(facts)
    for account in senders:
        begins = limits.label_from_tracks if account.is_label else limits.from_tracks
        tracks, made = account.month.tracks, account.month.ai_tracks
        if 0 < begins <= tracks and made and made >= limits.share * tracks:
            yield from senders.tell(
                account,
                f"{made} of {tracks} tracks from {account.account!r} in 30 days are made with AI:"
                f" {made / tracks:.0%} (notice from {limits.share:.0%} of {begins} tracks)",
                {
                    "count": made,
                    "all_ai": account.month.all_ai_tracks,
                    "tracks": tracks,
                    "share": round(made / tracks, 4),
                    "threshold_share": limits.share,
                    "from_tracks": begins,
                },
                after=days_before(account.until, MONTH),
                only=_has_ai,
            )


def _is_all_ai(event: UploadEvent) -> bool:
    return event.ai is AiAmount.ALL


def _has_ai(event: UploadEvent) -> bool:
    return any(track.ai in {AiAmount.SOME, AiAmount.ALL} for track in event.tracks)
