"""What an answer rests on: is it complete, recent, about everyone asked, about the stem."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import AsOf, Basis, Facts, Finding, Severity, Threshold, Track, rule
from precheck_voice.facts import Heard, VoiceMatches
from precheck_voice.identity import one_id
from precheck_voice.options import GalleryAge, VoiceOptions
from precheck_voice.rules.evidence import named
from precheck_voice.sources import SINGER_IDENTITY, TWO_STAGES


@rule(
    "voice.answer-incomplete",
    title="The voice service does not say what its answer rests on",
    severity=Severity.REVIEW,
    of=Track,
    needs=(VoiceMatches,),
    sources=(TWO_STAGES,),
)
def answer_incomplete(track: Track, facts: Facts) -> Iterator[Finding]:
    """Asks for what makes an answer repeatable.

    ## What it checks
    Whether the answer names its model and the model's version, the threshold set, the day the
    gallery of voices was last changed, the request, and the SHA-256 of the audio.

    ## Why it matters
    A score without its model and thresholds cannot be compared, defended or repeated.

    ## What to do
    Have the service name them, or compare again with one that does.

    ## Limits
    What the answer names is taken at its word. Where nobody was compared, no gallery is asked for.
    """
    found = facts[VoiceMatches]
    is_compared = bool(found.matches or (found.search is not None and found.search.compared))
    named = {
        "the model": found.model,
        "the model's version": found.model_version or found.model_sha256,
        "the threshold set": found.threshold_set,
        "the gallery's date": found.gallery_updated or not is_compared,
        "the request id": found.request_id,
        "the audio's SHA-256": found.audio_sha256,
    }
    missing = [name for name, value in named.items() if not value]
    if missing:
        yield Finding(
            f"the voice answer for {track.label} does not name {', '.join(missing)}",
            place=track.at("isrc"),
            evidence={"missing": missing, "service": found.service},
        )


@rule(
    "voice.artist-not-compared",
    title="An artist was not compared with the vocal",
    severity=Severity.REVIEW,
    of=Track,
    needs=(VoiceMatches,),
    sources=(TWO_STAGES,),
)
def artist_not_compared(track: Track, facts: Facts) -> Iterator[Finding]:
    """Finds artists about whom the answer is silent.

    ## What it checks
    Whether every artist that the settings or the delivery name is in the answer, be it with a low
    score. An artist the service has no voice of counts as not compared. Where the settings ask for
    a search of the watch list: whether there was one, among all voices that are kept. Where they
    look for one voice under many names: whether the answer holds the voice.

    ## Why it matters
    Silence about an artist looks like a pass, and is none.

    ## What to do
    Have the artist's voice enrolled, correct the id, or compare again.

    ## Limits
    Only artists that are named somewhere can be missed.
    """
    found = facts[VoiceMatches]
    told = {m.artist for m in found.matches}
    unknown = [a for a in found.artists if a in found.not_enrolled]
    silent = [a for a in found.artists if a not in told and a not in unknown]
    for artists, why in (
        (unknown, "the service does not know"),
        (silent, "the answer has no score for"),
    ):
        if artists:
            them = "this voice" if len(artists) == 1 else "these voices"
            yield Finding(
                f"{named(track)} was not compared with {_who(artists, facts)}: {why} {them}",
                place=track.at("isrc"),
                evidence={
                    "artists": artists,
                    "service": found.service,
                    "gallery_sha256": found.gallery_sha256,
                },
            )

    options = facts.get(VoiceOptions) or VoiceOptions()
    if options.across_names and not (found.voice and found.strong_from is not None):
        lacks = "no strong threshold" if found.voice else "no voice"
        yield Finding(
            f"{named(track)} was not compared with the other tracks of its account: "
            f"the answer holds {lacks}",
            place=track.at("isrc"),
            evidence={"service": found.service},
        )
    if options.watch_list and (why := _not_searched(found)):
        yield Finding(
            f"{named(track)} was not compared with the whole watch list: {why}",
            place=track.at("isrc"),
            evidence={
                "compared": found.search.compared if found.search is not None else None,
                "not_compared": found.search.not_compared if found.search is not None else None,
                "service": found.service,
            },
        )


def _not_searched(found: VoiceMatches) -> str:
    """What is wrong with the search; empty where nothing is."""
    if found.search is None:
        return "the answer holds no search"
    if found.search.not_compared:
        return f"{found.search.not_compared} of its voices cannot be used"
    return "" if found.search.compared else "the service knows no voice"


def _who(artists: list[str], facts: Facts) -> str:
    """The artists by name and id; an artist without a name in the settings by id alone."""
    options = facts.get(VoiceOptions) or VoiceOptions()
    names = {one_id(artist): name for artist, name in options.names.items()}
    return ", ".join(
        f"{name} ({artist})" if (name := names.get(one_id(artist), "")) else artist
        for artist in artists
    )


@rule(
    "voice.gallery-old",
    title="The service's gallery of voices is old",
    severity=Severity.WARNING,
    of=Track,
    needs=(VoiceMatches,),
    sources=(TWO_STAGES,),
    options=GalleryAge,
    thresholds=(
        Threshold(
            option="max_age_days",
            basis=Basis.OURS,
            note="A quarter of a year; no service publishes a limit.",
        ),
    ),
)
def gallery_old(track: Track, facts: Facts) -> Iterator[Finding]:
    """Warns where newly protected voices may be missing.

    ## What it checks
    The days between the gallery's last change and the day of the verdict.

    ## Why it matters
    An artist who became a target last month is not in a gallery of last year.

    ## What to do
    Ask the service to bring its gallery up to date, and compare again.

    ## Limits
    A gallery that changed yesterday may still lack an artist.
    """
    found = facts[VoiceMatches]
    if found.gallery_updated is not None:
        age = (facts[AsOf].day - found.gallery_updated).days
        limit = facts[GalleryAge].max_age_days
        if age > limit:
            yield Finding(
                f"the gallery that {track.label} was compared with is {age} days old, "
                f"at most {limit} days are wanted",
                place=track.at("isrc"),
                evidence={
                    "gallery_updated": str(found.gallery_updated),
                    "age_days": age,
                    "max_age_days": limit,
                    "gallery_sha256": found.gallery_sha256,
                    "service": found.service,
                },
            )


@rule(
    "voice.mix-input",
    title="The voice was judged on the full mix, not on the vocal stem",
    severity=Severity.NOTE,
    of=Track,
    needs=(VoiceMatches,),
    sources=(SINGER_IDENTITY,),
)
def mix_input(track: Track, facts: Facts) -> Iterator[Finding]:
    """Says where the music may have covered the voice.

    ## What it checks
    Whether the service heard the vocals alone. An answer that does not say counts as the mix.

    ## Why it matters
    Under music the scores of the right singer fall, most of all for converted voices, so that a
    low score says less.

    ## What to do
    Where it matters, have the vocal stem compared and store the answer in the release.

    ## Limits
    A stem that was separated by software has its own errors.
    """
    found = facts[VoiceMatches]
    if found.heard is not Heard.STEM:
        said = "on the full mix" if found.heard is Heard.MIX else "on an input that is not named"
        yield Finding(
            f"the voice of {track.label} was judged {said}; a low score proves less there",
            place=track.at("isrc"),
            evidence={"input": found.heard.value, "vocal_seconds": found.vocal_seconds},
        )


RULES = (answer_incomplete, artist_not_compared, gallery_old, mix_input)
