"""Private keys of Ed25519 in PEM files, and what a trust list says of them."""

from __future__ import annotations

import json
import os
from base64 import b64encode
from collections.abc import Callable
from datetime import date
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from precheck_voice.identity import one_id
from precheck_voice.trust import key_id

MAX_BYTES = 1 << 16


class KeyFileError(Exception):
    """A key cannot be read or kept; the text says which and why."""


def make(file: Path) -> Ed25519PrivateKey:
    """Make a key and keep it for its owner alone to read (PKCS #8). Raises `KeyFileError`."""
    key = Ed25519PrivateKey.generate()
    content = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "wb") as to:
            to.write(content)
    except OSError as error:
        raise KeyFileError(f"{file} cannot be written: {error.strerror}") from error
    return key


def read(file: Path, passphrase: Callable[[Path], bytes]) -> Ed25519PrivateKey:
    """The key in a PEM file; `passphrase` is asked where it is encrypted. Raises `KeyFileError`."""
    try:
        content = file.read_bytes()[:MAX_BYTES]
    except OSError as error:
        raise KeyFileError(f"{file} cannot be read: {error.strerror}") from error
    try:
        try:
            key = load_pem_private_key(content, None)
        except TypeError:  # it is encrypted
            key = load_pem_private_key(content, passphrase(file))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyFileError(f"{file} holds no private key in PEM that can be read") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(f"{file} holds no key of Ed25519")
    return key


def entry(key: Ed25519PrivateKey, name: str, owners: tuple[str, ...], day: date) -> list[str]:
    """What a trust list says of the key, line by line, for whoever keeps the list to look at."""
    public = key.public_key().public_bytes_raw()
    allowed = json.dumps([one_id(owner) for owner in owners], ensure_ascii=False)
    wanted = "" if owners else "  # the ids of those for whose voices it may sign"
    return [
        f"# key {key_id(public)}",
        "[[keys]]",
        f"name = {json.dumps(name, ensure_ascii=False)}",
        f'public = "{b64encode(public).decode()}"',
        f"owners = {allowed}{wanted}",
        f"from = {day}",
    ]
