"""The web: requests sent, tried again, and answered within bounds.

The HTTP client is imported with the first request, so that a run without one does not pay for it.
"""

from __future__ import annotations

import asyncio
import random
import re
import time
import zlib
from collections.abc import Awaitable, Callable, Iterable, Mapping
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Self

from precheck.facts import Reason, Unavailable
from precheck.inspectors import Answer, WebFailure
from precheck.web.address import host_of, plain_host, shown
from precheck.web.breaker import Breaker
from precheck.web.redaction import redact_logs, what_went_wrong
from precheck.web.settings import WebSettings

if TYPE_CHECKING:
    from types import TracebackType

    import httpx

RETRIED = frozenset({429, 502, 503, 504})
"""The statuses after which the same request may be sent again."""
SERVER_ERROR = 500
EPOCH_FROM = 1_000_000_000
"""An `X-RateLimit-Reset` above this is seconds since 1970, below it seconds from now."""


class _Host:
    """What is remembered of one host during a run."""

    def __init__(self, settings: WebSettings, clock: Callable[[], float]) -> None:
        self.slots = asyncio.Semaphore(settings.per_host)
        self.breaker = Breaker(settings.breaker_failures, settings.breaker_seconds, clock)


class _NoAnswer(Exception):  # noqa: N818 - the name says what happened
    """One attempt had no answer."""

    def __init__(self, detail: str, *, may_retry: bool = True, is_alive: bool = False) -> None:
        super().__init__(detail)
        self.detail = detail
        self.may_retry = may_retry
        self.is_alive = is_alive
        """Whether the host did answer, if not with anything of use."""


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
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        draw: Callable[[], float] = random.random,
    ) -> None:
        """Take the exact host names that may be contacted, loopback ones included.

        `own_hosts` are those of services that this run starts: they may be contacted offline too.
        `clock` is monotonic and `now` counts from 1970, both in seconds; `draw` gives 0 to 1.
        """
        self._offline = offline
        self._own = frozenset(plain_host(host) for host in own_hosts)
        self._allowed = self._own.union(plain_host(host) for host in allow_hosts)
        self._settings = settings or WebSettings()
        self._clock, self._now, self._sleep, self._draw = clock, now, sleep, draw
        self._hosts: dict[str, _Host] = {}
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
        request is sent again after a failure or a 429, 502, 503 or 504, as the host asks or with
        full jitter; when no attempt or no time is left, the last answer stands.
        Raises `WebFailure` where no answer could be had.
        """
        where = f"{method} {shown(url)}"
        host = self._admitted(url, where)
        request = self._request(method, url, headers, content, timeout_seconds)
        started = self._clock()
        deadline = started + self._settings.total_seconds
        last = self._settings.max_attempts if retry else 1
        attempt = 0
        while True:
            attempt += 1
            seconds = min(timeout_seconds, max(deadline - self._clock(), 0.0))
            status, body, failure = 0, b"", ""
            reply: Mapping[str, str] = {}
            may_retry = True
            try:
                status, reply, body = await self._attempt(host, request, seconds)
            except _NoAnswer as no:
                failure, may_retry = no.detail, no.may_retry
            wait = self._wait(attempt, status, reply)
            is_over = attempt >= last or not may_retry or self._clock() + wait >= deadline
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
            elapsed_seconds=self._clock() - started,
        )

    def _admitted(self, url: str, where: str) -> _Host:
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
        return self._hosts.setdefault(name, _Host(self._settings, self._clock))

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
                limits=httpx.Limits(max_connections=None, max_keepalive_connections=20),
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

    async def _attempt(
        self, host: _Host, request: httpx.Request, seconds: float
    ) -> tuple[int, Mapping[str, str], bytes]:
        async with host.slots:
            refusal = host.breaker.refusal()
            if refusal:
                raise _NoAnswer(f"{request.url.host} is {refusal}", may_retry=False)
            is_alive: bool | None = None
            try:
                status, headers, body = await self._exchange(request, seconds)
                is_alive = status < SERVER_ERROR
            except _NoAnswer as no:
                is_alive = no.is_alive
                raise
            finally:
                host.breaker.settle(is_alive=is_alive)
            return status, headers, body

    async def _exchange(
        self, request: httpx.Request, seconds: float
    ) -> tuple[int, Mapping[str, str], bytes]:
        import httpx

        if self._client is None:
            raise _NoAnswer("the connections are closed", may_retry=False, is_alive=True)
        client = self._client
        try:
            async with asyncio.timeout(seconds):
                response = await client.send(request, stream=True)
                try:
                    body = await _body(response, self._settings.max_body_bytes)
                finally:
                    await response.aclose()
                    client.cookies.clear()
        except TimeoutError:
            raise _NoAnswer(f"no whole answer within {seconds:g} s") from None
        except httpx.LocalProtocolError:
            raise _NoAnswer("the request is malformed", may_retry=False, is_alive=True) from None
        except (httpx.HTTPError, OSError) as error:
            raise _NoAnswer(what_went_wrong(error)) from None
        headers = {name.lower(): value for name, value in response.headers.items()}
        return response.status_code, headers, body

    def _wait(self, attempt: int, status: int, headers: Mapping[str, str]) -> float:
        """Seconds until the next attempt: as the host asks, else drawn."""
        asked = _asked_wait(headers, self._now()) if status in RETRIED else None
        if asked is not None:
            return asked
        ceiling = self._settings.backoff_seconds * 2.0 ** (attempt - 1)
        return self._draw() * min(ceiling, self._settings.backoff_cap_seconds)


def _failed(detail: str, *, attempts: int = 0) -> WebFailure:
    remedy = "Try again when the service answers; what it would have told is missing."
    return WebFailure(Unavailable(Reason.SERVICE, detail, remedy), attempts=attempts)


async def _body(response: httpx.Response, limit: int) -> bytes:
    """The decoded body, never more than the limit in memory whatever the answer claims."""
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "", "gzip", "x-gzip"):
        raise _NoAnswer("it answered in a compression that was not asked for", is_alive=True)
    inflate = zlib.decompressobj(wbits=31) if coding.endswith("gzip") else None
    taken = bytearray()
    is_empty = True
    try:
        async for piece in response.aiter_raw():
            is_empty = is_empty and not piece
            taken += inflate.decompress(piece, limit + 1 - len(taken)) if inflate else piece
            if len(taken) > limit:
                raise _NoAnswer(
                    f"its answer is larger than {limit:,} bytes", may_retry=False, is_alive=True
                )
    except zlib.error:
        raise _NoAnswer("its answer is compressed wrongly", is_alive=True) from None
    if inflate is not None and not is_empty and not inflate.eof:
        raise _NoAnswer("its compressed answer ends early")
    return bytes(taken)


def _asked_wait(headers: Mapping[str, str], now: float) -> float | None:
    """The seconds a host asks to wait: `Retry-After` (seconds or a date), `X-RateLimit-Reset`."""
    for name in ("retry-after", "x-ratelimit-reset"):
        value = headers.get(name, "").strip()
        if re.fullmatch(r"\d{1,12}(\.\d{1,9})?", value):
            seconds = float(value)
            return max(seconds - now, 0.0) if seconds > EPOCH_FROM else seconds
        if name == "retry-after" and value:
            # The host's own clock where it says it: the two need not agree.
            then, here = _instant(value), _instant(headers.get("date", ""))
            if then is not None:
                return max(then - (here if here is not None else now), 0.0)
    return None


def _instant(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError):
        return None
