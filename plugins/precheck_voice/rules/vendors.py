"""Vendors: scores without bands, answers that name too little, and where the sound went."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import AiDetections, Facts, Finding, Severity, Track, rule
from precheck_voice.facts import VendorDetections, VoiceMatch, VoiceMatches
from precheck_voice.rules.evidence import named
from precheck_voice.sources import SINGER_IDENTITY, TWO_STAGES
from precheck_voice.vendors.sources import RESEMBLE_DETECT

MOST_NAMED = 3


@rule(
    "voice.score-without-bands",
    title="The vendor's voice score is not calibrated",
    severity=Severity.REVIEW,
    of=Track,
    needs=(VoiceMatches,),
    sources=(SINGER_IDENTITY,),
)
def score_without_bands(track: Track, facts: Facts) -> Iterator[Finding]:
    """Finds scores that nobody can call near or far.

    ## What it checks
    Whether a voice was compared on a scale for which no bands are known, such as pyannoteAI's
    confidence or Phonexia's scores without bounds.

    ## Why it matters
    Such a number says who is nearest, and not whether that is near. To take it for a pass would be
    as wrong as to take it for a match.

    ## What to do
    Listen for the artist with the highest score, or have the vocal compared by a service that
    states its thresholds.

    ## Limits
    It is loud whatever the score is.
    """
    found = facts[VoiceMatches]
    bare = sorted((m for m in found.matches if m.band is None), key=lambda m: -m.score)
    if bare:
        more = f" and {len(bare) - MOST_NAMED} more" if len(bare) > MOST_NAMED else ""
        yield Finding(
            f"{named(track)} was compared with {', '.join(map(_score, bare[:MOST_NAMED]))}{more}; "
            "these scores have no bands, so none is a pass",
            place=track.at("isrc"),
            evidence={
                "matches": [{"artist": m.artist, "score": m.score, "scale": m.scale} for m in bare],
                "model": found.model,
                "model_version": found.model_version,
                "vocal_seconds": found.vocal_seconds,
                "input": found.heard.value,
                "service": found.service,
                "standing": found.standing,
                "request_id": found.request_id,
            },
        )


def _score(match: VoiceMatch) -> str:
    return f"{match.name or match.artist} (score {match.score:.3f}, scale {match.scale})"


def is_answer_stored(track: Track, facts: Facts) -> bool:
    """Whether a vendor's own answer is about the track."""
    del track
    found = facts.get(VendorDetections)
    return found is not None and any(one.standing for one in found.detections)


@rule(
    "voice.detection-incomplete",
    title="A detection service does not say what its answer rests on",
    severity=Severity.WARNING,
    of=Track,
    sources=(TWO_STAGES,),
    when=is_answer_stored,
)
def detection_incomplete(track: Track, facts: Facts) -> Iterator[Finding]:
    """Asks for what makes a detection repeatable.

    ## What it checks
    Whether a vendor's answer about AI names its model, the request and the SHA-256 of the audio, or
    whoever stored it noted them beside it. Where the vendor was asked in a run, the SHA-256 is
    known.

    ## Why it matters
    A vendor's model changes under one name. Without these a score cannot be compared, disputed
    or repeated, and may be about another file.

    ## What to do
    Note `model`, `request_id` and `audio` beside the answer when it is stored. Of a vendor that is
    asked, ask which model answers.

    ## Limits
    What is noted is taken at its word. Most vendors do not name their model.
    """
    told = set()
    for one in facts[VendorDetections].detections:
        values = {
            "the model": one.model,
            "the request id": one.request_id,
            "the audio's SHA-256": one.audio_sha256,
        }
        missing = [name for name, value in values.items() if not value]
        if one.standing and missing and one.service not in told:
            told.add(one.service)
            yield Finding(
                f"the answer of {one.service} about {named(track)} does not name "
                f"{', '.join(missing)}",
                place=track.at("isrc"),
                evidence={"missing": missing, "service": one.service, "standing": one.standing},
            )


def hosts_of(facts: Facts) -> list[str]:
    """The hosts that the track's sound was sent to, by us or by another plugin."""
    compared = facts.get(VoiceMatches)
    # The whole is not there where another plugin's part is open; ours may be all the same.
    heard = [part for kind in (VendorDetections, AiDetections) if (part := facts.get(kind))]
    hosts = {one.sent_to for part in heard for one in part.detections}
    hosts |= {compared.sent_to} if compared is not None else set()
    return sorted(hosts - {""})


def was_sent(track: Track, facts: Facts) -> bool:
    """Whether an answer about the track rests on sound that left this machine."""
    del track
    return bool(hosts_of(facts))


@rule(
    "voice.sound-sent",
    title="The sound was sent to another machine to be judged",
    severity=Severity.NOTE,
    of=Track,
    sources=(RESEMBLE_DETECT,),
    when=was_sent,
)
def sound_sent(track: Track, facts: Facts) -> Iterator[Finding]:
    """Says where unreleased sound went.

    ## What it checks
    Whether an answer about the voice or about AI came from a service on another machine, in this
    run or in an earlier one whose answer was kept.

    ## Why it matters
    A recording that is not out yet is a secret, and a voice is personal data. Whoever answers for
    them must be able to say who had them. What a vendor keeps is its own affair: Resemble, for one,
    deletes the sound only where it is told to.

    ## What to do
    Nothing, where it was meant. Else set `allow_upload = false` under `[plugins.voice]`, and ask
    the vendor to delete the recording.

    ## Limits
    Sound that was sent for an answer that never came is told of where the track is listed as not
    judged. A stored answer says nothing of how it came about.
    """
    if hosts := hosts_of(facts):
        yield Finding(
            f"the sound of {named(track)} was sent to {' and '.join(hosts)}",
            place=track.at("isrc"),
            evidence={"sent_to": hosts},
        )


RULES = (detection_incomplete, score_without_bands, sound_sent)
