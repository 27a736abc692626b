"""Signatures of consent records: Ed25519 over the record in its canonical form.

What is signed is the record without `signature.value`, in the canonical form of RFC 8785: so the
key and the day that a signature names are signed as well.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from precheck_voice.facts import Signed, Verification
from precheck_voice.trust import Trust, TrustedKey, raw_public

SIGNATURE_BYTES = 64
"""RFC 8032, section 5.1.6."""


class Signature(Struct, frozen=True, kw_only=True):
    """`signature` as it stands in a record."""

    algorithm: Literal["ed25519"]
    key: Annotated[str, Meta(pattern="^[0-9a-f]{16}$")]
    """The id of the key."""
    signed: date
    """The day on which it was signed."""
    value: Annotated[str, Meta(max_length=200)]
    """64 bytes in base64."""


class ForgedError(Exception):
    """A signature does not hold; the text says why."""


def verified(
    body: bytes,
    signature: Signature | None,
    owner_ids: tuple[str, ...],
    trusted_by: Callable[[], Trust],
) -> Signed:
    """What a record's signature is worth. `body` is the record as it lies there.

    The trust list is asked for where there is a signature, so that other records do not hang on it.

    Raises `ForgedError` where a trusted key did not sign this record, or may not have.
    """
    if signature is None:
        return Signed()
    trust = trusted_by()
    if trust.trouble:
        return _unverified(signature, trust.state, trust.trouble)
    trusted = trust.keys.get(signature.key)
    if trusted is None:
        why = f"the trust list does not have its key {signature.key}"
        return _unverified(signature, Verification.UNKNOWN_KEY, why)
    _demand_signed(body, signature, trusted)
    objection = trusted.objection(owner_ids, signature.signed)
    if objection:
        raise ForgedError(f"its signature by {trusted.name} does not count: {objection}")
    return Signed(
        state=Verification.VERIFIED,
        key=signature.key,
        signer=trusted.name,
        day=signature.signed,
        revoked=trusted.revoked,
    )


def _unverified(signature: Signature, state: Verification, why: str) -> Signed:
    return Signed(state=state, key=signature.key, day=signature.signed, why=why)


def _demand_signed(body: bytes, signature: Signature, trusted: TrustedKey) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        value = b64decode(signature.value, validate=True)
    except ValueError:
        value = b""
    if len(value) != SIGNATURE_BYTES:
        raise ForgedError(f"its signature is not {SIGNATURE_BYTES} bytes in base64")
    try:
        signed = canonical(json.loads(body))
    except ValueError as error:
        raise ForgedError(str(error)) from error
    try:
        Ed25519PublicKey.from_public_bytes(raw_public(trusted.public)).verify(value, signed)
    except (InvalidSignature, ValueError):
        raise ForgedError(
            f"its signature is not that of {trusted.name}: the record was changed since, "
            "or somebody else signed it"
        ) from None


def canonical(record: dict[str, Any]) -> bytes:
    """The bytes that are signed: the record without `signature.value`, by RFC 8785.

    Raises `ValueError` where a number or a text has no such form.
    """
    import rfc8785

    signature = {name: told for name, told in record["signature"].items() if name != "value"}
    try:
        return rfc8785.dumps({**record, "signature": signature})
    except (ValueError, RecursionError) as error:
        raise ValueError(f"it has no canonical form (RFC 8785): {error}") from error
