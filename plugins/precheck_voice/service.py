"""Asking a voice service: what may be sent where, the request, and what its status means."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec.structs import replace

from precheck import Answer, Reason, Tools, Unavailable, WebFailure
from precheck_voice.address import EMBEDDED, Address, galleries_of, key_of
from precheck_voice.answer import parse
from precheck_voice.asking.keys import Keys
from precheck_voice.asking.refusals import (
    FILE_CHANGED,
    OF_THE_ACCOUNT,
    WORDS,
    Fate,
    no_answer,
    not_allowed,
)
from precheck_voice.digests import ChangedError, content_of
from precheck_voice.embedded.child import is_ready, running
from precheck_voice.facts import Transport, VoiceMatches
from precheck_voice.hosts import host_and_fault, is_loopback
from precheck_voice.multipart import Part, form, plain_suffix
from precheck_voice.options import VoiceOptions
from precheck_voice.recording import noted, record
from precheck_voice.stored import Question
from precheck_voice.wire import Mode

PATH = "/v1/voice/compare"
OK = 200


def may_not_ask(
    question: Question, options: VoiceOptions, tools: Tools, service: str
) -> Unavailable | None:
    """Why the service is not asked; None where it may be. Nothing is sent before this is known."""
    return next(_obstacles(question, options, tools, service), None)


def _obstacles(
    question: Question, options: VoiceOptions, tools: Tools, service: str
) -> Iterator[Unavailable]:
    if question.recordings.response:
        yield from _unnamed(question)
        yield Unavailable(
            Reason.SERVICE,
            "no recorded answer is about this track, and no service is asked beside them",
            "Record one with --record-voice, or leave out --voice-response.",
        )
    is_own = service == EMBEDDED
    host, trouble = ("127.0.0.1", "") if is_own else host_and_fault(service)
    if not service:
        yield Unavailable(
            Reason.NOT_CONFIGURED,
            "no voice service is set up, and no stored answer is about this track",
            "Set service under [plugins.voice], or put an answer into the release's voice folder.",
        )
    if is_own and not is_ready():
        yield Unavailable(
            Reason.NOT_INSTALLED,
            "our own voice service is not installed",
            "pip install 'precheck-music[voice]', then: precheck voice install",
        )
    if trouble:
        # Whoever set a service up wants an answer: from here on, none is no pass.
        detail = f"not asked: the voice service's address {trouble}"
        yield Unavailable(Reason.SERVICE, detail, "Correct service under [plugins.voice].")
    yield from _unnamed(question)
    if not is_loopback(host) and not options.allow_upload:
        yield not_allowed(host)
    if not is_loopback(host) and not key_of(options):
        yield Unavailable(
            Reason.SERVICE,
            f"not sent: the key for {host} is not in the environment",
            f"Set {options.key_env} to the service's bearer key.",
        )
    if tools.offline and not is_own:
        yield Unavailable(Reason.OFFLINE, f"{host} was not asked: this run is offline")


def _unnamed(question: Question) -> Iterator[Unavailable]:
    """What the question lacks."""
    if not (question.artists or question.is_search or question.wants_voice):
        yield Unavailable(
            Reason.NOT_CONFIGURED,
            "no protected artists are named to compare with",
            "Name them in artists under [plugins.voice], or in voices in delivery.toml.",
        )
    if question.track.audio is None:
        yield Unavailable(Reason.NO_FILE, "there is no audio file to compare")


async def address_of(service: str, options: VoiceOptions, tools: Tools) -> Address | Unavailable:
    """Where to ask. Our own service is started with the first question, and ends with the run."""
    if service == EMBEDDED:
        return await asyncio.to_thread(tools.keep, running, galleries_of(options, tools.data))
    return Address(url=service, key=key_of(options), name=host_and_fault(service)[0])


async def ask_service(  # noqa: PLR0913 - each is needed once
    question: Question,
    options: VoiceOptions,
    tools: Tools,
    address: Address,
    *,
    audio: Path,
    audio_sha256: str,
) -> VoiceMatches | Unavailable:
    """Send the sound and read the answer. Anything but a whole, valid answer is `Unavailable`."""
    packed = await asyncio.to_thread(_packed, question, options, audio, audio_sha256)
    if isinstance(packed, Unavailable):
        return packed
    content, kind = packed
    headers = {
        "content-type": kind,
        "accept": "application/json",
        "idempotency-key": _once(question, audio_sha256),
    }
    if address.key:
        headers["authorization"] = f"Bearer {address.key}"
    url = address.url.rstrip("/") + PATH
    try:
        answer = await tools.web.send(
            "POST",
            url,
            headers=headers,
            content=content,
            timeout_seconds=options.timeout_seconds,
            retry=True,
        )
    except WebFailure as failure:
        return _gone(*no_answer(failure), address)
    found = _read(answer, question, options, address, audio_sha256)
    return _gone(found, Fate.SENT, address) if isinstance(found, Unavailable) else found


def _packed(
    question: Question, options: VoiceOptions, audio: Path, audio_sha256: str
) -> tuple[bytes, str] | Unavailable:
    size = audio.stat().st_size
    if size > options.max_upload_bytes:
        return Unavailable(
            Reason.INCONCLUSIVE,
            f"not sent: the file has {size:,} bytes, at most {options.max_upload_bytes:,} are sent",
            "Have the vocal stem compared and store the answer in the release's voice folder.",
        )
    try:
        return multipart(question, audio, audio_sha256)
    except ChangedError:
        return FILE_CHANGED


def multipart(question: Question, audio: Path, audio_sha256: str) -> tuple[bytes, str]:
    """The request's body and its content type. The file travels without its own name.

    Raises `OSError`, or `ChangedError` where the file is another by now.
    """
    wish = msgspec.json.encode(
        {
            "schema": "voice-compare-request/1",
            "mode": _mode(question),
            "artists": sorted(question.artists),
            "audio": {"sha256": audio_sha256},
            **({"voice": True} if question.wants_voice else {}),
        }
    )
    name = f"audio{plain_suffix(audio.name)}"
    parts = (
        Part("request", wish, "application/json"),
        Part("audio", content_of(audio, audio_sha256), "application/octet-stream", name),
    )
    return form(parts, audio_sha256)


def _read(
    answer: Answer,
    question: Question,
    options: VoiceOptions,
    address: Address,
    audio_sha256: str,
) -> VoiceMatches | Unavailable:
    host = address.name
    if answer.status != OK:
        said = WORDS[answer.status] if answer.status in OF_THE_ACCOUNT else ""
        words = f"{host} answered with status {answer.status}"
        tries = f" after {answer.attempts} attempts" if answer.attempts > 1 else ""
        return Unavailable(
            Reason.SERVICE,
            f"{words}{tries}{f': {said}' if said else ''}",
            f"See that {options.key_env} holds the right key."
            if said
            else "Try again when the service answers.",
        )
    # A service may repeat what it was sent; the key stays out of records and reports.
    body = Keys(address.key).redacted_bytes(answer.body)
    unrecorded = _recorded(body, question)
    if unrecorded is not None:
        return unrecorded
    fact = parse(
        body,
        asked=question.artists,
        audio_sha256=audio_sha256,
        min_vocal_seconds=options.min_vocal_seconds,
        is_instrumental=question.is_instrumental,
        is_search=question.is_search,
        wants_voice=question.wants_voice,
    )
    if isinstance(fact, Unavailable):
        return fact
    is_here = is_loopback(host_and_fault(address.url)[0])
    transport = Transport.LOCAL if is_here else Transport.UPLOADED
    sent_to = "" if is_here else host
    return replace(fact, transport=transport, service=host, sent_to=sent_to)


def _gone(why: Unavailable, fate: Fate, address: Address) -> Unavailable:
    """The same, with where the sound went: there is no answer that would tell."""
    if not fate or is_loopback(host_and_fault(address.url)[0]):
        return why
    return replace(why, detail=f"{fate} to {address.name}; {why.detail}")


def _mode(question: Question) -> Mode:
    return Mode.WATCH_LIST if question.is_search else Mode.NAMED


def _recorded(body: bytes, question: Question) -> Unavailable | None:
    """Record the answer where that is wanted; why it could not be done."""
    track, release = question.track, question.release
    whole = noted(body, track, release, question.artists)
    return record(question.recordings.record, whole, track, release)


def _once(question: Question, audio_sha256: str) -> str:
    """The same for the same question, so that a repeated request costs the service nothing."""
    asked = [audio_sha256, *sorted(question.artists)]
    if question.is_search:
        asked.insert(0, Mode.WATCH_LIST)
    if question.wants_voice:
        asked.insert(0, "voice")
    return sha256("\n".join(asked).encode()).hexdigest()
