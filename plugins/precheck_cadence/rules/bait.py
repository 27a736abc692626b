"""Rules about titles that look written for a search box."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, Finding, Place, Release, Severity, Track, rule
from precheck_cadence.options import SearchBait
from precheck_cadence.rules.sources import APPLE_SEARCH, MUSICDIGI_HEALTH, SPOTIFY_SPAM, ours
from precheck_cadence.signals.bait import Bait, Limits, Trick, bait
from precheck_cadence.upload import writable

SOURCES = (SPOTIFY_SPAM, APPLE_SEARCH, MUSICDIGI_HEALTH)
THRESHOLDS = ours(
    "terms",
    "segments",
    "segments_with_terms",
    "words",
    "words_with_terms",
    "frequency",
    note="Spotify and Apple refuse titles written for search; the number is ours.",
)


@rule(
    "cadence.search-bait",
    title="The title of the track looks written for a search box",
    severity=Severity.WARNING,
    of=Track,
    sources=SOURCES,
    options=SearchBait,
    thresholds=THRESHOLDS,
    is_estimate=True,
)
def search_bait(track: Track, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether the title, with its version, does one of these:

    - it holds three different terms that people search for, such as `sleep music`, `relaxing` and
      `study`
    - it is a list of three parts, split by commas, slashes or dashes, and two of them are about
      such terms; one is enough where the list is split by bars
    - it has more than 12 words, and two such terms among them
    - it names a frequency and what that is said to do, such as `528 Hz Healing`

    The terms are in `signals/lexicon.toml` of the plugin, by topic and language, with dates.

    ## Why it matters

    Spotify names tricks of search among the signs of spam; Apple refuses search terms in titles.
    Tracks that are marked as spam are no longer recommended, and their uploader is marked, too.

    ## What to do

    Give the track the name that its maker would say aloud. What it is for belongs into the genre
    and into playlists. Leave out what a frequency is said to heal.

    ## Limits

    The numbers and the terms are ours; no service publishes its own. Fair titles of sound for sleep
    may be long: `Rain Sounds for Sleep and Relaxation` is told. `Red, White, and Blue` is not, nor
    is a medley. It knows no names of other artists, and only the languages of the lexicon: English,
    French, German, Italian, Portuguese and Spanish, and a little of Chinese, Japanese, Korean and
    Russian.
    """
    found = bait(_shown(track.title, track.version), _limits(facts))
    if found.tricks:
        yield _finding(track.title, track.version, found, track.at("title"))


@rule(
    "cadence.search-bait-release",
    title="The title of the release looks written for a search box",
    severity=Severity.WARNING,
    of=Release,
    sources=SOURCES,
    options=SearchBait,
    thresholds=THRESHOLDS,
    is_estimate=True,
)
def search_bait_release(release: Release, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    The same as `cadence.search-bait`, of the title of the release. A release named after one of its
    tracks is not told again.

    ## Why it matters

    The title of a release is searched like that of a track, and held against its uploader alike.

    ## What to do

    Name the release as its maker would say it aloud.

    ## Limits

    Those of `cadence.search-bait`.
    """
    version = release.titles[0].subtitle if release.titles else ""
    shown = _shown(release.title, version)
    if shown in {_shown(track.title, track.version) for track in release.tracks}:
        return
    found = bait(shown, _limits(facts))
    if found.tricks:
        yield _finding(release.title, version, found, release.at("title"))


def _shown(title: str, version: str) -> str:
    """Title and version as a listener sees them, the version once."""
    return f"{title} ({version})" if version and version not in title else title


def _limits(facts: Facts) -> Limits:
    options = facts[SearchBait]
    return Limits(
        terms=options.terms,
        segments=options.segments,
        segments_with_terms=options.segments_with_terms,
        words=options.words,
        words_with_terms=options.words_with_terms,
        frequency=options.frequency,
    )


def _finding(title: str, version: str, found: Bait, place: Place | None) -> Finding:
    named = ", ".join(f"'{term}'" for term in found.terms)
    said = {
        Trick.TERMS: f"{len(found.terms)} search terms",
        Trick.SEGMENTS: f"a list of {found.segments} parts",
        Trick.LENGTH: f"{found.words} words",
        Trick.FREQUENCY: "a frequency and what it is said to do",
    }
    why = ", ".join(said[trick] for trick in found.tricks)
    return Finding(
        f"the title {writable(_shown(title, version))!r} looks written for search: {why} ({named})",
        place=place,
        evidence={
            "title": writable(title),
            "version": writable(version),
            "tricks": [str(trick) for trick in found.tricks],
            "terms": list(found.terms),
            "segments": found.segments,
            "segments_with_terms": found.segments_with_terms,
            "words": found.words,
        },
    )
