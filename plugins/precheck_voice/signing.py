"""Signing a consent record: its signature is written into it."""

from __future__ import annotations

import json
from base64 import b64encode
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from precheck_voice.consents import MAX_RECORD_BYTES, read_consent
from precheck_voice.facts import BrokenConsent
from precheck_voice.signatures import Signature, canonical
from precheck_voice.trust import Trust, key_id

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class SigningError(Exception):
    """A record cannot be signed; the text says why."""


def sign(file: Path, key: Ed25519PrivateKey, day: date, *, again: bool = False) -> Signature:
    """Sign a record as it is, and write it with the signature. Raises `SigningError`.

    What is no valid record is not signed. `again` replaces a signature that is there.
    """
    found = read_consent(file.absolute().parent, file.name, lambda: Trust(trouble="not asked"))
    if isinstance(found, BrokenConsent):
        raise SigningError(f"{file} is no valid consent record: {found.why}")
    record: dict[str, Any] = json.loads(file.read_bytes())
    if record.get("signature") is not None and not again:
        raise SigningError(f"{file} is signed already; --again takes the place of the signature")
    name = key_id(key.public_key().public_bytes_raw())
    told = {"algorithm": "ed25519", "key": name, "signed": day.isoformat()}
    try:
        value = b64encode(key.sign(canonical({**record, "signature": told}))).decode()
    except ValueError as error:
        raise SigningError(f"{file} cannot be signed: {error}") from error
    record["signature"] = {**told, "value": value}
    _replace(file, f"{json.dumps(record, indent=1, ensure_ascii=False)}\n".encode())
    return Signature(algorithm="ed25519", key=name, signed=day, value=value)


def _replace(file: Path, content: bytes) -> None:
    """Whole or not at all."""
    if len(content) > MAX_RECORD_BYTES:
        raise SigningError(f"{file} would be larger than {MAX_RECORD_BYTES:,} bytes")
    begun = file.with_name(f".{file.name}.{uuid4().hex[:8]}")
    try:
        begun.write_bytes(content)
        begun.chmod(file.stat().st_mode & 0o777)
        begun.replace(file)
    except OSError as error:
        with suppress(OSError):
            begun.unlink()
        raise SigningError(f"{file} cannot be written: {error.strerror}") from error
