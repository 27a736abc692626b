"""How long to wait for a host, how often to try, and how much to accept."""

from __future__ import annotations

from msgspec import Struct


class WebSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long to wait, how often to try, and how much to accept. Times are in seconds."""

    connect_seconds: float = 5.0
    read_seconds: float = 60.0
    """Between two pieces of an answer; the time-out of the request bounds the whole."""
    write_seconds: float = 120.0
    pool_seconds: float = 30.0
    total_seconds: float = 300.0
    """For one request with all its attempts and the waits between them."""
    max_attempts: int = 4
    backoff_seconds: float = 0.5
    """Doubled for each attempt; the wait is drawn evenly between zero and this."""
    backoff_cap_seconds: float = 30.0
    max_body_bytes: int = 1 << 20
    """Of an answer, after decompression."""
    per_host: int = 4
    """Requests under way to one host."""
    breaker_failures: int = 5
    """Failures in a row after which a host is left alone."""
    breaker_seconds: float = 30.0
    """How long; then one request is let through to see."""
