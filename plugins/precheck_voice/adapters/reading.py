"""From a wrapped answer of a vendor to the neutral result, whole and free of contradiction."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from precheck import Reason, Unavailable
from precheck_voice.adapters.adapter import Adapter, Asked, unusable
from precheck_voice.adapters.result import Axis, Likeness, Scale, Synthesis, VoiceEvidence
from precheck_voice.answer import SLACK_SECONDS
from precheck_voice.facts import Heard
from precheck_voice.identity import on_one_line
from precheck_voice.wire import Wrapped

MIDDLE = 0.5
"""Of a scale from 0 to 1. An answer that clears a track must lie below; the number is ours."""


def evidence_of(
    wrapped: Wrapped, adapter: Adapter, audio_sha256: str
) -> VoiceEvidence | Unavailable:
    """What the answer says, with what was noted beside it; or why it tells nothing.

    An answer about a file with another SHA-256 than `audio_sha256` is refused. It never raises.
    """
    asked = Asked(artists=wrapped.artists or (), seconds=wrapped.audio.seconds)
    try:
        found = adapter.read(wrapped.response, asked)
    except (ValueError, RecursionError) as error:
        return unusable(on_one_line(str(error)))
    except Exception as error:  # noqa: BLE001 - whatever an adapter raises is its fault
        return Unavailable(
            Reason.BROKEN, f"the adapter for {adapter.vendor} broke: {type(error).__name__}"
        )
    if isinstance(found, Unavailable):
        return found
    wrong = next(_contradictions(found, wrapped, adapter, audio_sha256), "")
    return unusable(wrong) if wrong else _with_notes(found, wrapped)


def _contradictions(
    found: VoiceEvidence, wrapped: Wrapped, adapter: Adapter, audio_sha256: str
) -> Iterator[str]:
    yield from _wrong_axes(found, adapter)
    yield from _wrong_notes(found, wrapped)
    yield from _wrong_audio(found, wrapped, audio_sha256)
    for likeness in found.identity or ():
        yield from _wrong_likeness(likeness)
    yield from _wrong_artists(found.identity or (), wrapped)
    for synthesis in found.synthetic or ():
        yield from _wrong_synthesis(synthesis)


def _wrong_axes(found: VoiceEvidence, adapter: Adapter) -> Iterator[str]:
    if Axis.IDENTITY in adapter.axes and found.identity == ():
        yield "it does not say with whom the voice was compared"
    both = {Axis.IDENTITY: found.identity, Axis.SYNTHETIC: found.synthetic}
    told = {axis for axis, parts in both.items() if parts}
    if not told:
        yield "it says nothing"
    for axis in sorted(told - adapter.axes):
        yield f"its adapter does not declare that it tells the axis {axis}"


def _wrong_notes(found: VoiceEvidence, wrapped: Wrapped) -> Iterator[str]:
    for what, its, noted in (
        ("model", found.model, wrapped.model.id),
        ("model version", found.model_version, wrapped.model.version),
        ("threshold set", found.threshold_set, wrapped.threshold_set),
        ("request id", found.request_id, wrapped.request_id),
    ):
        if its and noted and its != noted:
            yield f"its {what} is {its!r:.60}, but {noted!r:.60} was noted beside it"


def _wrong_audio(found: VoiceEvidence, wrapped: Wrapped, audio_sha256: str) -> Iterator[str]:
    for said in (found.audio_sha256.lower(), wrapped.audio.sha256.lower()):
        if said and audio_sha256 and said != audio_sha256:
            other = on_one_line(said, 12)
            yield f"it is about other audio (SHA-256 {other}, the file has {audio_sha256[:12]})"
    its, noted = found.seconds, wrapped.audio.seconds
    if its is not None and noted is not None and abs(its - noted) > SLACK_SECONDS:
        yield f"it heard {its:.0f} s, but {noted:.0f} s were noted beside it"
    whole = its if its is not None else noted
    for voice in (found.vocal_seconds, wrapped.audio.vocal_seconds):
        if voice is not None and whole is not None and voice > whole + SLACK_SECONDS:
            yield "there is more voice than track"


def _wrong_likeness(one: Likeness) -> Iterator[str]:
    if not one.scale.holds(one.score):
        yield f"the score {one.score:g} is not on the scale {one.scale}"
    if one.band is not None and one.scale in (Scale.RANKING, Scale.UNBOUNDED):
        yield f"a score on the scale {one.scale} has no band"
    if any(w.end <= w.start for w in one.windows):
        yield "a window ends before it starts"


def _wrong_artists(every: tuple[Likeness, ...], wrapped: Wrapped) -> Iterator[str]:
    told = [one.artist for one in every]
    if len(told) != len(set(told)):
        yield "it names one artist twice"
    if wrapped.artists is not None and not set(wrapped.artists).issuperset(told):
        yield "it names an artist that was not asked for"


def _wrong_synthesis(one: Synthesis) -> Iterator[str]:
    said = f"the score {one.score:g} on the scale {one.scale}"
    if one.scale is Scale.UNBOUNDED or not one.scale.holds(one.score):
        yield f"{said} is not from 0 to 1 or 100"
    if one.threshold is not None and one.is_ai is (one.score < one.threshold):
        yield f"{said} contradicts what it concludes from {one.threshold:g}"
    tells = not one.is_of_conclusion and one.scale is not Scale.RANKING
    if tells and one.is_ai is False and one.scale.share(one.score) >= MIDDLE:
        yield f"{said} does not go with the conclusion that there is no AI"
    if one.is_ai and one.scale is Scale.PERCENT and one.score <= 1:
        yield f"{said} looks like one from 0 to 1"


def _with_notes(found: VoiceEvidence, wrapped: Wrapped) -> VoiceEvidence:
    """What the answer leaves out, as whoever stored it noted it."""
    noted, audio = wrapped.model, wrapped.audio
    return replace(
        found,
        request_id=found.request_id or wrapped.request_id,
        model=found.model or noted.id,
        model_version=found.model_version or noted.version or noted.sha256,
        threshold_set=found.threshold_set or wrapped.threshold_set,
        gallery_updated=found.gallery_updated or wrapped.gallery.updated,
        seconds=found.seconds if found.seconds is not None else audio.seconds,
        vocal_seconds=found.vocal_seconds
        if found.vocal_seconds is not None
        else audio.vocal_seconds,
        heard=found.heard if found.heard is not Heard.UNKNOWN else audio.input,
        audio_sha256=(found.audio_sha256 or audio.sha256).lower(),
    )
