"""Asking one vendor about one file: by the ledger, by a job that is under way, or anew."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256

import msgspec
from msgspec import Struct
from msgspec.structs import fields, replace

from precheck import Reason, Tools, Unavailable
from precheck_voice.adapters.adapter import unusable
from precheck_voice.adapters.asking import (
    OAuthOptions,
    Told,
    VendorOptions,
    VoiceprintOptions,
)
from precheck_voice.adapters.reading import evidence_of
from precheck_voice.adapters.result import Axis, VoiceEvidence
from precheck_voice.asking.desk import Desk, opened
from precheck_voice.asking.errand import AskFailure, Errand, JobGoneError
from precheck_voice.asking.keys import Keys, id_variable, key_variable, keys_of
from precheck_voice.asking.ledger import DAY_SECONDS, Entry, LedgerFailure
from precheck_voice.asking.settings import Vendor
from precheck_voice.asking.sound import Sound
from precheck_voice.asking.voiceprints import digest_of, voiceprints_of
from precheck_voice.hosts import is_loopback
from precheck_voice.identity import on_one_line
from precheck_voice.options import VoiceOptions
from precheck_voice.wire import Audio, Model, Wrapped

FORM = 1
"""Of the questions' digests."""
GLANCE_SECONDS = 1.0
"""Between two looks at a question that another process is asking."""
LONGEST_TEXT = 300


class Answered(Struct, frozen=True, kw_only=True):
    """What a vendor answered."""

    vendor: Vendor
    wrapped: Wrapped
    """In the form in which answers are stored beside a release."""
    evidence: VoiceEvidence | Unavailable


class _Case(Struct, frozen=True, kw_only=True):
    """One question to one vendor, with all that goes with it."""

    key: str
    vendor: Vendor
    sound: Sound
    artists: tuple[str, ...]
    voiceprints: Mapping[str, str]
    options: VoiceOptions
    desk: Desk
    tools: Tools


async def asked(
    vendor: Vendor,
    sound: Sound,
    options: VoiceOptions,
    tools: Tools,
    *,
    artists: frozenset[str] = frozenset(),
) -> Answered | Unavailable:
    """What the vendor says of the sound. Whatever fails is `Unavailable`, in words."""
    desk = await asyncio.to_thread(tools.keep, opened, tools.run)
    case = await asyncio.to_thread(_case, vendor, sound, artists, options, desk, tools)
    if isinstance(case, Unavailable):
        return _of_vendor(vendor, case)
    trip = _Trip(case)
    try:
        async with desk.locks[case.key]:
            return await trip.answer()
    except (AskFailure, LedgerFailure) as failure:
        why = failure.why
    except OSError as error:
        why = Unavailable(Reason.UNREADABLE, f"the file cannot be read: {error.strerror}")
    except (ValueError, RecursionError) as error:
        why = unusable(on_one_line(str(error)))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - an adapter may raise anything
        why = Unavailable(Reason.BROKEN, f"its adapter broke: {type(error).__name__}")
    return _of_vendor(vendor, why, trip.keys, has_sent=trip.has_sent)


class _Trip:
    """The way to one answer, with what is known on it."""

    def __init__(self, case: _Case) -> None:
        self._case = case
        self.keys = Keys()
        self._errand: Errand | None = None

    @property
    def has_sent(self) -> bool:
        """Whether any of the sound has left."""
        return self._errand is not None and self._errand.has_sent

    async def answer(self) -> Answered:
        """From the ledger, or from the vendor. Raises whatever goes wrong."""
        case = self._case
        desk, vendor = case.desk, case.vendor
        entry = await asyncio.to_thread(desk.ledger.look, case.key)
        if entry is not None and _is_fresh(entry, vendor, desk):
            return _read(case, entry.answer, entry.sha256)
        self.keys = await asyncio.to_thread(keys_of, vendor.name, vendor.options)
        _require(case, self.keys, has_job=entry is not None and bool(entry.job))
        try:
            entry = await _claimed(case)
            if _is_fresh(entry, vendor, desk):
                return _read(case, entry.answer, entry.sha256)
            try:
                return await self._ask(entry)
            except JobGoneError:
                await asyncio.to_thread(desk.ledger.drop, case.key)
                _require(case, self.keys, has_job=False)
                return await self._ask(await _claimed(case))
        finally:
            with suppress(LedgerFailure):  # not in a thread: the run may be at its end
                desk.ledger.release(case.key, desk.owner)

    async def _ask(self, entry: Entry) -> Answered:
        case = self._case
        self._errand = Errand(
            case.vendor,
            case.sound,
            key=case.key,
            keys=self.keys,
            desk=case.desk,
            tools=case.tools,
            timeout_seconds=case.options.timeout_seconds,
            artists=case.artists,
            voiceprints=case.voiceprints,
            job=entry.job,
        )
        told = await case.vendor.asking.ask(self._errand)
        return await _kept(case, told, entry.sha256 if entry.job else case.sound.sha256)


def _case(  # noqa: PLR0913, PLR0917 - each is needed once
    vendor: Vendor,
    sound: Sound,
    artists: frozenset[str],
    options: VoiceOptions,
    desk: Desk,
    tools: Tools,
) -> _Case | Unavailable:
    """The question, as one digest tells it from every other."""
    is_compared = Axis.IDENTITY in vendor.adapter.axes
    whom = tuple(sorted(artists)) if is_compared else ()
    if is_compared and not whom:
        return Unavailable(
            Reason.NOT_CONFIGURED,
            "no protected artists are named to compare with",
            "Name them in artists under [plugins.voice], or in voices in delivery.toml.",
        )
    voiceprints: Mapping[str, str] = {}
    own = vendor.options
    if isinstance(own, VoiceprintOptions):
        found = voiceprints_of(tools.data / own.voiceprints, whom, own.voiceprints)
        if isinstance(found, Unavailable):
            return found
        voiceprints = found
        whom = tuple(artist for artist in whom if artist in voiceprints)
    general = {
        field.name
        for kind in (VendorOptions, OAuthOptions, VoiceprintOptions)
        for field in fields(kind)
    }
    special = {f.name: getattr(own, f.name) for f in fields(own) if f.name not in general}
    asking = vendor.asking
    what = (FORM, vendor.name, asking.version, vendor.url, sound.digest, whom, sorted(special))
    values = ([special[name] for name in sorted(special)], digest_of(voiceprints))
    key = sha256(msgspec.json.encode((what, values))).hexdigest()
    return _Case(
        key=key,
        vendor=vendor,
        sound=sound,
        artists=whom,
        voiceprints=voiceprints,
        options=options,
        desk=desk,
        tools=tools,
    )


def _require(case: _Case, keys: Keys, *, has_job: bool) -> None:
    """Raise `AskFailure` where the vendor may not be asked. Nothing is sent before this."""
    why = next(_obstacles(case, keys, has_job=has_job), None)
    if why is not None:
        raise AskFailure(why)


def _obstacles(case: _Case, keys: Keys, *, has_job: bool) -> Iterator[Unavailable]:
    """Why the vendor is not asked. Whoever set one up wants an answer: none is no pass."""
    vendor, own, host = case.vendor, case.vendor.options, case.vendor.host
    if not has_job:
        yield from _limits(vendor, case.sound, case.options)
        if not is_loopback(host) and not case.options.allow_upload:
            yield Unavailable(
                Reason.SERVICE,
                f"not sent: {host} is not this machine, and uploading is not allowed",
                "Set allow_upload = true under [plugins.voice] if the sound may leave it.",
            )
    named = [(keys.key, key_variable(vendor.name, own))] if vendor.asking.needs_key else []
    if isinstance(own, OAuthOptions):
        named.append((keys.identity, id_variable(vendor.name, own)))
    for value, variable in named:
        if not value:
            yield Unavailable(
                Reason.SERVICE,
                f"not asked: {variable} is not set, and no keyring holds it",
                f"Set {variable}, or keep it with: keyring set precheck {vendor.name}",
            )
    if case.tools.offline:
        yield Unavailable(Reason.OFFLINE, f"{host} was not asked: this run is offline")


def _limits(vendor: Vendor, sound: Sound, options: VoiceOptions) -> Iterator[Unavailable]:
    """What the vendor does not take, and we do not send."""
    asking, size, seconds = vendor.asking, sound.size_bytes, sound.seconds
    most = min(filter(None, (asking.max_bytes, options.max_upload_bytes)))
    if sound.suffix not in asking.suffixes:
        taken = " ".join(sorted(asking.suffixes))
        yield _unsent(f"it is a {sound.suffix} file, and the vendor takes {taken}")
    if size > most:
        yield _unsent(f"the file has {size:,} bytes, at most {most:,} are sent")
    if seconds is not None and seconds < asking.min_seconds:
        yield _unsent(f"it has {seconds:.1f} s, and the vendor takes {asking.min_seconds:g} s up")
    if seconds is not None and asking.max_seconds is not None and seconds > asking.max_seconds:
        yield _unsent(f"it has {seconds:.0f} s, and the vendor takes {asking.max_seconds:g} s")


def _unsent(why: str) -> Unavailable:
    remedy = "Have the vendor judge it otherwise, and store the answer in the voice folder."
    return Unavailable(Reason.INCONCLUSIVE, f"not sent: {why}", remedy)


async def _claimed(case: _Case) -> Entry:
    """The question as the ledger has it: taken on by us, under way, or answered by others."""
    desk, own = case.desk, case.vendor.options
    lease = own.wait_seconds + 2 * case.options.timeout_seconds
    wanted = Entry(
        key=case.key,
        vendor=case.vendor.name,
        host=case.vendor.host,
        sha256=case.sound.sha256,
        job="",
        answer=b"",
        owner=desk.owner,
        owned_until=desk.now() + lease,
        at=desk.now(),
    )
    while True:
        entry = await asyncio.to_thread(desk.ledger.claim, wanted, now=desk.now())
        if entry.owner == desk.owner or entry.job or _is_fresh(entry, case.vendor, desk):
            return entry
        await desk.sleep(GLANCE_SECONDS)


async def _kept(case: _Case, told: object, sent: str) -> Answered:
    """Read the answer, and keep it where it tells something: it is not asked for again then."""
    whole = told if isinstance(told, Told) else Told(response=told)
    body = msgspec.json.encode(whole)
    answered = _read(case, body, sent)
    found, ledger, now = answered.evidence, case.desk.ledger, case.desk.now()
    if not isinstance(found, Unavailable) or found.reason is Reason.INCONCLUSIVE:
        await asyncio.to_thread(ledger.answered, case.key, body, sent, now=now)
    else:
        await asyncio.to_thread(ledger.drop, case.key)
    return answered


def _read(case: _Case, answer: bytes, sent_sha256: str) -> Answered:
    """The answer in the form in which answers are stored, and what it says: one reading for both.

    `sent_sha256` is of the file that was sent, which may have had other tags.
    """
    told = msgspec.json.decode(answer, type=Told)
    wrapped = Wrapped(
        vendor=case.vendor.name,
        response=told.response,
        artists=case.artists or None,
        model=Model(id=on_one_line(told.model, LONGEST_TEXT)),
        audio=Audio(
            sha256=sent_sha256,
            seconds=case.sound.seconds,
            vocal_seconds=told.vocal_seconds,
        ),
    )
    evidence = evidence_of(wrapped, case.vendor.adapter, sent_sha256)
    if isinstance(evidence, Unavailable):
        evidence = _of_vendor(case.vendor, evidence, has_sent=True)
    return Answered(vendor=case.vendor, wrapped=wrapped, evidence=evidence)


def _is_fresh(entry: Entry, vendor: Vendor, desk: Desk) -> bool:
    age = desk.now() - entry.at
    return bool(entry.answer) and age < vendor.options.answer_days * DAY_SECONDS


def _of_vendor(
    vendor: Vendor, why: Unavailable, keys: Keys | None = None, *, has_sent: bool = False
) -> Unavailable:
    """The same, with the vendor's name, where the sound went, and no key."""
    sent = f"sent to {vendor.host}; " if has_sent else ""
    detail = f"{vendor.adapter.vendor}: {sent}{why.detail}"
    return replace(why, detail=keys.redacted(detail) if keys is not None else detail)
