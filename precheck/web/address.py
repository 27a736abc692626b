"""Addresses: which host one names, and what of it may be shown."""

from __future__ import annotations

import re
from urllib.parse import urlsplit


def host_of(url: str) -> str:
    """The host of an http or https URL as `allow-hosts` names it; empty where there is none.

    >>> host_of("https://key@Voice.Example:8443/v1?x=1")
    'voice.example'
    """
    try:
        parts = urlsplit(url)
        port_is_right = parts.port is None or parts.port > 0
    except ValueError:
        return ""
    # A backslash or a blank is where two readers of one URL disagree about its host.
    if parts.scheme not in ("http", "https") or not port_is_right or re.search(r"[\\\s]", url):
        return ""
    return plain_host(parts.hostname or "")


def shown(url: str) -> str:
    """A URL fit for texts and logs: without credentials, query and fragment, on one line.

    >>> shown("https://me:secret@voice.example/v1?key=secret")
    'https://voice.example/v1'
    """
    bare = re.split(r"[?#]", url, maxsplit=1)[0]
    bare = re.sub(r"^([a-z][a-z0-9+.-]*:)?//[^/]*@", r"\1//", bare, flags=re.IGNORECASE)
    return "".join(c if c.isprintable() else "?" for c in bare)


def plain_host(host: str) -> str:
    """A host name as two spellings of it agree: lower case, no brackets, no final dot."""
    return host.strip("[]").rstrip(".").lower()
