"""A host that fails is left alone, and asked again by one."""

import asyncio

import pytest

from precheck import Answer, WebFailure
from precheck.web import Breaker
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
)


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
