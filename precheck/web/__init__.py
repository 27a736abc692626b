"""The one door to HTTP: allowed hosts only, time-outs, retries, rate limits, circuit breaking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from precheck.web.address import host_of, shown
from precheck.web.breaker import Breaker
from precheck.web.settings import HostLimits, WebSettings

if TYPE_CHECKING:
    from precheck.web.client import Web

__all__ = ["Breaker", "HostLimits", "Web", "WebSettings", "host_of", "shown"]


def __getattr__(name: str) -> object:
    """Import the client when it is first asked for: settings are read by runs that ask nobody."""
    if name != "Web":
        raise AttributeError(f"module 'precheck.web' has no attribute {name!r}")
    from precheck.web.client import Web

    return Web
