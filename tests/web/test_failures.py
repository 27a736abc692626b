"""Answers that are not whole, too large, or not there."""

import asyncio
import gzip
import tracemalloc

import pytest

from precheck import Answer, Reason, WebFailure
from precheck.web import Web
from tests.web.bench import (
    Clock,
    Reply,
    Site,
    a_web,
    answered,
    drip,
    drop,
    failed,
    outcome,
    reply,
    run,
    sent_to,
    silence,
)


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
