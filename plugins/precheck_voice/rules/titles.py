"""Titles and artist names that sell AI with a protected name."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, Finding, Place, Release, Severity, Track, rule
from precheck_voice.facts import ProtectedNames
from precheck_voice.sources import AUDIOMAZE, LIMBO, SPOTIFY_PODCASTS
from precheck_voice.wording import ai_wording


@rule(
    "voice.ai-wording",
    title="A title or artist name puts AI next to a protected name",
    severity=Severity.BLOCK,
    of=Release,
    needs=(ProtectedNames,),
    sources=(AUDIOMAZE, LIMBO, SPOTIFY_PODCASTS),
)
def ai_next_to_name(release: Release, facts: Facts) -> Iterator[Finding]:
    """Finds wording such as `AI` before or after a protected artist's name.

    ## What it checks
    Titles, subtitles and displayed artist names of the release and its tracks, for `AI`, `A.I.`,
    `artificial intelligence`, `voice model`, `voice clone` or `deepfake` next to a protected name,
    with nothing but linking words and brackets between them.

    ## Why it matters
    Distributors and services refuse releases that offer an artist's voice as AI, whatever the
    recording sounds like. Saying openly that it is AI does not help.

    ## What to do
    Take the name out, or show the artist's consent to the service before you deliver.

    ## Limits
    Only names under `[plugins.voice.names]` or in `voices` are known. A lower-case `ai` counts
    only beside a word such as `cover` or `voice`, because it is a name and a word in several
    languages. A comma, `&` or `feat.` between the two separates them.
    """
    for where, text, place in texts(release):
        for name in facts[ProtectedNames].names:
            found = ai_wording(text, name)
            if found:
                yield Finding(
                    f"the {where} says {found!r} with the protected name {name}: {text!r}",
                    place=place,
                    evidence={"text": text, "found": found, "name": name, "field": where},
                )


def texts(release: Release) -> Iterator[tuple[str, str, Place | None]]:
    """Each text a listener may read, once, with what it is and where it stands."""
    seen: set[tuple[str, str]] = set()
    things: list[tuple[str, Release | Track]] = [("release", release)]
    things += [(f"track {t.reference}", t) for t in release.tracks]
    for owner, thing in things:
        artist = thing.display_artist_name
        for title in thing.titles:
            text = f"{title.text} ({title.subtitle})" if title.subtitle else title.text
            if (owner, text) not in seen:
                seen.add((owner, text))
                yield f"title of {owner}", text, title.at() or thing.at()
        if artist:
            yield f"artist name of {owner}", artist, thing.at("display_artist_name")


RULES = (ai_next_to_name,)
