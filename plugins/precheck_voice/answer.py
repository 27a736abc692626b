"""Reading an answer of a voice service. Whatever is not surely an answer is no answer."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from precheck import Reason, Unavailable
from precheck_voice.facts import Band, Stretch, VoiceMatch, VoiceMatches
from precheck_voice.identity import on_one_line
from precheck_voice.searching import search_of, wrong_search
from precheck_voice.strict import decode
from precheck_voice.wire import Match, Outcome, Wire

SLACK_SECONDS = 1.0
"""By how much the voice may seem longer than the track, for rounding."""


def parse(  # noqa: PLR0913 - each is a part of the question
    body: bytes,
    *,
    asked: frozenset[str] | None = None,
    audio_sha256: str = "",
    min_vocal_seconds: float = 10.0,
    is_instrumental: bool = False,
    is_search: bool = False,
    wants_voice: bool = False,
) -> VoiceMatches | Unavailable:
    """Read an answer: the fact, or why it tells nothing. It never raises.

    `asked` are the ids that were asked for; None accepts any. An answer about a file with another
    SHA-256 than `audio_sha256` is refused. Too little voice is `INCONCLUSIVE`; no voice at all is
    `NOT_APPLICABLE` where the release says so too. `is_search` asks for the watch list as well. The
    voice itself is kept where one `wants_voice`, and may then be all that is told.
    """
    try:
        wire = decode(body, Wire)
        wrong = next(_contradictions(wire, asked, audio_sha256, is_search), "")
    except ValueError as error:
        return invalid(str(error), body)
    if wrong:
        return invalid(wrong, body)
    heard = wire.audio.vocal_seconds
    if wire.outcome is Outcome.NO_VOCAL and is_instrumental:
        return Unavailable(Reason.NOT_APPLICABLE, f"no voice was found{_gate(wire)}")
    if wire.outcome is not Outcome.OK or heard is None:
        return _inconclusive(wire)
    if heard < min_vocal_seconds:
        return Unavailable(
            Reason.INCONCLUSIVE,
            f"only {heard:.1f} s of voice were heard, {min_vocal_seconds:g} s are needed"
            f"{_nearest(wire)}",
            "Have the vocal stem compared, or listen.",
        )
    fact = _fact(wire, heard, asked)
    return replace(fact, voice=wire.voice) if wants_voice and wire.voice else fact


def invalid(why: str, body: bytes) -> Unavailable:
    """The answer cannot be used; its beginning is shown on one line."""
    begins = on_one_line(body[:800].decode("utf-8", "replace"))
    return Unavailable(
        Reason.SERVICE,
        f"the voice service's answer is not valid: {why}; it begins: {begins or '(nothing)'}",
        "Ask the service's operator; docs/voice-service.md says what an answer holds.",
    )


def _contradictions(
    wire: Wire,
    asked: frozenset[str] | None,
    audio_sha256: str,
    is_search: bool,  # noqa: FBT001 - it is called once
) -> Iterator[str]:
    """What contradicts itself or the question."""
    said = wire.audio.sha256.lower()
    if said and audio_sha256 and said != audio_sha256:
        other = on_one_line(said, 12)
        yield f"it is about other audio (SHA-256 {other}, the file has {audio_sha256[:12]})"
    heard, seconds = wire.audio.vocal_seconds, wire.audio.seconds
    if wire.outcome is Outcome.OK:
        yield from _missing(wire, asked, is_search=is_search)
    yield from _wrong_artists(wire, asked)
    yield from wrong_search(wire.watch_list)
    if wire.voice is not None and not any(wire.voice):
        yield "its voice is nothing but zeros"
    if seconds is not None and heard is not None and heard > seconds + SLACK_SECONDS:
        yield "there is more voice than track"
    near, strong = wire.thresholds.possible, wire.thresholds.strong
    if near is not None and strong is not None and near > strong:
        yield "the possible threshold lies above the strong one"
    for match in wire.matches or ():
        yield from _contradictions_of(match, near, strong)


def _missing(wire: Wire, asked: frozenset[str] | None, *, is_search: bool) -> Iterator[str]:
    """What an answer has to hold, and does not."""
    if wire.matches is None:
        yield "the outcome is ok, but matches is missing"
    if wire.audio.vocal_seconds is None:
        yield "the outcome is ok, but audio.vocal_seconds is missing"
    if is_search and wire.watch_list is None:
        yield "it holds no watch_list, which was asked for"
    if not (asked or wire.artists or wire.matches or wire.watch_list or wire.voice):
        yield "it does not say with whom the voice was compared"


def _wrong_artists(wire: Wire, asked: frozenset[str] | None) -> Iterator[str]:
    artists = [m.artist for m in wire.matches or ()] + list(wire.not_enrolled)
    if len(artists) != len(set(artists)):
        yield "it names one artist twice"
    if wire.artists is not None and asked is not None and set(wire.artists) != asked:
        yield "it repeats another question than the one asked"
    known = asked if wire.artists is None else frozenset(wire.artists)
    if known is not None and not known.issuperset(artists):
        yield "it names an artist that was not asked for"


def _contradictions_of(match: Match, near: float | None, strong: float | None) -> Iterator[str]:
    if any(w.end <= w.start for w in match.windows):
        yield "a window ends before it starts"
    said = f"score {match.score:g} and band {match.band} contradict"
    if strong is not None and (match.score >= strong) != (match.band is Band.STRONG):
        yield f"{said} the strong threshold of {strong:g}"
    is_near = match.band in (Band.POSSIBLE, Band.STRONG)
    if near is not None and (match.score >= near) != is_near:
        yield f"{said} the possible threshold of {near:g}"


def _inconclusive(wire: Wire) -> Unavailable:
    words = {
        Outcome.NO_VOCAL: "no voice was found, but the release does not say it is instrumental",
        Outcome.TOO_SHORT: "the service heard too little voice",
    }.get(wire.outcome, "the service could not tell")
    said = f": {on_one_line(wire.detail)}" if wire.detail else ""
    return Unavailable(
        Reason.INCONCLUSIVE,
        f"{words}{_gate(wire)}{said}",
        "Have the vocal stem compared, or listen.",
    )


def _gate(wire: Wire) -> str:
    return f" (vocal gate {wire.vocal_gate:g})" if wire.vocal_gate is not None else ""


def _nearest(wire: Wire) -> str:
    """The nearest protected voice, so that a person knows whom to listen for."""
    best = max(wire.matches or (), key=lambda m: m.score, default=None)
    if best is None or best.band in (Band.NONE, Band.WEAK):
        return ""
    return f"; they resemble {best.name or best.artist} ({best.band}, {best.score:.3f})"


def _fact(wire: Wire, vocal_seconds: float, asked: frozenset[str] | None) -> VoiceMatches:
    return VoiceMatches(
        matches=tuple(
            VoiceMatch(
                artist=m.artist,
                name=m.name,
                score=m.score,
                band=m.band,
                k=m.k,
                own_from=m.own_from,
                windows=tuple(Stretch(start=w.start, end=w.end, score=w.score) for w in m.windows),
            )
            for m in sorted(wire.matches or (), key=lambda m: m.artist)
        ),
        vocal_seconds=vocal_seconds,
        seconds=wire.audio.seconds,
        request_id=wire.request_id,
        model=wire.model.id,
        model_version=wire.model.version,
        model_sha256=wire.model.sha256,
        threshold_set=wire.threshold_set,
        possible_from=wire.thresholds.possible,
        strong_from=wire.thresholds.strong,
        false_alarm_rate=wire.thresholds.false_alarm_rate,
        impostor_trials=wire.thresholds.impostor_trials,
        gallery_sha256=wire.gallery.sha256,
        gallery_updated=wire.gallery.updated,
        audio_sha256=wire.audio.sha256,
        heard=wire.audio.input,
        artists=tuple(sorted(asked if asked is not None else wire.artists or ())),
        search=search_of(wire.watch_list),
        latency_ms=wire.latency_ms,
        not_enrolled=tuple(sorted(wire.not_enrolled)),
    )
