"""Rules about accounts whose newest tracks are copies."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.copying import NEWEST
from precheck_cadence.heard import Heard
from precheck_cadence.history import Echo, moment
from precheck_cadence.options.works import DuplicateShare, DuplicateShareExtreme
from precheck_cadence.rules.duplicates import copies
from precheck_cadence.rules.likeness import differs, is_earlier
from precheck_cadence.rules.senders import Senders, just_before
from precheck_cadence.rules.sources import DEEZER_CATALOGUE, SPOTIFY_SPAM, ours

OPTIONS = ("share", "from_tracks", "from_copies", "bit_error_rate", "coverage")
NOTE = "Spotify and Deezer name duplicates as a sign of spam; the numbers are ours."


@rule(
    "cadence.duplicate-share",
    title="Several of the account's newest tracks are copies",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SPAM, DEEZER_CATALOGUE),
    options=DuplicateShare,
    thresholds=ours(*OPTIONS, note=NOTE),
    is_estimate=True,
    needs_trial=True,
)
def duplicate_share(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Which share of an account's newest hundred tracks are copies of what an earlier product holds,
    its own or somebody else's: the same bytes with another ISRC, by another artist or from another
    account. In this batch what sounds the same counts as well, as in `cadence.near-duplicate`.
    It is said of each release of the batch with such a track. CAD-14.

    ## Why it matters

    Spotify counts duplicates with changed metadata as spam, and tags whoever sends them.
    Deezer removes them.

    ## What to do

    Ask where the recordings come from. Give each its one ISRC and its one artist everywhere.

    ## Limits

    The numbers are ours, for artists and labels alike, because it is a share.
    The same recording with its ISRC, by its artist and from its account is no copy: a single comes
    again on the album, and the album in a box. Its title may change. Where one side has no ISRC,
    another title makes a copy.
    Tracks whose bytes nobody knows do not count. Nor do plausible transfers, two tracks of one
    product, and earlier products that were rejected or taken down.
    What sounds the same in other bytes counts only in the batch that it comes with.
    Of many recordings with the same bytes the twenty oldest are looked at.
    """
    yield from _found(facts, facts[DuplicateShare])


@rule(
    "cadence.duplicate-share-extreme",
    title="Many of the account's newest tracks are copies",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SPAM, DEEZER_CATALOGUE),
    options=DuplicateShareExtreme,
    thresholds=ours(*OPTIONS, note=NOTE),
    is_estimate=True,
    needs_trial=True,
)
def duplicate_share_extreme(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    The same as `cadence.duplicate-share`, with a share that no honest account reaches.

    ## Why it matters

    At this rate a person should look before anything is sent.
    A policy can raise this rule to `review` and leave the milder one a warning.

    ## What to do

    Hold the releases until someone knows where the recordings come from.

    ## Limits

    The numbers are ours and no back-test stands behind them yet, so it is a warning at first.
    The milder rule speaks as well: with this one switched off, a flood must not fall silent.
    What counts as a copy is said there.
    """
    yield from _found(facts, facts[DuplicateShareExtreme])


def _found(facts: Facts, limits: DuplicateShare) -> Iterator[Finding]:
    senders = Senders(facts)
    alike = {
        (heard.release, heard.track)
        for heard in facts[Cadence].echoes
        if limits.bit_error_rate and _is_copy(heard, limits)
    }
    for account in senders:
        newest = account.copying
        here = [o for o in newest.here if o.is_copy or (o.release, o.track) in alike]
        near = sum(not one.is_copy for one in here)
        found, tracks = newest.copies + near, newest.tracks
        is_enough = found >= max(limits.share * tracks, limits.from_copies, 1)
        if newest.since is not None and 0 < limits.from_tracks <= tracks and is_enough:
            yield from senders.tell(
                structs.replace(account, releases=tuple(sorted({one.release for one in here}))),
                f"{found} of the last {tracks} tracks from {account.account!r} are copies of"
                f" earlier recordings: {found / tracks:.0%} (notice from {limits.share:.0%}"
                f" and {limits.from_copies} copies)",
                {
                    "count": found,
                    "same_bytes": newest.copies,
                    "same_sound": near,
                    "tracks": tracks,
                    "of_newest": NEWEST,
                    "share": round(found / tracks, 4),
                    "threshold_share": limits.share,
                    "from_tracks": limits.from_tracks,
                    "from_copies": limits.from_copies,
                    "most_bit_error_rate": limits.bit_error_rate,
                    "least_coverage": limits.coverage,
                    "titles": list(newest.titles),
                },
                after=just_before(moment(newest.since)),
            )


def _is_copy(heard: Heard, limits: DuplicateShare) -> bool:
    """Whether it sounds like an earlier recording, and differs by more than its title."""
    return any(
        is_earlier(heard, echo) and not _is_retitled(heard, echo)
        for echo in copies(heard, 0.0, limits.bit_error_rate, limits.coverage)
    )


def _is_retitled(heard: Heard, echo: Echo) -> bool:
    return differs(heard, echo) == ("title",) and bool(heard.isrc and echo.isrc)
