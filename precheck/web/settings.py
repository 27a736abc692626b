"""How long to wait for a host, how often to ask it, and how much to accept: `[web]`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from precheck.web.address import host_of, plain_host

Seconds = Annotated[float, Meta(gt=0.0, le=86_400.0)]
Whole = Annotated[int, Meta(ge=1, le=10**9)]
NoneOrMore = Annotated[int, Meta(ge=0, le=10**9)]
Rate = Annotated[float, Meta(ge=0.0, le=1_000_000.0)]


class HostLimits(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What is different for one host: `[web.hosts."voice.example"]`. None is as for every host."""

    at_once: Whole | None = None
    requests_per_minute: Rate | None = None
    requests_per_run: NoneOrMore | None = None


class WebSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """How long to wait, how often to ask, and how much to accept. Times are in seconds."""

    connect_seconds: Seconds = 5.0
    read_seconds: Seconds = 60.0
    """Between two pieces of an answer; the time-out of the request bounds the whole."""
    write_seconds: Seconds = 120.0
    pool_seconds: Seconds = 30.0
    total_seconds: Seconds = 300.0
    """For one request with all its attempts and the waits between them, from its first turn on."""
    max_attempts: Annotated[int, Meta(ge=1, le=100)] = 4
    backoff_seconds: Seconds = 0.5
    """Doubled for each attempt; the wait is drawn evenly between zero and this."""
    backoff_cap_seconds: Seconds = 30.0
    max_body_bytes: Whole = 1 << 20
    """Of an answer, after decompression."""
    breaker_failures: Whole = 5
    """Failures in a row after which a host is left alone."""
    breaker_seconds: Seconds = 30.0
    """How long; then one request is let through to see."""
    at_once: Whole = 4
    """Requests under way to one host."""
    requests_per_minute: Rate = 0.0
    """To one host, in any minute; 0 for no limit. A request waits for its turn."""
    requests_per_run: NoneOrMore = 0
    """To one host, those that are sent again included; 0 for no limit. Beyond, none is sent."""
    hosts: Mapping[str, HostLimits] = field(default_factory=dict)
    """What is different for single hosts, by their names."""

    def __post_init__(self) -> None:
        """Refuse a host that no address could name."""
        for name in self.hosts:
            if host_of(f"https://{name}") != plain_host(name):
                raise ValueError(f"{name!r:.80} is no host's name, such as 'voice.example'")

    def of(self, host: str, processes: int = 1) -> WebSettings:
        """The settings for one host, with a name as `host_of` gives it.

        Of several processes that ask in one run each has its share, which is never nothing.
        """
        own = next((own for name, own in self.hosts.items() if plain_host(name) == host), None)
        said = {name: getattr(own, name, None) for name in HostLimits.__struct_fields__}
        mine = replace(self, **{name: value for name, value in said.items() if value is not None})
        if processes <= 1:
            return mine
        budget = mine.requests_per_run
        return replace(
            mine,
            at_once=max(mine.at_once // processes, 1),
            requests_per_minute=mine.requests_per_minute / processes,
            requests_per_run=max(budget // processes, 1) if budget else 0,
        )
