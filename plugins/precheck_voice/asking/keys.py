"""The keys of vendors: from the environment, else from the operating system's keyring.

A key reaches the request it is for, and nothing else: what comes back is searched for it.
"""

from __future__ import annotations

import json
import os
import re
from importlib.util import find_spec
from urllib.parse import quote

from precheck_voice.adapters.asking import OAuthOptions, VendorOptions

SERVICE = "precheck"
"""What the keyring calls us; the vendor's name, or that and ` id`, is the user there."""
SHORTEST = 6
"""A shorter text would be found where it is no key."""


class Keys:
    """The id and the key of one vendor, and every secret that was made of them."""

    def __init__(self, key: str = "", identity: str = "") -> None:
        """Empty texts are keys that nobody has set."""
        self.key = key
        self.identity = identity
        self._secrets: set[str] = set()
        self.hide(key)
        self.hide(identity)

    def __repr__(self) -> str:
        return "Keys()"

    def hide(self, secret: str) -> None:
        """Keep this out of texts from now on, as it is and as JSON and addresses write it."""
        if len(secret) >= SHORTEST:
            escaped = json.dumps(secret)[1:-1]
            self._secrets |= {secret, escaped, escaped.replace("/", r"\/"), quote(secret, safe="")}

    def redacted(self, text: str) -> str:
        """The text without any secret."""
        for secret in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(secret, "***")
        return text

    def redacted_bytes(self, body: bytes) -> bytes:
        """The same for what a vendor sent: it may repeat what it was sent."""
        for secret in sorted(self._secrets, key=len, reverse=True):
            body = body.replace(secret.encode(), b"***")
        return body


def variable(vendor: str, part: str) -> str:
    """The environment variable that holds a vendor's key, where the settings name none.

    >>> variable("resemble-detect", "KEY")
    'PRECHECK_RESEMBLE_DETECT_KEY'
    """
    return f"PRECHECK_{re.sub(r'[^A-Z0-9]', '_', vendor.upper())}_{part}"


def key_variable(vendor: str, options: VendorOptions) -> str:
    """The variable of the key."""
    return options.key_env or variable(vendor, "KEY")


def id_variable(vendor: str, options: OAuthOptions) -> str:
    """The variable of the id that goes with the key."""
    return options.id_env or variable(vendor, "ID")


def keys_of(vendor: str, options: VendorOptions) -> Keys:
    """What is set for the vendor. It may ask the keyring, which may take a while."""
    key = _found(key_variable(vendor, options), vendor)
    identity = ""
    if isinstance(options, OAuthOptions):
        identity = _found(id_variable(vendor, options), f"{vendor} id")
    return Keys(key, identity)


def _found(name: str, user: str) -> str:
    return os.environ.get(name, "").strip() or _in_keyring(user)


def _in_keyring(user: str) -> str:
    """What the keyring holds; empty where there is no keyring, it is locked, or it fails."""
    if find_spec("keyring") is None:
        return ""
    try:
        import keyring

        return (keyring.get_password(SERVICE, user) or "").strip()
    except Exception:  # noqa: BLE001 - a backend may raise anything
        return ""
