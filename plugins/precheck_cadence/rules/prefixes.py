"""Rules about who gives the ISRCs of a release: their prefixes, and how fast they go."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence, Twin
from precheck_cadence.options.codes import ForeignPrefix, PrefixBurn
from precheck_cadence.rules.code_sources import (
    IFPI_OWNERSHIP,
    LABELGRID_RELEASES,
    RECORDJET_CODES,
)
from precheck_cadence.rules.places import Places
from precheck_cadence.rules.sources import STOLEN_RECORDINGS, ours
from precheck_cadence.signals.spelling import plain_name
from precheck_cadence.upload import ISRC_LENGTH

REGISTRANT_LENGTH = 5
"""Of an ISRC: who gave it (ISO 3901:2019)."""
DESIGNATIONS = 100_000
"""As many numbers a registrant has in a year: five digits."""
FEWEST = 2
"""So many registrants and so many names make it a case."""
NAMED = 3
"""How many codes a message names."""


@rule(
    "cadence.recording-under-several-prefixes",
    title="One recording has ISRCs of several registrants and several artists",
    severity=Severity.REVIEW,
    of=Batch,
    needs=(Cadence,),
    sources=(STOLEN_RECORDINGS, IFPI_OWNERSHIP),
)
def recording_under_several_prefixes(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether the sound of a track, byte for byte, is known under ISRCs of two or more registrants and
    under two or more artists that have no name in common. DDX-23.

    ## Why it matters

    The registrant is who gave the code: mostly a distributor. One recording that goes through
    several of them under another name each time is how royalties of stolen or bought music are
    gathered.

    ## What to do

    Ask for the paper that says whose recording it is. Without one, do not send it.

    ## Limits

    The bytes prove that it is the same sound, not whose it is: three registrants weigh no more than
    two, and it never blocks. An artist who changed both name and distributor looks the same, and so
    does a loop that a library sold to many. `cadence.identical-recording` speaks as well.
    A code keeps its registrant when the recording is sold, so another one alone says nothing.
    Only what this history has seen is compared, and at most 40 other recordings of a track.
    """
    places = Places(facts)
    by_track: dict[tuple[str, str], list[Twin]] = {}
    for twin in facts[Cadence].twins:
        if twin.other_ids or twin.other_uploaded <= twin.uploaded:
            by_track.setdefault((twin.release, twin.track), []).append(twin)
    for (release, track), twins in by_track.items():
        own = twins[0]
        codes = [own.isrc, *(twin.other_isrc for twin in twins)]
        prefixes = {code[:REGISTRANT_LENGTH] for code in codes if len(code) == ISRC_LENGTH}
        named = [(own.artist, own.artist)]
        named += [(t.other_artist, t.other_artist) for t in twins if "artist" in t.differs]
        artists = {plain_name(name): written for name, written in reversed(named) if name}
        if len(prefixes) < FEWEST or len(artists) < FEWEST:
            continue
        spot = places.of_track(release, track)
        yield Finding(
            f"the sound of track {track} {own.title!r} is known under ISRCs of "
            f"{len(prefixes)} registrants ({', '.join(sorted(prefixes))}) and as by "
            f"{len(artists)} artists ({', '.join(map(repr, sorted(artists.values())))})",
            release=release,
            place=spot.place,
            file=spot.file,
            evidence={
                "track": track,
                "prefixes": sorted(prefixes),
                "artists": sorted(artists.values()),
                "threshold": FEWEST,
                "recordings": [
                    {
                        "account": twin.other_account,
                        "product": twin.other_product,
                        "isrc": twin.other_isrc,
                        "title": twin.other_title,
                        "artist": twin.other_artist,
                        "uploaded": twin.other_uploaded.isoformat(),
                        "in_this_batch": list(twin.other_ids),
                    }
                    for twin in twins
                ],
                "history": facts[Cadence].history or "none, this batch only",
            },
        )


@rule(
    "cadence.foreign-prefix",
    title="New recordings have ISRCs with a prefix that the account does not use",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(STOLEN_RECORDINGS, LABELGRID_RELEASES, IFPI_OWNERSHIP),
    options=ForeignPrefix,
    thresholds=ours("over_share", note="one guest track on an album is usual; nobody publishes it"),
    is_estimate=True,
    needs_trial=True,
)
def foreign_prefix(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Which share of the recordings that are new to the history has an ISRC with another prefix than
    those listed for the account under `prefixes` in `[plugins.cadence]`. More than a fifth of the
    release is told. DDX-25.

    ## Why it matters

    Who gives a code of its own to a new recording uses its own prefix. Codes of others on new
    recordings are copied together with the recording, or made up.

    ## What to do

    Ask where the codes come from. If the recordings were released elsewhere before, set
    `transfer = true` in `delivery.toml`. If the account has one more prefix, add it to its list.

    ## Limits

    Nothing is asked of accounts without a list. Recordings licensed from others, and back
    catalogue that is new to this history, look the same; a declared transfer that looks like one
    is left out (see `cadence.transfer-implausible`).
    Labels and distributors are asked by their own lists, which may be long.
    """
    limit, places = facts[ForeignPrefix].over_share, Places(facts)
    for one in facts[Cadence].codes.new:
        foreign = len(one.foreign)
        if one.is_transfer or foreign <= limit * one.new:
            continue
        spot = places.of_track(one.release, one.tracks[0])
        more = f" and {foreign - NAMED} more" if foreign > NAMED else ""
        yield Finding(
            f"{foreign} of {one.new} new recordings have an ISRC with a prefix that "
            f"{one.account!r} does not use: {', '.join(one.foreign[:NAMED])}{more} "
            f"(known: {', '.join(one.prefixes)}; notice above {limit:.0%})",
            release=one.release,
            place=spot.place,
            file=spot.file,
            evidence={
                "account": one.account,
                "prefixes": list(one.prefixes),
                "foreign": list(one.foreign),
                "tracks": list(one.tracks),
                "count": foreign,
                "new_recordings": one.new,
                "share": round(foreign / one.new, 4),
                "threshold_share": limit,
                "history": facts[Cadence].history or "none, this batch only",
            },
        )


@rule(
    "cadence.prefix-burn",
    title="The numbers of an ISRC prefix are used up fast",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(RECORDJET_CODES,),
    options=PrefixBurn,
    thresholds=ours(
        "day_share",
        "year_share",
        note="a registrant has 100,000 numbers in a year; how fast they may go nobody publishes",
    ),
    is_estimate=True,
    needs_trial=True,
)
def prefix_burn(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    How many of the 100,000 numbers that a registrant has in a year were used: in the 24 hours that
    end with the batch's last upload under this prefix, and in all. More than 1 % in a day, or more
    than 80 % of the year's, are told. DDX-26.

    ## Why it matters

    A thousand new codes in a day from one account is more than anybody records.
    When the numbers run out, the next code is one that somebody has already.

    ## What to do

    Of many in a day: see who sends them, and whether the codes were made up.
    Of few that are left: ask the agency for another prefix before the year ends.

    ## Limits

    The numbers are ours. A recording counts once for each product it is in, so an album after its
    singles counts twice. A distributor gives one prefix to all its artists, and a label delivers
    its year on a Thursday: the day is left out where a label sends, or where several accounts use
    the prefix. A history that began late has not seen every number.
    """
    limits, places = facts[PrefixBurn], Places(facts)
    for one in facts[Cadence].codes.prefixes:
        is_own = one.accounts <= 1 and not one.is_label
        said = []
        if is_own and 0 < limits.day_share < one.day / DESIGNATIONS:
            said.append(f"{one.day:,} in 24 hours (notice above {limits.day_share:.3%})")
        if 0 < limits.year_share < one.ever / DESIGNATIONS:
            said.append(f"{one.ever:,} in all (notice above {limits.year_share:.3%})")
        if not said:
            continue
        for release in one.releases:
            spot = places.of_release(release)
            yield Finding(
                f"of the {DESIGNATIONS:,} numbers of the ISRC prefix {one.prefix} "
                f"{' and '.join(said)} are used",
                release=release,
                place=spot.place,
                file=spot.file,
                evidence={
                    "prefix": one.prefix,
                    "day": one.day,
                    "ever": one.ever,
                    "designations": DESIGNATIONS,
                    "threshold_day_share": limits.day_share,
                    "threshold_year_share": limits.year_share,
                    "accounts_in_the_day": one.accounts,
                    "label_account": one.is_label,
                    "after": one.after.isoformat(),
                    "until": one.until.isoformat(),
                    "other_releases_in_batch": len(one.releases) - 1,
                    "history": facts[Cadence].history or "none, this batch only",
                },
            )
