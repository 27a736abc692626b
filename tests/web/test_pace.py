"""How often a host is asked, in a minute and in a run."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precheck import Answer, WebFailure
from precheck.web import HostLimits, WebSettings
from precheck.web.pace import Pace
from tests.web.bench import (
    Clock,
    Site,
    a_web,
    answered,
    failed,
    outcome,
    reply,
    run,
)


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
