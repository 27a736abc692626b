"""What is tried again, and after how long."""

import asyncio
import email.utils

import pytest

from precheck import WebFailure
from tests.web.bench import (
    Clock,
    Site,
    a_web,
    answered,
    drop,
    failed,
    outcome,
    reply,
    run,
    sent_to,
)


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
