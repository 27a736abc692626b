import asyncio
import contextlib
import email.utils
import gzip
import logging
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Self, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precheck import Answer, Reason, WebFailure
from precheck.web import Breaker, HostLimits, Web, WebSettings, host_of, shown
from precheck.web.pace import Pace

T = TypeVar("T")
Reply = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]
HERE = ("127.0.0.1", "localhost", "::1")


class Clock:
    """A clock that moves only when someone sleeps on it."""

    def __init__(self) -> None:
        self.time = 1_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


class Site:
    """A server on loopback that answers each request as its script says; the last line repeats."""

    def __init__(self, *script: Reply) -> None:
        self.script = script
        self.requests: list[bytes] = []
        self.serving: set[asyncio.Task[None]] = set()
        self.at_once = 0
        self.most_at_once = 0

    async def __aenter__(self) -> Self:
        self.server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self.server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self.server.close()
        for task in self.serving:
            task.cancel()
        await asyncio.gather(*self.serving, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.serving.add(task)
        try:
            await self._answer(reader, writer)
        finally:
            self.serving.discard(task)
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError:
            return
        length = next(
            (
                int(ln[15:])
                for ln in head.lower().split(b"\r\n")
                if ln.startswith(b"content-length:")
            ),
            0,
        )
        self.requests.append(head + await reader.readexactly(length))
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        step = self.script[min(len(self.requests), len(self.script)) - 1]
        try:
            if isinstance(step, bytes):
                writer.write(step)
                await writer.drain()
            else:
                await step(writer)
        except ConnectionError:
            pass
        finally:
            self.at_once -= 1


def reply(
    status: int = 200, body: bytes = b"{}", *headers: str, length: int | None = None
) -> bytes:
    lines = [f"HTTP/1.1 {status} Any", f"Content-Length: {len(body) if length is None else length}"]
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body


async def drop(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def silence(_: asyncio.StreamWriter) -> None:
    await asyncio.sleep(30)


async def drip(writer: asyncio.StreamWriter) -> None:
    writer.write(reply(200, b"", length=100_000))
    for _ in range(3_000):
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.01)


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(coroutine)


def a_web(clock: Clock | None = None, *, draw: float = 0.5, **limits: Any) -> Web:
    clock = clock or Clock()
    return Web(
        allow_hosts=HERE,
        settings=WebSettings(**limits),
        clock=clock,
        now=lambda: 1_800_000_000.0,
        sleep=clock.sleep,
        draw=lambda: draw,
    )


async def outcome(web: Web, url: str, **how: Any) -> Answer | WebFailure:
    try:
        return await web.send(how.pop("method", "GET"), url, **how)
    except WebFailure as failure:
        return failure


def failed(result: Answer | WebFailure) -> WebFailure:
    assert isinstance(result, WebFailure), result
    return result


def answered(result: Answer | WebFailure) -> Answer:
    assert isinstance(result, Answer), result.why
    return result


def sent_to(
    *script: Reply,
    web: Web | None = None,
    **how: Any,
) -> tuple[Answer | WebFailure, Site]:
    """Send one request to a server with this script."""

    async def act() -> tuple[Answer | WebFailure, Site]:
        async with Site(*script) as site, web or a_web() as own:
            return await outcome(own, site.url + "/v1/ask?key=hush", **how), site

    return run(act())


# --- answers ---------------------------------------------------------------------------------


def test_an_answer_is_given_whatever_its_status() -> None:
    result, site = sent_to(reply(418, b"tea", "X-Kind: Pot"), method="POST", content=b"sound")

    answer = answered(result)
    assert (answer.status, answer.body, answer.attempts) == (418, b"tea", 1)
    assert answer.headers["x-kind"] == "Pot"
    assert site.requests[0].endswith(b"\r\n\r\nsound")


def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    result, site = sent_to(reply(302, b"", "Location: http://169.254.169.254/secrets"), retry=True)

    assert answered(result).status == 302
    assert len(site.requests) == 1


def test_cookies_are_not_kept() -> None:
    async def act() -> Site:
        async with Site(reply(200, b"", "Set-Cookie: a=b")) as site, a_web() as web:
            await web.send("GET", site.url)
            await web.send("GET", site.url)
            return site

    assert b"cookie" not in run(act()).requests[1].lower()


def test_the_environment_sets_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")

    assert answered(sent_to(reply())[0]).status == 200


def test_a_compressed_answer_is_read() -> None:
    body = gzip.compress(b"slow tide " * 500)

    result, _ = sent_to(reply(200, body, "Content-Encoding: gzip"))

    assert answered(result).body == b"slow tide " * 500


# --- who may be contacted --------------------------------------------------------------------


def test_offline_refuses_at_once_and_names_no_secret() -> None:
    failure = failed(
        run(outcome(Web(offline=True, allow_hosts=HERE), "http://me:hush@127.0.0.1/?k=hush"))
    )

    assert failure.why.reason is Reason.OFFLINE
    assert failure.attempts == 0
    assert "hush" not in str(failure) + failure.why.remedy


def test_a_service_of_the_runs_own_is_contacted_offline_too() -> None:
    result, _ = sent_to(reply(200, b"here"), web=Web(offline=True, own_hosts=HERE))
    other = run(outcome(Web(offline=True, own_hosts=HERE), "http://voice.example/"))

    assert answered(result).body == b"here"
    assert failed(other).why.reason is Reason.OFFLINE


def test_a_host_that_is_not_allowed_is_never_contacted() -> None:
    result, site = sent_to(reply(), web=Web(allow_hosts=("voice.example",)))

    assert failed(result).why.reason is Reason.NOT_CONFIGURED
    assert "127.0.0.1 is not among those" in failed(result).why.detail
    assert site.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "ftp://127.0.0.1/x",
        "file:///etc/passwd",
        "127.0.0.1:80",
        "http://",
        "http://127.0.0.1:99999/",
        "http://evil.example\\@127.0.0.1/",
        "http://127.0.0.1/\r\nHost: evil.example",
        "http://[::1",
        "",
    ],
)
def test_an_odd_address_is_refused(url: str) -> None:
    assert failed(run(outcome(a_web(), url))).why.reason is Reason.SERVICE


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Voice.Example./v1", "voice.example"),
        ("http://a@voice.example:80/x", "voice.example"),
        ("http://voice.example@evil.example/", "evil.example"),
        ("http://[::1]:8000/", "::1"),
        ("https://voice.example.evil.example/", "voice.example.evil.example"),
    ],
)
def test_the_host_is_the_one_that_would_be_contacted(url: str, host: str) -> None:
    assert host_of(url) == host


def test_a_shown_address_has_no_secret() -> None:
    assert shown("https://me:hush@voice.example/v1?key=hush#hush") == "https://voice.example/v1"
    assert shown("//me:hush@voice.example/v1") == "//voice.example/v1"
    assert "\x1b" not in shown("http://voice.example/\x1b[31m")


# --- failures --------------------------------------------------------------------------------


def test_a_refused_connection_says_so_and_is_tried_four_times() -> None:
    async def act() -> tuple[Answer | WebFailure, Clock]:
        async with Site(reply()) as site:
            url = site.url
        clock = Clock()
        async with a_web(clock) as web:
            return await outcome(web, url, retry=True), clock

    result, clock = run(act())

    assert "refused the connection" in failed(result).why.detail
    assert failed(result).attempts == 4
    assert clock.slept == [0.25, 0.5, 1.0]


def test_a_name_that_does_not_resolve_says_so() -> None:
    web = Web(allow_hosts=("voice.invalid",))

    failure = failed(run(outcome(web, "http://voice.invalid/", timeout_seconds=20)))

    assert failure.why.reason is Reason.SERVICE
    assert "voice.invalid" in failure.why.detail


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (drop, "broke"),
        (b"hello, I am not HTTP\r\n\r\n", "did not speak HTTP"),
        (reply(200, b'{"half":', length=900), "broke off"),
        (reply(200, gzip.compress(b"x" * 9_000)[:-20], "Content-Encoding: gzip"), "ends early"),
        (reply(200, b"not gzip", "Content-Encoding: gzip"), "compressed wrongly"),
        (reply(200, b"??", "Content-Encoding: br"), "not asked for"),
        (reply(200, b"??", "Content-Encoding: gzip, gzip"), "not asked for"),
        (silence, "stopped answering"),
        (drip, "no whole answer within 0.3 s"),
    ],
    ids=[
        "dropped",
        "not HTTP",
        "cut short",
        "half a gzip",
        "no gzip",
        "Brotli",
        "gzip twice",
        "silence",
        "drip",
    ],
)
def test_an_answer_that_is_not_whole_is_a_failure(step: Reply, words: str) -> None:
    result, site = sent_to(step, timeout_seconds=0.3, web=a_web(read_seconds=0.2))

    assert words in failed(result).why.detail
    assert failed(result).why.reason is Reason.SERVICE
    assert len(site.requests) == 1


def test_an_answer_that_is_too_large_is_refused_and_not_asked_for_again() -> None:
    result, site = sent_to(reply(200, b"x" * 5_000), web=a_web(max_body_bytes=4_999), retry=True)

    assert "larger than 4,999 bytes" in failed(result).why.detail
    assert len(site.requests) == 1


def test_an_answer_at_the_limit_is_accepted() -> None:
    body = gzip.compress(b"x" * 5_000)

    result, _ = sent_to(reply(200, body, "Content-Encoding: gzip"), web=a_web(max_body_bytes=5_000))

    assert len(answered(result).body) == 5_000


def test_a_bomb_is_never_unpacked() -> None:
    bomb = reply(200, gzip.compress(bytes(200_000_000), 9), "Content-Encoding: gzip")
    tracemalloc.start()
    try:
        result, _ = sent_to(bomb)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert "larger than 1,048,576 bytes" in failed(result).why.detail
    assert peak < 20_000_000


def test_what_follows_a_compressed_answer_is_not_gathered() -> None:
    async def endless(writer: asyncio.StreamWriter) -> None:
        head = "Content-Encoding: gzip"
        writer.write(reply(200, gzip.compress(b"{}"), head, length=10**9))
        for _ in range(500):
            writer.write(bytes(65_536))
            await writer.drain()

    tracemalloc.start()
    try:
        result, _ = sent_to(endless)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert "larger than" in failed(result).why.detail
    assert peak < 8_000_000


def test_a_second_piece_after_a_compressed_answer_is_refused() -> None:
    body = gzip.compress(b"{}") + gzip.compress(b'{"more": 1}')

    result, _ = sent_to(reply(200, body, "Content-Encoding: gzip"))

    assert "compressed wrongly" in failed(result).why.detail


def test_an_answer_that_comes_twice_is_not_taken_for_the_next() -> None:
    """Behind the answer on the same connection lies another, which nobody has asked for."""

    async def twice(writer: asyncio.StreamWriter) -> None:
        writer.write(reply(200, b"one") * 2)
        await asyncio.sleep(0.2)

    async def act() -> list[bytes]:
        async with Site(twice, reply(200, b"two")) as site, a_web() as web:
            return [answered(await outcome(web, site.url)).body for _ in range(2)]

    assert run(act()) == [b"one", b"two"]


def test_a_length_that_is_too_small_gives_what_it_says() -> None:
    result, _ = sent_to(reply(200, b'{"whole": true}', length=5))

    assert answered(result).body == b'{"who'


# --- trying again ----------------------------------------------------------------------------


def test_a_failure_is_tried_again_only_where_that_is_safe() -> None:
    once, site = sent_to(drop, reply())
    again, other = sent_to(drop, reply(), retry=True)

    assert failed(once).attempts == len(site.requests) == 1
    assert answered(again).attempts == len(other.requests) == 2


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_passing_trouble_is_tried_again(status: int) -> None:
    result, _ = sent_to(reply(status), reply(status), reply(), retry=True)

    assert (answered(result).status, answered(result).attempts) == (200, 3)


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 413, 422, 500, 501])
def test_a_lasting_trouble_is_not_tried_again(status: int) -> None:
    result, site = sent_to(reply(status), reply(), retry=True)

    assert answered(result).status == status
    assert len(site.requests) == 1


def test_when_no_attempt_is_left_the_last_answer_stands() -> None:
    result, site = sent_to(reply(503, b"busy"), retry=True)

    assert (answered(result).status, answered(result).body) == (503, b"busy")
    assert answered(result).attempts == len(site.requests) == 4


DATE = email.utils.formatdate(1_800_000_007, usegmt=True)
HOST_DATE = email.utils.formatdate(1_800_000_002, usegmt=True)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        (["Retry-After: 7"], 7.35),
        (["Retry-After: 0"], 0.25),
        ([f"Retry-After: {DATE}"], 7.35),
        ([f"Retry-After: {DATE}", f"Date: {HOST_DATE}"], 5.25),
        (["Retry-After: Thu, 01 Jan 1970 00:00:00 GMT"], 0.25),
        (["X-RateLimit-Reset: 12"], 12.6),
        (["X-RateLimit-Reset: 1800000009"], 9.45),
        (["Retry-After: 3", "X-RateLimit-Reset: 12"], 3.25),
        (["Retry-After: soon", "X-RateLimit-Reset: 12"], 12.6),
        (["Retry-After: soon"], 0.25),
        (["Retry-After: -5"], 0.25),
        ([], 0.25),
    ],
)
def test_the_wait_is_what_the_host_asks_for_and_a_little_more(
    headers: list[str], seconds: float
) -> None:
    clock = Clock()

    result, _ = sent_to(reply(429, b"", *headers), reply(), web=a_web(clock), retry=True)

    assert answered(result).attempts == 2
    assert clock.slept == [seconds]


def test_what_one_request_is_asked_for_holds_for_all() -> None:
    async def act() -> list[float]:
        clock = Clock()
        sent: list[float] = []

        async def note(writer: asyncio.StreamWriter) -> None:
            sent.append(clock.time - 1_000.0)
            writer.write(reply(429, b"", "Retry-After: 40") if len(sent) == 1 else reply())

        async with Site(note) as site, a_web(clock, draw=0.0) as web:
            assert answered(await outcome(web, site.url)).status == 429
            answered(await outcome(web, site.url))
            answered(await outcome(web, site.url))
        return sent

    assert run(act()) == [0.0, 40.0, 40.0]


def test_a_host_that_wants_quiet_for_too_long_is_asked_no_more() -> None:
    async def act() -> tuple[WebFailure, int]:
        async with Site(reply(429, b"", "Retry-After: 3600")) as site, a_web(draw=0.0) as web:
            await outcome(web, site.url)
            return failed(await outcome(web, site.url)), len(site.requests)

    failure, requests = run(act())

    assert "127.0.0.1 wants to hear nothing for another 3,600 s" in failure.why.detail
    assert (failure.attempts, requests) == (0, 1)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        (["X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 12"], 12.0),
        (["X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 1800000009"], 9.0),
        (["X-RateLimit-Remaining: 1", "X-RateLimit-Reset: 12"], 0.0),
        (["X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 86400"], 0.0),
        (["X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 1800000009000"], 0.0),
        (["X-RateLimit-Remaining: 0"], 0.0),
        (["X-RateLimit-Remaining: none", "X-RateLimit-Reset: 12"], 0.0),
    ],
)
def test_an_allowance_that_is_used_up_is_waited_for(headers: list[str], seconds: float) -> None:
    async def act() -> float:
        clock = Clock()
        async with Site(reply(200, b"", *headers)) as site, a_web(clock) as web:
            answered(await outcome(web, site.url))
            answered(await outcome(web, site.url))
        return clock.time - 1_000.0

    assert run(act()) == pytest.approx(seconds)


def test_a_wait_beyond_the_whole_time_is_not_begun() -> None:
    clock = Clock()

    result, _ = sent_to(
        reply(429, b"", "Retry-After: 3600"), web=a_web(clock, total_seconds=60.0), retry=True
    )

    assert (answered(result).status, answered(result).attempts) == (429, 1)
    assert clock.slept == []


def test_the_back_off_doubles_up_to_a_cap() -> None:
    clock = Clock()

    sent_to(
        reply(503),
        web=a_web(clock, max_attempts=9, breaker_failures=99, total_seconds=9_999.0),
        retry=True,
    )

    assert clock.slept == [0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 15.0]


# --- leaving a host alone --------------------------------------------------------------------


def test_five_failures_in_a_row_open_the_circuit_and_a_probe_closes_it() -> None:
    async def act() -> tuple[list[object], int]:
        clock = Clock()
        seen: list[object] = []
        async with Site(*[reply(500)] * 5, reply()) as site, a_web(clock) as web:
            seen += [answered(await outcome(web, site.url)).status for _ in range(5)]
            seen.append(failed(await outcome(web, site.url)).why.detail)
            clock.time += 29.0
            seen.append(failed(await outcome(web, site.url)).attempts)
            clock.time += 1.0
            seen.append(answered(await outcome(web, site.url)).status)
            seen.append(answered(await outcome(web, site.url)).status)
            return seen, len(site.requests)

    seen, requests = run(act())

    assert seen[:5] == [500] * 5
    assert "left alone after 5 failures in a row, for another 30 s" in str(seen[5])
    assert seen[7:] == [200, 200]
    assert requests == 7


def test_a_failed_probe_leaves_the_host_alone_again() -> None:
    async def act() -> int:
        clock = Clock()
        async with Site(drop) as site, a_web(clock) as web:
            for _ in range(5):
                failed(await outcome(web, site.url))
            clock.time += 30.0
            assert "broke" in failed(await outcome(web, site.url)).why.detail
            assert "left alone" in failed(await outcome(web, site.url)).why.detail
            return len(site.requests)

    assert run(act()) == 6


@pytest.mark.parametrize("probe", [reply(), reply(500)])
def test_one_request_probes_and_the_others_wait_for_what_it_finds(probe: bytes) -> None:
    async def act() -> tuple[list[Answer | WebFailure], list[int]]:
        clock = Clock()
        under_way: list[int] = []

        async def found_out(writer: asyncio.StreamWriter) -> None:
            under_way.append(site.at_once)
            await asyncio.sleep(0.05)
            writer.write(probe)

        async with Site(*[reply(500)] * 5, found_out, reply()) as site, a_web(clock) as web:
            for _ in range(5):
                answered(await outcome(web, site.url))
            clock.time += 30.0
            found = await asyncio.gather(*(outcome(web, site.url) for _ in range(9)))
            return found, [*under_way, len(site.requests)]

    found, (under_way, requests) = run(act())

    assert under_way == 1
    if probe == reply():
        assert [answered(one).status for one in found] == [200] * 9
        assert requests == 14
    else:
        assert sum(isinstance(one, WebFailure) for one in found) == 8
        assert requests == 6


def test_a_probe_that_is_given_up_proves_nothing() -> None:
    clock = Clock()
    breaker = Breaker(2, 30.0, clock)
    for _ in range(2):
        breaker.settle(breaker.begin(), is_alive=False)
    clock.time += 31.0

    assert (breaker.refusal(), breaker.is_probing) == ("", False)
    probe = breaker.begin()
    assert breaker.is_probing
    breaker.settle(probe, is_alive=None)
    assert (breaker.refusal(), breaker.is_probing) == ("", False)


def test_a_request_from_before_says_nothing_of_a_host_that_is_left_alone() -> None:
    clock = Clock()
    breaker = Breaker(2, 30.0, clock)
    old, *failing = [breaker.begin() for _ in range(4)]
    for begun in failing:
        breaker.settle(begun, is_alive=False)
        clock.time += 1.0
    assert "after 2 failures in a row, for another 28 s" in breaker.refusal()
    clock.time += 28.0
    breaker.begin()

    breaker.settle(old, is_alive=False)

    assert breaker.is_probing


def test_a_success_between_failures_keeps_the_circuit_closed() -> None:
    async def act() -> list[int]:
        async with Site(*([reply(500)] * 4 + [reply()]) * 3) as site, a_web() as web:
            return [answered(await outcome(web, site.url)).status for _ in range(15)]

    assert run(act()) == [500, 500, 500, 500, 200] * 3


def test_too_many_requests_is_no_failure_of_the_host() -> None:
    async def act() -> list[int]:
        async with Site(reply(429)) as site, a_web() as web:
            return [answered(await outcome(web, site.url)).status for _ in range(12)]

    assert run(act()) == [429] * 12


def test_one_failing_host_does_not_silence_another() -> None:
    async def act() -> int:
        async with Site(drop) as bad, Site(reply()) as good, a_web() as web:
            for _ in range(6):
                await outcome(web, bad.url)
            return answered(await outcome(web, good.url.replace("127.0.0.1", "localhost"))).status

    assert run(act()) == 200


def test_at_most_four_requests_are_under_way_to_one_host() -> None:
    async def slow(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.03)
        writer.write(reply())

    async def act() -> tuple[int, int]:
        async with Site(slow) as site, a_web() as web:
            results = await asyncio.gather(*(outcome(web, site.url) for _ in range(24)))
            return site.most_at_once, sum(answered(r).status == 200 for r in results)

    assert run(act()) == (4, 24)


# --- how often ------------------------------------------------------------------------------


def times_of_turns(per_minute: float, at_once: int, turns: int) -> list[float]:
    """When each of so many turns is given, asked for one after the other."""

    async def act() -> list[float]:
        clock = Clock()
        pace = Pace(per_minute, at_once, clock, clock.sleep)
        found = []
        for _ in range(turns):
            await pace.turn()
            found.append(clock.time - 1_000.0)
        return found

    return run(act())


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 240), st.integers(1, 64))
def test_no_minute_has_more_turns_than_the_limit(per_minute: int, at_once: int) -> None:
    times = times_of_turns(per_minute, at_once, 3 * per_minute)

    for first, last in zip(times, times[per_minute:], strict=False):
        assert last - first >= 60.0 - 1e-6
    assert times[-1] < 60.0 * 3 * 4 / 3 + 1e-6


def test_a_few_turns_come_together_and_the_others_evenly() -> None:
    assert times_of_turns(8, 4, 5) == pytest.approx([0.0, 0.0, 60 / 7, 120 / 7, 180 / 7])
    assert times_of_turns(0.5, 4, 3) == pytest.approx([0.0, 120.0, 240.0])
    assert times_of_turns(0, 4, 3) == [0.0] * 3


def test_requests_to_one_host_wait_for_their_turn_and_others_do_not() -> None:
    async def act() -> tuple[float, float, int]:
        clock = Clock()
        slow = {"127.0.0.1": HostLimits(requests_per_minute=6)}
        async with Site(reply()) as site, a_web(clock, hosts=slow, total_seconds=20.0) as web:
            results = await asyncio.gather(*(outcome(web, site.url) for _ in range(12)))
            first = clock.time - 1_000.0
            for _ in range(6):
                answered(await outcome(web, site.url.replace("127.0.0.1", "localhost")))
            return first, clock.time - 1_000.0, sum(answered(r).status == 200 for r in results)

    first, second, whole = run(act())

    assert first == second
    assert first >= 110.0
    assert whole == 12


def test_a_run_has_so_many_requests_and_no_more() -> None:
    async def act() -> tuple[list[Answer | WebFailure], int]:
        async with Site(reply(), reply(503), reply()) as site, a_web(requests_per_run=3) as web:
            return [await outcome(web, site.url, retry=True) for _ in range(4)], len(site.requests)

    (first, second, third, fourth), requests = run(act())

    assert (answered(first).status, answered(second).attempts, requests) == (200, 2, 3)
    for one in (third, fourth):
        assert "127.0.0.1 has had the 3 requests that a run may send it" in failed(one).why.detail
        assert failed(one).attempts == 0


def test_the_limits_are_those_of_the_host_and_each_process_has_its_share() -> None:
    own = {"Voice.Example.": HostLimits(requests_per_minute=30, requests_per_run=2)}
    every = WebSettings(at_once=6, requests_per_run=9, hosts=own)

    voice, other, third = every.of("voice.example"), every.of("x.example"), every.of("x.example", 3)
    crowd = every.of("voice.example", 16)

    assert (voice.at_once, voice.requests_per_minute, voice.requests_per_run) == (6, 30, 2)
    assert (other.at_once, other.requests_per_minute, other.requests_per_run) == (6, 0, 9)
    assert (third.at_once, third.requests_per_minute, third.requests_per_run) == (2, 0, 3)
    assert (crowd.at_once, crowd.requests_per_minute, crowd.requests_per_run) == (1, 1.875, 1)


# --- secrets and start-up --------------------------------------------------------------------


@pytest.mark.parametrize("key", ["hush\r\nX-More: 1", "hush\x00", "hush\u20ac"])
def test_a_key_that_cannot_be_a_header_is_not_repeated(key: str) -> None:
    result, site = sent_to(reply(), headers={"Authorization": f"Bearer {key}"}, retry=True)

    failure = failed(result)
    chain = f"{failure}{failure.why}{failure.__cause__}"
    assert "malformed" in chain
    assert "hush" not in chain
    assert site.requests == []


def test_logs_name_neither_query_nor_header_values(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    sent_to(reply(200, b"", "Set-Cookie: session=hush"), headers={"Authorization": "Bearer hush"})

    ours = [r for r in caplog.records if r.name.startswith(("httpx", "httpcore"))]
    assert len(ours) > 3
    assert "hush" not in "\n".join(r.getMessage() for r in ours)


def test_importing_the_web_does_not_import_the_client() -> None:
    code = "import precheck.web, sys; sys.exit('httpx' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603


def test_a_closed_web_opens_again() -> None:
    async def act() -> int:
        async with Site(reply()) as site:
            web = a_web()
            await web.send("GET", site.url)
            await web.aclose()
            answer = await web.send("GET", site.url)
            await web.aclose()
            return answer.status

    assert run(act()) == 200


def test_no_test_here_waits_for_a_back_off() -> None:
    began = time.monotonic()

    sent_to(reply(503, b"", "Retry-After: 100"), retry=True)

    assert time.monotonic() - began < 5
