"""pyannoteAI's identification: who speaks when, against voiceprints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, convert

from precheck import Unavailable
from precheck_voice.adapters import (
    Adapter,
    Asked,
    AskFailure,
    Asking,
    Axis,
    Errand,
    Likeness,
    Scale,
    Standing,
    VoiceEvidence,
    VoiceprintOptions,
    inconclusive,
    unfinished,
    unusable,
)
from precheck_voice.facts import Stretch
from precheck_voice.vendors.sources import PYANNOTE
from precheck_voice.wire import Id, Percent, Seconds, Text

AT_WORK = ("pending", "created", "running")
MOST_VOICEPRINTS = 50


class _Turn(Struct, frozen=True, kw_only=True):
    speaker: Id
    start: Seconds
    end: Seconds


class _Voice(Struct, frozen=True, kw_only=True):
    speaker: Id
    confidence: Mapping[Id, Percent]
    match: Id | None = None


class _Output(Struct, frozen=True, kw_only=True):
    diarization: tuple[_Turn, ...]
    voiceprints: tuple[_Voice, ...]


class _Job(Struct, frozen=True, kw_only=True, rename="camel"):
    status: Text
    job_id: Text = ""
    output: _Output | None = None


def read(response: object, asked: Asked) -> VoiceEvidence | Unavailable:
    """For each voiceprint the highest confidence of any speaker, in percent and without bands."""
    del asked
    said = convert(response, _Job)
    if said.status in AT_WORK:
        return unfinished(said.status)
    if said.status != "succeeded":
        return unusable(f"its job is {said.status!r:.60}")
    if said.output is None:
        return unusable("its job succeeded, but output is missing")
    turns, voices = said.output.diarization, said.output.voiceprints
    if not turns:
        return inconclusive("pyannoteAI heard nobody")
    if wrong := next(_contradictions(turns, voices), ""):
        return unusable(wrong)
    artists = sorted({artist for voice in voices for artist in voice.confidence})
    return VoiceEvidence(
        identity=tuple(_likeness(artist, turns, voices) for artist in artists),
        request_id=said.job_id,
        vocal_seconds=_seconds(turns),
    )


def _contradictions(turns: tuple[_Turn, ...], voices: tuple[_Voice, ...]) -> Iterator[str]:
    speakers = [voice.speaker for voice in voices]
    if any(turn.end <= turn.start for turn in turns):
        yield "a turn ends before it starts"
    if not voices:
        yield "it does not say with whom the voice was compared"
    if len(speakers) != len(set(speakers)) or set(speakers) != {turn.speaker for turn in turns}:
        yield "its speakers and its voiceprints are not the same"
    if len({frozenset(voice.confidence) for voice in voices}) > 1:
        yield "not every speaker was compared with the same voiceprints"
    if any(voice.match and voice.match not in voice.confidence for voice in voices):
        yield "it matches a voiceprint for which it has no confidence"


def _likeness(artist: str, turns: tuple[_Turn, ...], voices: tuple[_Voice, ...]) -> Likeness:
    best = max(voices, key=lambda voice: voice.confidence[artist])
    return Likeness(
        artist=artist,
        score=best.confidence[artist],
        scale=Scale.PERCENT,
        windows=tuple(
            Stretch(start=t.start, end=t.end, score=Scale.PERCENT.share(best.confidence[artist]))
            for t in turns
            if t.speaker == best.speaker
        ),
    )


def _seconds(turns: Iterable[_Turn]) -> float:
    """How long anybody speaks; two at once count once."""
    total = reached = 0.0
    for turn in sorted(turns, key=lambda one: one.start):
        total += max(0.0, turn.end - max(turn.start, reached))
        reached = max(reached, turn.end)
    return total


class _Place(Struct, frozen=True, kw_only=True):
    url: Id


class _Started(Struct, frozen=True, kw_only=True, rename="camel"):
    job_id: Id


async def ask(errand: Errand) -> object:
    """A presigned address in its temporary storage; then a job about what was put there."""
    return await errand.poll("/v1/jobs", await errand.job(_start), until=_is_over)


async def _start(errand: Errand) -> str:
    if len(errand.voiceprints) > MOST_VOICEPRINTS:
        count = len(errand.voiceprints)
        why = f"not sent: pyannoteAI compares with {MOST_VOICEPRINTS} voices, {count} are named"
        raise AskFailure(inconclusive(why))
    media = f"media://precheck/{errand.sound.sha256}"
    place = convert((await errand.post("/v1/media/input", {"url": media})).json(), _Place)
    await errand.put(place.url)
    wish = {
        "url": media,
        "voiceprints": [
            {"label": artist, "voiceprint": voiceprint}
            for artist, voiceprint in sorted(errand.voiceprints.items())
        ],
        "matching": {"exclusive": False},
    }
    said = (await errand.post("/v1/identify", wish, starts=True)).json()
    return convert(said, _Started).job_id


def _is_over(said: object) -> bool:
    return convert(said, _Job).status not in AT_WORK


ADAPTER = Adapter(
    vendor="pyannoteAI",
    axes=frozenset({Axis.IDENTITY}),
    standing=Standing.DOCUMENTED,
    sources=(PYANNOTE,),
    read=read,
    asking=Asking(
        url="https://api.pyannote.ai",
        ask=ask,
        options=VoiceprintOptions,
        max_bytes=1 << 30,
        max_seconds=86_400.0,
        poll_seconds=5.0,
        per_minute=100,
    ),
)
