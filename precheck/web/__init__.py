"""The one door to HTTP: allowed hosts only, time-outs, retries, rate limits, circuit breaking."""

from __future__ import annotations

from precheck.web.address import host_of, shown
from precheck.web.breaker import Breaker
from precheck.web.client import Web
from precheck.web.settings import WebSettings

__all__ = ["Breaker", "Web", "WebSettings", "host_of", "shown"]
