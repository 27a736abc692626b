"""The web: requests sent, tried again, and answered within bounds.

The HTTP client is imported with the first request, so that a run without one does not pay for it.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Self

from precheck.facts import Reason, Unavailable
from precheck.inspectors import Answer, WebFailure
from precheck.web.address import host_of, plain_host, shown
from precheck.web.ending import undisturbed, within
from precheck.web.host import Host, Turn
from precheck.web.reading import NoAnswer, asked_wait, body_of, is_used_up
from precheck.web.redaction import redact_logs, what_went_wrong
from precheck.web.settings import WebSettings

if TYPE_CHECKING:
    from types import TracebackType

    import httpx

RETRIED = frozenset({429, 502, 503, 504})
"""The statuses after which the same request may be sent again."""
SERVER_ERROR = 500
JITTER_SHARE = 0.1
"""By up to this share of a wait that a host asks for, clients come back apart (our choice)."""


class Web:
    """HTTP for inspectors: allowed hosts only, no redirects, cookies or environment.

    Texts and logs name a URL without its query and credentials.
    """

    def __init__(  # noqa: PLR0913 - the clocks are parameters so that tests need not wait
        self,
        *,
        offline: bool = False,
        allow_hosts: Iterable[str] = (),
        own_hosts: Iterable[str] = (),
        settings: WebSettings | None = None,
        processes: int = 1,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        draw: Callable[[], float] = random.random,
    ) -> None:
        """Take the exact host names that may be contacted, loopback ones included.

        `own_hosts` are those of services that this run starts: they may be contacted offline too.
        Of several `processes` of one run each keeps its share of the limits.
        `clock` is monotonic and `now` counts from 1970, both in seconds; `draw` gives 0 to 1.
        """
        self._offline = offline
        self._own = frozenset(plain_host(host) for host in own_hosts)
        self._allowed = self._own.union(plain_host(host) for host in allow_hosts)
        self._settings, self._processes = settings or WebSettings(), processes
        self._clock, self._now, self._sleep, self._draw = clock, now, sleep, draw
        self._hosts: dict[str, Host] = {}
        self._client: httpx.AsyncClient | None = None

    async def __aenter__(self) -> Self:
        """Open. Connections are made when they are needed."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close every connection."""
        await self.aclose()

    async def aclose(self) -> None:
        """Close every connection."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def send(  # noqa: PLR0913 - one request, named in full
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        timeout_seconds: float = 60.0,
        retry: bool = False,
    ) -> Answer:
        """Send one request and return the answer, whatever its status.

        `timeout_seconds` bounds each attempt from the first byte to the last. With `retry` the
        request is sent again after a failure or a 429, 502, 503 or 504, when the host asks for it
        or with full jitter; when no attempt or no time is left, the last answer stands.
        Raises `WebFailure` where no answer could be had.
        """
        where = f"{method} {shown(url)}"
        host = self._admitted(url, where)
        request = self._request(method, url, headers, content, timeout_seconds)
        time_left = _Deadline(self._settings.total_seconds, self._clock)
        last = self._settings.max_attempts if retry else 1
        attempt = 0
        while True:
            status, body, failure = 0, b"", ""
            reply: Mapping[str, str] = {}
            may_retry = True
            try:
                async with host.turn(time_left) as turn:
                    attempt += 1
                    time_left.begin()
                    seconds = min(timeout_seconds, time_left())
                    status, reply, body = await self._settled(turn, request, seconds)
            except NoAnswer as no:
                failure, may_retry = no.detail, no.may_retry
            wait = self._wait(host, attempt, status, reply)
            is_over = attempt >= last or not may_retry or wait >= time_left()
            if is_over or (not failure and status not in RETRIED):
                break
            await self._sleep(wait)
        if failure:
            tries = f" ({attempt} attempts)" if attempt > 1 else ""
            raise _failed(f"{where}: {failure}{tries}", attempts=attempt)
        return Answer(
            status=status,
            headers=reply,
            body=body,
            attempts=attempt,
            elapsed_seconds=time_left.elapsed,
        )

    def _admitted(self, url: str, where: str) -> Host:
        """What is remembered of the URL's host; raises where it may not be contacted."""
        name = host_of(url)
        if self._offline and name not in self._own:
            why = Unavailable(
                Reason.OFFLINE, f"{where}: this run is offline", "Leave out --offline."
            )
            raise WebFailure(why)
        if not name:
            raise _failed(f"{where}: this is not an http or https address")
        if name not in self._allowed:
            detail = f"{where}: the host {name} is not among those that may be contacted"
            remedy = f"Add {name!r} to allow-hosts in precheck.toml if you trust it."
            raise WebFailure(Unavailable(Reason.NOT_CONFIGURED, detail, remedy))
        if name not in self._hosts:
            limits = self._settings.of(name, self._processes)
            self._hosts[name] = Host(name, limits, self._clock, self._sleep)
        return self._hosts[name]

    def _request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        content: bytes | None,
        seconds: float,
    ) -> httpx.Request:
        import httpx

        own = self._settings
        if self._client is None:
            redact_logs()
            self._client = httpx.AsyncClient(
                trust_env=False,
                follow_redirects=False,
                headers={"user-agent": "precheck", "accept-encoding": "gzip"},
                # A connection that is used again may hold an answer to the question before.
                limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
            )
        timeout = httpx.Timeout(
            connect=min(own.connect_seconds, seconds),
            read=min(own.read_seconds, seconds),
            write=min(own.write_seconds, seconds),
            pool=min(own.pool_seconds, seconds),
        )
        try:
            request = self._client.build_request(
                method, url, headers=dict(headers or {}), content=content, timeout=timeout
            )
        except (httpx.InvalidURL, ValueError, TypeError):
            # The error's own text may hold a key that was meant for a header.
            raise _failed(f"{method} {shown(url)}: the request is malformed") from None
        if plain_host(request.url.host) != host_of(url):
            raise _failed(f"{method} {shown(url)}: the address can be read in two ways")
        return request

    async def _settled(
        self, turn: Turn, request: httpx.Request, seconds: float
    ) -> tuple[int, Mapping[str, str], bytes]:
        try:
            status, headers, body = await self._exchange(request, seconds)
        except NoAnswer as no:
            turn.is_alive = no.is_alive
            raise
        turn.is_alive = status < SERVER_ERROR
        return status, headers, body

    async def _exchange(
        self, request: httpx.Request, seconds: float
    ) -> tuple[int, Mapping[str, str], bytes]:
        import httpx

        if self._client is None:
            raise NoAnswer("the connections are closed", may_retry=False, is_alive=True)
        client, limit = self._client, self._settings.max_body_bytes

        async def answer() -> tuple[httpx.Response, bytes]:
            response = await client.send(request, stream=True)
            try:
                return response, await body_of(response, limit)
            finally:
                await undisturbed(response.aclose())
                client.cookies.clear()

        try:
            response, body = await within(seconds, answer)
        except TimeoutError:
            raise NoAnswer(f"no whole answer within {seconds:g} s") from None
        except httpx.LocalProtocolError:
            raise NoAnswer("the request is malformed", may_retry=False, is_alive=True) from None
        except (httpx.HTTPError, OSError) as error:
            raise NoAnswer(what_went_wrong(error)) from None
        headers = {name.lower(): value for name, value in response.headers.items()}
        return response.status_code, headers, body

    def _wait(self, host: Host, attempt: int, status: int, headers: Mapping[str, str]) -> float:
        """Seconds until the next attempt: as the host asks and a little more, else drawn.

        What it asks for holds for every request to it.
        """
        ceiling = self._settings.backoff_seconds * 2.0 ** max(attempt - 1, 0)
        ceiling = min(ceiling, self._settings.backoff_cap_seconds)
        asked = asked_wait(headers, self._now())
        if status in RETRIED and asked is not None:
            wait = asked + self._draw() * max(asked * JITTER_SHARE, ceiling)
            host.pace.keep_quiet(wait)
            return wait
        if asked is not None and is_used_up(headers) and asked < self._settings.total_seconds:
            host.pace.keep_quiet(asked)
        return self._draw() * ceiling


class _Deadline:
    """The time that is left for a request, which runs from its first turn on."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._seconds, self._clock = seconds, clock
        self._began: float | None = None

    def begin(self) -> None:
        """Let it run, from the first call on."""
        if self._began is None:
            self._began = self._clock()

    @property
    def elapsed(self) -> float:
        return self._clock() - self._began if self._began is not None else 0.0

    def __call__(self) -> float:
        """The seconds that are left, at least 0."""
        return max(self._seconds - self.elapsed, 0.0)


def _failed(detail: str, *, attempts: int = 0) -> WebFailure:
    remedy = "Try again when the service answers; what it would have told is missing."
    return WebFailure(Unavailable(Reason.SERVICE, detail, remedy), attempts=attempts)
