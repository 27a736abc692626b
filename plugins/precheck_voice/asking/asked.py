"""Asking one vendor about one file: by the ledger, by a job that is under way, or anew."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from precheck import Reason, Tools, Unavailable
from precheck_voice.adapters.adapter import unusable
from precheck_voice.adapters.asking import Told
from precheck_voice.adapters.reading import evidence_of
from precheck_voice.adapters.result import VoiceEvidence
from precheck_voice.asking.case import Case, case_of
from precheck_voice.asking.desk import Desk, opened
from precheck_voice.asking.errand import Errand
from precheck_voice.asking.keys import Keys, keys_of
from precheck_voice.asking.ledger import DAY_SECONDS, Entry, LedgerFailure
from precheck_voice.asking.obstacles import require
from precheck_voice.asking.refusals import AskFailure, Fate, JobGoneError
from precheck_voice.asking.sending import Sender
from precheck_voice.asking.settings import Vendor
from precheck_voice.asking.sound import Sound
from precheck_voice.hosts import is_loopback
from precheck_voice.identity import on_one_line
from precheck_voice.options import VoiceOptions
from precheck_voice.wire import Audio, Model, Wrapped

GLANCE_SECONDS = 1.0
"""Between two looks at a question that another process is asking."""
LONGEST_TEXT = 300
SIGNED = re.compile(rb'(https?://[^"?\s\\]*)\?[^"\s\\]*')
"""An address with a query, in JSON: it may lead to the sound, and is kept without it."""
SIGNED_TEXT = re.compile(r'(https?:(?:\\?/){2}[^"?\s]*)\?[^"\s]*')
"""The same in what is shown of an answer, which need not be JSON and may escape the slashes."""


class Answered(Struct, frozen=True, kw_only=True):
    """What a vendor answered."""

    vendor: Vendor
    wrapped: Wrapped
    """In the form in which answers are stored beside a release."""
    evidence: VoiceEvidence | Unavailable
    sent_to: str
    """The host that the sound went to; empty where that is this machine."""


async def asked(
    vendor: Vendor,
    sound: Sound,
    options: VoiceOptions,
    tools: Tools,
    *,
    artists: frozenset[str] = frozenset(),
) -> Answered | Unavailable:
    """What the vendor says of the sound. Whatever fails is `Unavailable`, in words."""
    desk = await asyncio.to_thread(tools.keep, opened, tools.run, tools.processes)
    case = await asyncio.to_thread(case_of, vendor, sound, artists, options, desk, tools)
    if isinstance(case, Unavailable):
        return _of_vendor(vendor, case)
    trip = _Trip(case)
    try:
        async with desk.lock(case.key):
            return await trip.answer()
    except (AskFailure, LedgerFailure) as failure:
        why = failure.why
    except OSError as error:
        why = Unavailable(Reason.UNREADABLE, f"the file cannot be read: {error.strerror}")
    except (ValueError, RecursionError) as error:
        why = unusable(on_one_line(str(error)))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - an adapter may raise anything
        why = Unavailable(Reason.BROKEN, f"its adapter broke: {type(error).__name__}")
    return _of_vendor(vendor, why, trip.keys, trip.sent)


class _Trip:
    """The way to one answer, with what is known on it."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self.keys = Keys()
        self._errand: Errand | None = None

    @property
    def sent(self) -> str:
        """What became of the sound, in words; empty where nothing of it has left."""
        errand = self._errand
        return f"{errand.fate} to {errand.where}; " if errand is not None and errand.fate else ""

    async def answer(self) -> Answered:
        """From the ledger, or from the vendor. Raises whatever goes wrong."""
        case = self._case
        desk, vendor = case.desk, case.vendor
        entry = await asyncio.to_thread(desk.ledger.look, case.key)
        if entry is not None and _is_fresh(entry, vendor, desk):
            return _read(case, entry.answer, entry.sha256, entry.host)
        self.keys = await _keys(case)
        require(case, self.keys, has_job=entry is not None and bool(entry.job))
        try:
            entry = await _claimed(case)
            if _is_fresh(entry, vendor, desk):
                return _read(case, entry.answer, entry.sha256, entry.host)
            try:
                return await self._ask(entry)
            except JobGoneError:
                await asyncio.to_thread(desk.ledger.drop, case.key)
                require(case, self.keys, has_job=False)
                return await self._ask(await _claimed(case))
        finally:
            with suppress(LedgerFailure):  # not in a thread: the run may be at its end
                desk.ledger.release(case.key, desk.owner)

    async def _ask(self, entry: Entry) -> Answered:
        case = self._case
        sender = Sender(
            case.vendor,
            keys=self.keys,
            desk=case.desk,
            tools=case.tools,
            timeout_seconds=case.options.timeout_seconds,
        )
        self._errand = Errand(
            case.vendor,
            case.sound,
            key=case.key,
            desk=case.desk,
            sender=sender,
            artists=case.artists,
            voiceprints=case.voiceprints,
            job=entry.job,
            hold_seconds=case.hold_seconds,
            may_leave=case.options.allow_upload,
        )
        told = await case.vendor.asking.ask(self._errand)
        where = self._errand.where
        sent = (case.sound.sha256, where) if where else (entry.sha256, entry.host)
        return await _kept(case, told, *sent)


async def _keys(case: Case) -> Keys:
    """The vendor's keys, looked for once a run."""
    vendor, desk = case.vendor, case.desk
    async with desk.lock(f"keys {vendor.name}"):
        if vendor.name not in desk.keys:
            found = await asyncio.to_thread(keys_of, vendor.name, vendor.options)
            desk.keys[vendor.name] = found
    return desk.keys[vendor.name]


async def _claimed(case: Case) -> Entry:
    """The question as the ledger has it: taken on by us, under way, or answered by others."""
    desk, own = case.desk, case.vendor.options
    wanted = Entry(
        key=case.key,
        vendor=case.vendor.name,
        host=case.vendor.host,
        sha256=case.sound.sha256,
        job="",
        answer=b"",
        owner=desk.owner,
        owned_until=desk.now() + case.hold_seconds,
        at=desk.now(),
    )
    while True:
        now = desk.now()
        stale = now - own.answer_days * DAY_SECONDS
        entry = await asyncio.to_thread(desk.ledger.claim, wanted, now=now, stale_before=stale)
        if entry.owner == desk.owner or entry.job or _is_fresh(entry, case.vendor, desk):
            return entry
        await desk.sleep(GLANCE_SECONDS)


async def _kept(case: Case, told: object, sha256: str, host: str) -> Answered:
    """Read the answer, and keep it where it tells something: it is not asked for again then."""
    whole = told if isinstance(told, Told) else Told(response=told)
    body = SIGNED.sub(rb"\1", msgspec.json.encode(whole))
    answered = _read(case, body, sha256, host)
    found, ledger, now = answered.evidence, case.desk.ledger, case.desk.now()
    if not isinstance(found, Unavailable) or found.reason is Reason.INCONCLUSIVE:
        await asyncio.to_thread(ledger.answered, case.key, body, sha256, host, now=now)
    else:
        await asyncio.to_thread(ledger.drop, case.key)
    return answered


def _read(case: Case, answer: bytes, sha256: str, host: str) -> Answered:
    """The answer in the form in which answers are stored, and what it says: one reading for both.

    `sha256` is of the file that was sent to `host`; it may have had other tags.
    """
    told = msgspec.json.decode(answer, type=Told)
    wrapped = Wrapped(
        vendor=case.vendor.name,
        response=told.response,
        artists=case.artists or None,
        model=Model(id=on_one_line(told.model, LONGEST_TEXT)),
        audio=Audio(
            sha256=sha256,
            seconds=case.sound.seconds,
            vocal_seconds=told.vocal_seconds,
        ),
    )
    evidence = evidence_of(wrapped, case.vendor.adapter, sha256)
    if isinstance(evidence, Unavailable):
        evidence = _of_vendor(case.vendor, evidence, sent=f"{Fate.SENT} to {host}; ")
    return Answered(
        vendor=case.vendor,
        wrapped=wrapped,
        evidence=evidence,
        sent_to="" if is_loopback(host) else host,
    )


def _is_fresh(entry: Entry, vendor: Vendor, desk: Desk) -> bool:
    age = desk.now() - entry.at
    return bool(entry.answer) and age < vendor.options.answer_days * DAY_SECONDS


def _of_vendor(
    vendor: Vendor, why: Unavailable, keys: Keys | None = None, sent: str = ""
) -> Unavailable:
    """The same, with the vendor's name, where the sound went, no key and no signed address."""
    detail = SIGNED_TEXT.sub(r"\1", f"{vendor.adapter.vendor}: {sent}{why.detail}")
    return replace(why, detail=keys.redacted(detail) if keys is not None else detail)
