"""Addresses of services: which host one names, and what is wrong with it."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, by its written name: no name is looked up.

    >>> is_loopback("localhost"), is_loopback("127.0.0.1.example")
    (True, False)
    """
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def host_and_fault(service: str) -> tuple[str, str]:
    """The host of a service, and what is wrong with its address.

    >>> host_and_fault("http://voice.example")
    ('voice.example', 'must be https, for it is not on this machine')
    """
    try:
        parts = urlsplit(service)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return "", "is not a URL"
    if parts.scheme not in ("http", "https") or not host:
        return host, "is no http or https URL"
    if parts.username or parts.password or parts.query or parts.fragment:
        return host, "may hold no credentials, query or fragment"
    if parts.scheme == "http" and not is_loopback(host):
        return host, "must be https, for it is not on this machine"
    return host, ""


def origin_of(url: str) -> tuple[str, str, int | None]:
    """The scheme, the host and the port; raises `ValueError` where there is none."""
    parts = urlsplit(url)
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, (parts.hostname or "").rstrip("."), parts.port or usual
