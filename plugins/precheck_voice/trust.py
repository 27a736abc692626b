"""The trust list: whose signatures of consent records count, for whose voices, and when."""

from __future__ import annotations

import re
import tomllib
from base64 import b64decode
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct, field

from precheck_voice.facts import Verification
from precheck_voice.identity import one_id
from precheck_voice.options import VoiceOptions

ANY = "any"
"""Stands for every owner of a voice."""
MAX_BYTES = 1 << 20
RAW_BYTES = 32
"""Of a public key of Ed25519 (RFC 8032, section 5.1.5)."""
_DER_HEAD = bytes.fromhex("302a300506032b6570032100")
"""What stands before the key in its `SubjectPublicKeyInfo` (RFC 8410, section 4)."""
_PEM = re.compile(r"-----BEGIN PUBLIC KEY-----(.*)-----END PUBLIC KEY-----", re.DOTALL)

NEEDED = ("cryptography", "rfc8785")
EXTRA = "pip install 'precheck-music[signatures]'"

Text = Annotated[str, Meta(min_length=1, max_length=500)]


class TrustError(Exception):
    """The trust list cannot be used; the text says what is wrong with it."""


class TrustedKey(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A key whose signatures count."""

    name: Text
    """Whose key it is."""
    public: Text
    """The public key: 32 bytes in base64, or PEM."""
    owners: Annotated[tuple[Text, ...], Meta(min_length=1)]
    """The ids of those for whose voices it may sign; `any` for everybody.

    Every id that a record names must be among them: else it could claim another's beside one's own.
    """
    starts: date = field(name="from")
    """The first day on which it may sign."""
    until: date | None = None
    """The last one."""
    revoked: date | None = None
    """Since when nothing that it signed counts, whatever day the signature names."""

    def objection(self, owner_ids: Iterable[str], signed: date) -> str:
        """Why the key may not have signed on that day for this voice; empty where it may."""
        if signed < self.starts:
            return f"it is signed on {signed}, the key may sign from {self.starts}"
        if self.until is not None and signed > self.until:
            return f"it is signed on {signed}, the key may sign until {self.until}"
        allowed = {one_id(owner) for owner in self.owners}
        strangers = () if ANY in allowed else tuple(i for i in owner_ids if i not in allowed)
        return f"the key may not sign for {', '.join(strangers)}" if strangers else ""


class Trust(Struct, frozen=True, kw_only=True):
    """What signatures are held against."""

    keys: Mapping[str, TrustedKey] = field(default_factory=dict)
    """By their ids."""
    state: Verification = Verification.NOT_CHECKED
    """What becomes of a signature where there is trouble."""
    trouble: str = ""
    """Why no signature can be verified; empty where they can."""


class _TrustList(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    keys: tuple[TrustedKey, ...] = ()


def trust_of(options: VoiceOptions, home: Path) -> Trust:
    """What signatures are held against; `home` is what paths in the settings refer to."""
    if not options.trust:
        trouble = "no trust list is set up (trust under [plugins.voice])"
        return Trust(state=Verification.NO_TRUST_LIST, trouble=trouble)
    if not is_ready():
        return Trust(trouble=f"the extra is not installed: {EXTRA}")
    try:
        return Trust(keys=read_trust(home / options.trust))
    except TrustError as error:
        return Trust(trouble=str(error))


def is_ready() -> bool:
    """Whether signatures can be made and verified here. Nothing is imported."""
    return all(find_spec(module) is not None for module in NEEDED)


def read_trust(file: Path) -> dict[str, TrustedKey]:
    """The trusted keys by their ids. Raises `TrustError`."""
    try:
        with file.open("rb") as opened:
            body = opened.read(MAX_BYTES + 1)
        if len(body) > MAX_BYTES:
            raise TrustError(f"the trust list {file.name} is larger than {MAX_BYTES:,} bytes")
        table = tomllib.loads(body.decode("utf-8"))
        found = msgspec.convert(table, _TrustList)
    except OSError as error:
        raise TrustError(
            f"the trust list {file.name} cannot be read: {error.strerror or 'unknown reason'}"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise TrustError(f"the trust list {file.name} is not valid: {error}") from error
    keys: dict[str, TrustedKey] = {}
    for key in found.keys:
        name = key_id(_public(key, file))
        if name in keys:
            raise TrustError(
                f"the trust list {file.name} has one key twice: "
                f"{keys[name].name!r} and {key.name!r}"
            )
        keys[name] = key
    return keys


def _public(key: TrustedKey, file: Path) -> bytes:
    try:
        return raw_public(key.public)
    except ValueError as error:
        raise TrustError(
            f"the trust list {file.name} is not valid: the public key of {key.name!r} {error}"
        ) from None


def raw_public(text: str) -> bytes:
    """The 32 bytes of a public key that is written in base64 or PEM. Raises `ValueError`."""
    pem = _PEM.search(text)
    try:
        raw = b64decode("".join((pem[1] if pem else text).split()), validate=True)
    except ValueError:
        raise ValueError("is neither base64 nor PEM") from None
    if pem is not None:
        if not raw.startswith(_DER_HEAD):
            raise ValueError("is not one of Ed25519")
        raw = raw.removeprefix(_DER_HEAD)
    if len(raw) != RAW_BYTES:
        raise ValueError(f"has {len(raw)} bytes, {RAW_BYTES} are wanted")
    return raw


def key_id(public: bytes) -> str:
    """By what a signature names its key: the first 16 hexadecimal digits of the key's SHA-256."""
    return sha256(public).hexdigest()[:16]
