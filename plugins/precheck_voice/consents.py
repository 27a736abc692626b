"""The inspector of `Consents`: every consent record of a release, valid or broken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from precheck import Facts, Release, Tools, inspector
from precheck_voice.facts import BrokenConsent, Capacity, Consent, Consents, Signed
from precheck_voice.folder import UnsafeFileError, content, digest, is_there, names_in
from precheck_voice.identity import on_one_line, one_id, one_isrc, one_release
from precheck_voice.options import VoiceOptions
from precheck_voice.signatures import ForgedError, Signature, verified
from precheck_voice.strict import decode
from precheck_voice.trust import Trust, trust_of

MAX_RECORD_BYTES = 256 * 1024
MAX_DOCUMENT_BYTES = 50_000_000

Text = Annotated[str, Meta(max_length=500)]
Words = tuple[Text, ...]


class _Owner(Struct, frozen=True, kw_only=True):
    name: Text
    isni: Text = ""
    spotify_uri: Text = ""
    ids: Words = ()
    deceased: bool = False
    minor: bool = False


class _Document(Struct, frozen=True, kw_only=True):
    file: Text = ""
    sha256: Text = ""
    signed: date | None = None


class _Grantor(Struct, frozen=True, kw_only=True):
    name: Text
    capacity: Capacity
    proof: _Document | None = None


class _Grantee(Struct, frozen=True, kw_only=True):
    name: Text = ""
    dpid: Text = ""


class _Scope(Struct, frozen=True, kw_only=True):
    uses: Words
    territories: Words
    isrc: Words = ()
    release: Words = ()


class _Valid(Struct, frozen=True, kw_only=True):
    starts: date = field(name="from")
    until: date | None = None


class _Revocation(Struct, frozen=True, kw_only=True):
    revoked: date | None = None


class _Record(Struct, frozen=True, kw_only=True):
    """`voice-authorisation/1` as it is written. Fields it does not name are passed over."""

    schema: Literal["voice-authorisation/1"]
    id: Text
    voice_owner: _Owner
    grantor: _Grantor
    scope: _Scope
    valid: _Valid
    document: _Document
    grantee: _Grantee = _Grantee()
    revocation: _Revocation = _Revocation()
    signature: Signature | None = None


@inspector(of=Release, gives=Consents, version=2)
def consents(release: Release, facts: Facts, tools: Tools) -> Consents:
    """Read every record; what is broken stays in sight, with the reason."""
    folder = release.delivery.consents
    try:
        names = names_in(release.root, folder, ".json")
    except UnsafeFileError as error:
        return Consents(broken=(BrokenConsent(file=on_one_line(folder, 80), why=str(error)),))

    @cache
    def trust() -> Trust:
        return trust_of(facts.get(VoiceOptions) or VoiceOptions(), tools.data)

    files = (str(PurePosixPath(folder, name)) for name in names)
    found = [read_consent(release.root, file, trust) for file in files]
    return Consents(
        records=tuple(c for c in found if isinstance(c, Consent)),
        broken=tuple(c for c in found if isinstance(c, BrokenConsent)),
    )


def read_consent(root: Path, file: str, trust: Callable[[], Trust]) -> Consent | BrokenConsent:
    """One record, its documents compared with their digests where they are there."""
    try:
        body = content(root, file, MAX_RECORD_BYTES)
    except UnsafeFileError as error:
        return BrokenConsent(file=file, why=str(error))
    try:
        record = decode(body, _Record)
    except ValueError as error:
        return BrokenConsent(file=file, why=str(error))
    owner = record.voice_owner
    given = (owner.isni, owner.spotify_uri, *owner.ids)
    owner_ids = tuple(dict.fromkeys(one_id(i) for i in given if i.strip()))
    documents = _Documents(root, PurePosixPath(file).parent)
    wrong = next(filter(None, _faults(record, owner_ids, documents)), "")
    if wrong:
        return BrokenConsent(file=file, why=wrong, owner_ids=owner_ids)
    try:
        signed = verified(body, record.signature, owner_ids, trust)
    except ForgedError as error:
        return BrokenConsent(file=file, why=str(error), owner_ids=owner_ids)
    return _consent(file, record, owner_ids, documents, signed)


class _Documents:
    """The documents a record speaks of, compared as they are asked for."""

    def __init__(self, root: Path, folder: PurePosixPath) -> None:
        self._root, self._folder = root, folder
        self.verified: list[str] = []
        self.absent: list[str] = []

    def fault(self, what: str, document: _Document) -> str:
        """What is wrong with a document; empty where it is right or not there to compare."""
        stated = document.sha256.strip().lower()
        if not document.file or not re.fullmatch(r"[0-9a-f]{64}", stated):
            return f"{what} has no file name or no SHA-256"
        name = str(PurePosixPath(self._folder, document.file))
        try:
            if not is_there(self._root, name):
                self.absent.append(name)
                return ""
            if digest(self._root, name, MAX_DOCUMENT_BYTES) != stated:
                return f"{what} {name} has another SHA-256 than the record states"
        except UnsafeFileError as error:
            return f"{what} cannot be compared: {error}"
        self.verified.append(name)
        return ""


def _faults(record: _Record, owner_ids: tuple[str, ...], documents: _Documents) -> Iterator[str]:
    """What makes a record worth nothing."""
    owner, grantor, scope, valid = (
        record.voice_owner,
        record.grantor,
        record.scope,
        record.valid,
    )
    if not owner_ids:
        yield "it names no id of the person whose voice it is"
    if not any(use.strip() for use in scope.uses):
        yield "it names no use"
    if not any(t.strip() for t in scope.territories):
        yield "it names no territory"
    if not any(name.strip() for name in (*scope.isrc, *scope.release)):
        yield "it names neither a recording nor a release"
    if valid.until is not None and valid.until < valid.starts:
        yield f"it ends on {valid.until}, before it begins on {valid.starts}"
    if owner.deceased and grantor.capacity is not Capacity.ESTATE:
        yield f"its owner is deceased, but it is given by {grantor.capacity}, not by the estate"
    if grantor.capacity is not Capacity.SELF and grantor.proof is None:
        yield f"it is given by {grantor.capacity}, without proof that they may"
    yield documents.fault("its document", record.document)
    if grantor.proof is not None:
        yield documents.fault("its proof", grantor.proof)


def _consent(
    file: str,
    record: _Record,
    owner_ids: tuple[str, ...],
    documents: _Documents,
    signed: Signed,
) -> Consent:
    revoked = record.revocation.revoked
    ends = min((day for day in (record.valid.until, revoked) if day is not None), default=None)
    return Consent(
        file=file,
        id=record.id,
        owner=record.voice_owner.name,
        owner_ids=owner_ids,
        is_minor=record.voice_owner.minor,
        is_deceased=record.voice_owner.deceased,
        capacity=record.grantor.capacity,
        grantor=record.grantor.name,
        grantee=record.grantee.name or record.grantee.dpid,
        uses=record.scope.uses,
        isrcs=tuple(one_isrc(i) for i in record.scope.isrc if i.strip()),
        releases=tuple(one_release(r) for r in record.scope.release if r.strip()),
        territories=tuple(t.strip() for t in record.scope.territories if t.strip()),
        starts=record.valid.starts,
        ends=ends,
        was_revoked=revoked is not None and ends == revoked,
        verified=tuple(documents.verified),
        absent=tuple(documents.absent),
        signed=signed,
    )
