"""Rules about what an account sends that is all of one mould: titles, lengths, pictures."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.conduct import CoverReuse
from precheck_cadence.covers import COVER_BITS
from precheck_cadence.options.alike import IdenticalDurations, ReusedCover, TemplateTitles
from precheck_cadence.rules.code_sources import OFFSTEP_REJECTED
from precheck_cadence.rules.senders import QUARTER, Asked, Senders, days_before
from precheck_cadence.rules.sources import DEEZER_CATALOGUE, SPOTIFY_SHORT, SPOTIFY_SPAM, ours
from precheck_cadence.signals.lengths import Sameness
from precheck_cadence.signals.templates import Template
from precheck_cadence.upload import UploadEvent

MONTH = 30
"""In days."""
NAMED, LISTED = 2, 20
"""How many titles a message names, and how many the evidence lists."""


@rule(
    "cadence.template-titles",
    title="The account's titles are made from one template",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SPAM,),
    options=TemplateTitles,
    thresholds=ours(
        "from_alike",
        "from_one_mask",
        "label_from_alike",
        "label_from_one_mask",
        note="Spotify names search tricks and duplicates as signs of spam; the numbers are ours.",
    ),
    is_estimate=True,
    needs_trial=True,
)
def template_titles(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    How many songs the account sent in the 30 days that end with its last upload in the batch whose
    titles are the same but for their numbers, or whose words are nearly the same. Two titles are
    alike when the sets of their runs of three characters have a Jaccard index of 0.8 or more, the
    numbers masked. Of the songs in one product one counts. It is said of each release with such a
    title.

    ## Why it matters

    Titles by the dozen are written by a script, for a search box.

    ## What to do

    See what the songs are. A series that is sent a piece at a time belongs on one release.

    ## Limits

    The numbers are ours. Movements of a symphony, chapters of a book, the parts of a mix and the
    interludes of an album are on one product, and quiet; so are remixes and live versions of one
    song, and titles that are a bare number or `Part 2`. A series of singles is told, such as a
    symphony that is sent a movement at a time. One album of `Rain 1` to `Rain 60` is not.
    Labels are left out unless their numbers are set: their series are called alike.
    Looked at are the newest 300 tracks.
    """
    limits, senders = facts[TemplateTitles], Senders(facts)
    for account in senders:
        for found in account.templates:
            alike, one_mask = (
                (limits.label_from_alike, limits.label_from_one_mask)
                if account.is_label
                else (limits.from_alike, limits.from_one_mask)
            )
            begins = one_mask if found.is_one_mask else alike
            if 0 < begins <= found.count:
                yield from senders.tell(
                    account,
                    f"titles from {account.account!r} in 30 days are made from one template:"
                    f" {found.count} songs in {found.products} products are called"
                    f" {_called(found)} (notice from {begins})",
                    {
                        "mask": found.mask,
                        "is_one_mask": found.is_one_mask,
                        "count": found.count,
                        "products": found.products,
                        "songs": found.works,
                        "titles": list(found.titles[:LISTED]),
                        "threshold": begins,
                        "days": MONTH,
                    },
                    after=days_before(account.until, MONTH),
                    only=_called_so(found),
                )


@rule(
    "cadence.identical-durations",
    title="The account's tracks all last the same",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SHORT, DEEZER_CATALOGUE),
    options=IdenticalDurations,
    thresholds=ours(
        "from_tracks",
        "below_deviation_seconds",
        "share",
        note="Spotify names tracks cut for the royalty as a sign of spam; the numbers are ours.",
    ),
    is_estimate=True,
    needs_trial=True,
)
def identical_durations(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    How many of the newest 100 tracks that an account sent in 90 days last within 4 seconds of each
    other. It speaks of ten and more with a standard deviation below 2 seconds, where they are at
    least half of all whose length is known. It is said of each release with such a track.

    ## Why it matters

    People's pieces end when they are over. A script's end when they are long enough to be paid.

    ## What to do

    Listen to two of them. Music made for a fixed length, such as for exercise, explains it; pieces
    of one recording, or what a generator gives out, do not.

    ## Limits

    The numbers are ours, for artists and labels alike. Of made-up accounts whose lengths scatter by
    10 seconds hardly one in a hundred is told; of those that scatter by 5 many are. A book that is
    cut every three minutes, a set of loops and a record of test tones look the same. A farm with
    three kinds of length escapes. A track whose length nobody knows does not count.
    """
    limits, senders = facts[IdenticalDurations], Senders(facts)
    for account in senders:
        found = account.sameness
        if (
            found is not None
            and 0 < limits.from_tracks <= found.tracks
            and found.deviation_seconds < limits.below_deviation_seconds
            and found.share >= limits.share
        ):
            yield from senders.tell(
                account,
                f"{found.tracks} tracks from {account.account!r} in 90 days last the same,"
                f" {_from_to(found)}: {found.share:.0%} of all (notice from {limits.from_tracks}"
                f" tracks and {limits.share:.0%}), standard deviation"
                f" {found.deviation_seconds:.1f} s (below {limits.below_deviation_seconds:g} s)",
                {
                    "count": found.tracks,
                    "share": round(found.share, 4),
                    "shortest_seconds": found.shortest_seconds,
                    "longest_seconds": found.longest_seconds,
                    "deviation_seconds": round(found.deviation_seconds, 3),
                    "threshold_tracks": limits.from_tracks,
                    "threshold_share": limits.share,
                    "threshold_deviation_seconds": limits.below_deviation_seconds,
                    "days": QUARTER,
                },
                after=days_before(account.until, QUARTER),
                only=_lasts_so(found),
            )


@rule(
    "cadence.cover-reuse",
    title="One picture is the cover of many releases",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(OFFSTEP_REJECTED, SPOTIFY_SPAM),
    options=ReusedCover,
    thresholds=ours(
        "from_products",
        "from_products_by_one",
        "label_from_products",
        note="that a repeated cover is refused is published; the numbers are ours",
    ),
    is_estimate=True,
    needs_trial=True,
)
def cover_reuse(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    On how many of the account's newest 500 products the front cover looks like that of the release:
    at most 6 of the 64 bits of their hashes differ. Products that share a song by one artist count
    once. Three are told where they are by several artists, six where one artist is on all of them.

    ## Why it matters

    One picture for all is how farms save work. Distributors send such releases back.

    ## What to do

    Look at them. Give each release its own cover, or put what belongs together on one release.

    ## Limits

    It is an estimate: pictures of one layout may pass for the same, and those that were cut or
    framed for others (`docs/artwork.md`). A plain picture has no hash, and one that is missing or
    cannot be decoded is not compared; neither is one that came before hashes were kept.
    Quiet stay: an album with its singles, their remixes and its deluxe edition, because they share
    songs; up to five singles of one artist with the look of an album that is still to come; and a
    series of one artist, up to there. A farm that sends the same titles again and again counts as
    one product here; rules about copies tell it.
    Labels are left out unless `label_from_products` is set: some have one sleeve for all.
    """
    limits, senders = facts[ReusedCover], Senders(facts)
    for account in senders:
        told: set[str] = set()
        for found in account.covers:
            begins = _begins(limits, found, is_label=account.is_label)
            if 0 < begins <= found.families:
                yield from senders.tell(
                    account,
                    f"{found.families} releases from {account.account!r}"
                    f"{' by one artist' if found.is_one_artist else ''} that share no song have the"
                    f" same cover (notice from {begins})",
                    {
                        "hash": f"{found.cover:016x}",
                        "most_bits": COVER_BITS,
                        "count": found.families,
                        "products": found.products,
                        "is_one_artist": found.is_one_artist,
                        "titles": list(found.titles),
                        "threshold": begins,
                    },
                    only=_is_one_of(frozenset(found.releases) - told),
                )
                told.update(found.releases)


def _begins(limits: ReusedCover, found: CoverReuse, *, is_label: bool) -> int:
    if is_label:
        return limits.label_from_products
    return limits.from_products_by_one if found.is_one_artist else limits.from_products


def _is_one_of(releases: frozenset[str]) -> Asked:
    return lambda event: event.release in releases


def _called(found: Template) -> str:
    """A template by its mask, or by two of its titles."""
    if found.is_one_mask:
        return repr(found.mask)
    titles = dict.fromkeys(found.titles)
    return f"alike, such as {' and '.join(repr(title) for title in list(titles)[:NAMED])}"


def _from_to(found: Sameness) -> str:
    return f"{found.shortest_seconds:.1f} to {found.longest_seconds:.1f} s"


def _called_so(found: Template) -> Asked:
    titles = frozenset(found.titles)
    return lambda event: any(track.title in titles for track in event.tracks)


def _lasts_so(found: Sameness) -> Asked:
    def is_as_long(event: UploadEvent) -> bool:
        return any(
            track.seconds is not None
            and found.shortest_seconds <= track.seconds <= found.longest_seconds
            for track in event.tracks
        )

    return is_as_long
