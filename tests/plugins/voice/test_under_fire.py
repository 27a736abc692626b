"""The real client against a service that goes wrong in every way, held against its own count."""

from __future__ import annotations

import asyncio
import collections
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from fault_plan import MIXED, PASSING, SLOW, WHOLE, Fault, Plan
from faulty_service import FaultyService, Given
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from precheck import Reason, Tools, Unavailable
from precheck.testing import A_DAY, a_release, a_track
from precheck.web import Web, WebSettings
from precheck_voice.address import Address
from precheck_voice.facts import VoiceMatches
from precheck_voice.options import VoiceOptions
from precheck_voice.service import ask_service
from precheck_voice.stored import Question

ARTISTS = frozenset({"ada", "bob"})
ATTEMPTS = 4
AT_ONCE = 64
QUICK = {fault: weight for fault, weight in MIXED.items() if fault not in SLOW}
QUESTIONS = 8_600
"""Of them come a little more than 10,000 requests, by the seed."""
TRACK = a_track()
RELEASE = a_release(TRACK)
Concluded = VoiceMatches | Unavailable


class Clock:
    """A clock that moves when someone sleeps, to where they wake, and a little whenever it is read.

    Those who wait beside the sleeper go on.
    """

    def __init__(self) -> None:
        self.time = 1_800_000_000.0

    def __call__(self) -> float:
        self.time += 0.05
        return self.time

    async def sleep(self, seconds: float) -> None:
        wakes = self.time + seconds
        await asyncio.sleep(0)
        self.time = max(self.time, wakes)


class Sound(Struct, frozen=True):
    """A small file, which is a question of its own."""

    path: Path
    sha256: str

    @property
    def key(self) -> str:
        """As the documentation of the service says: the same for the same audio and artists."""
        return sha256("\n".join([self.sha256, *sorted(ARTISTS)]).encode()).hexdigest()


def sounds(folder: Path, count: int) -> list[Sound]:
    found = []
    for number in range(count):
        content = f"sound {number}".encode()
        path = folder / f"{number}.wav"
        path.write_bytes(content)
        found.append(Sound(path, sha256(content).hexdigest()))
    return found


def a_web(clock: Clock, **limits: float) -> Web:
    return Web(
        allow_hosts=("127.0.0.1",),
        settings=WebSettings(max_attempts=ATTEMPTS, **limits),  # type: ignore[arg-type]
        clock=clock,
        now=clock,
        sleep=clock.sleep,
    )


async def ask(web: Web, service: FaultyService, sound: Sound, seconds: float = 30.0) -> Concluded:
    question = Question(
        track=TRACK,
        release=RELEASE,
        artists=ARTISTS,
        is_instrumental=False,
        min_vocal_seconds=10.0,
    )
    return await ask_service(
        question,
        VoiceOptions(artists=tuple(ARTISTS), timeout_seconds=seconds, key_env=""),
        Tools(as_of=A_DAY, web=web, data=Path()),
        Address(url=service.url, key="", name="faulty"),
        audio=sound.path,
        audio_sha256=sound.sha256,
    )


async def ask_all(
    web: Web, service: FaultyService, every: Sequence[Sound], seconds: float = 30.0
) -> list[Concluded]:
    limit = asyncio.Semaphore(AT_ONCE)

    async def ask_one(sound: Sound) -> Concluded:
        async with limit:
            return await ask(web, service, sound, seconds)

    async with web:
        return await asyncio.gather(*(ask_one(sound) for sound in every))


def complaints(sound: Sound, given: list[Given], concluded: Concluded) -> list[str]:
    """What is wrong with a question and its end, by what the service knows that it gave."""
    of_answer = of_refusal if isinstance(concluded, Unavailable) else of_fact
    return [*of_asking(sound, given), *of_answer(sound, given, concluded)]  # type: ignore[arg-type]


def of_asking(sound: Sound, given: list[Given]) -> Iterator[str]:
    if any(one.sound != sound.sha256 for one in given):
        yield "another sound was sent under its key"
    if len(given) > ATTEMPTS:
        yield f"it was asked {len(given)} times"
    if any(one.fault not in PASSING for one in given[:-1]):
        yield "it was asked again after an answer that stands"
    for one, other in pairwise(given):
        if one.wait is not None and other.at < one.at + one.wait:
            yield f"it came back after {other.at - one.at:.3f} s instead of {one.wait} s"


def of_refusal(_: Sound, given: list[Given], why: Unavailable) -> Iterator[str]:
    if why.reason is not Reason.SERVICE:
        yield f"a failure of the service is told as {why.reason}"
    if given and given[-1].is_whole:
        yield f"its answer was lost: {why.detail}"
    if not given and not is_refused(why):
        yield f"it was never asked: {why.detail}"


def of_fact(sound: Sound, given: list[Given], fact: VoiceMatches) -> Iterator[str]:
    if not given or not given[-1].is_whole:
        yield f"it was judged by {given[-1].fault if given else 'nothing'}"
    elif fact.request_id != given[-1].request_id:
        yield f"it was judged by {fact.request_id}, not {given[-1].request_id}"
    elif {match.artist: match.score for match in fact.matches} != given[-1].scores:
        yield "its scores are not those that were given"
    if fact.audio_sha256 != sound.sha256:
        yield "it was judged by another sound"


def is_refused(concluded: Concluded) -> bool:
    return isinstance(concluded, Unavailable) and "is left alone after" in concluded.detail


def all_complaints(
    service: FaultyService, every: list[Sound], results: list[Concluded]
) -> list[str]:
    return [
        f"{sound.path.name}: {one}"
        for sound, result in zip(every, results, strict=True)
        for one in complaints(sound, service.given.get(sound.key, []), result)
    ]


def counted(service: FaultyService) -> collections.Counter[Fault]:
    return collections.Counter(one.fault for given in service.given.values() for one in given)


def test_of_ten_thousand_requests_each_question_ends_with_what_was_answered_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None is lost, none is judged twice, and no failure becomes a fact."""
    # The HTTP client looks for this package six times a request, a fifth of the whole time.
    monkeypatch.setitem(sys.modules, "sniffio", None)
    every = sounds(tmp_path, QUESTIONS)
    web = a_web(clock := Clock(), at_once=AT_ONCE, breaker_seconds=3)

    with FaultyService(Plan(seed=2026, weights=QUICK), clock=clock) as service:
        results = asyncio.run(ask_all(web, service, every))

    assert all_complaints(service, every, results) == []
    assert set(service.given) <= {sound.key for sound in every}
    judged = [result.request_id for result in results if isinstance(result, VoiceMatches)]
    assert len(judged) == len(set(judged))
    assert len(judged) > QUESTIONS / 2
    assert set(counted(service)) == set(QUICK)
    assert counted(service).total() > 10_000
    left_alone = [number for number, result in enumerate(results) if is_refused(result)]
    assert 0 < len(left_alone) < QUESTIONS / 10
    assert isinstance(results[-1], VoiceMatches) or left_alone[-1] < QUESTIONS - 1


def test_answers_that_come_late_or_never_end_are_nobodys(tmp_path: Path) -> None:
    every = sounds(tmp_path, 100)
    weights = {Fault.HONEST: 6, Fault.LATE: 1, Fault.DRIP: 1}
    web = a_web(clock := Clock(), at_once=AT_ONCE, breaker_failures=10_000)

    with FaultyService(Plan(seed=2026, weights=weights), clock=clock) as service:
        results = asyncio.run(ask_all(web, service, every, seconds=2.0))

    assert all_complaints(service, every, results) == []
    assert set(counted(service)) == set(weights)


def test_a_plan_goes_wrong_in_the_same_way_again() -> None:
    first, second, other = (Plan(seed=seed) for seed in (7, 7, 8))
    keys = [f"{number:064x}" for number in range(500)]

    assert [first.draw(k, 1) for k in keys] == [second.draw(k, 1) for k in keys]
    assert [first.draw(k, 1) for k in keys] != [other.draw(k, 1) for k in keys]


@pytest.mark.parametrize("fault", list(Fault))
def test_each_fault_alone_is_a_fact_or_a_reason(tmp_path: Path, fault: Fault) -> None:
    every = sounds(tmp_path, 3)
    web = a_web(clock := Clock(), at_once=1, breaker_failures=99)
    seconds = 0.2 if fault in SLOW else 5.0

    with FaultyService(Plan(seed=1, weights={fault: 1}), clock=clock) as service:
        results = asyncio.run(ask_all(web, service, every, seconds=seconds))

    assert all_complaints(service, every, results) == []
    asked = ATTEMPTS if fault in PASSING else 1
    assert [len(service.given[sound.key]) for sound in every] == [asked] * 3
    assert isinstance(results[-1], VoiceMatches) is (fault in WHOLE)


@settings(max_examples=25, deadline=None)
@example(seed=1005, moments=[0] * 9)  # a burst outlives the questions that it began among
@given(seed=st.integers(0, 10**6), moments=st.lists(st.integers(0, 300), min_size=9, max_size=9))
def test_a_question_that_is_broken_off_leaves_nothing_open(seed: int, moments: list[int]) -> None:
    """Nothing of the others is lost either, and no turn."""

    async def break_off(task: asyncio.Task[Concluded], moment: int) -> None:
        for _ in range(moment):
            await asyncio.sleep(0)
        task.cancel()

    async def act(
        clock: Clock, service: FaultyService, first: list[Sound], then: list[Sound]
    ) -> None:
        async with a_web(clock, at_once=2) as web:
            tasks = [asyncio.create_task(ask(web, service, sound)) for sound in first]
            await asyncio.gather(*map(break_off, tasks, moments))
            results = await asyncio.gather(*tasks, return_exceptions=True)
            async with asyncio.timeout(30):
                while service.connected:  # noqa: ASYNC110 - it is counted in another thread
                    await asyncio.sleep(0.001)
            for sound, result in zip(first, results, strict=True):
                if not isinstance(result, asyncio.CancelledError):
                    assert not isinstance(result, BaseException)
                    assert complaints(sound, service.given[sound.key], result) == []
            assert not any(isinstance(one, BaseException) for one in results[len(moments) :])
            service.follow(Plan(seed=seed, weights={Fault.HONEST: 1}))
            await clock.sleep(1_000)
            for sound in then:
                assert isinstance(await ask(web, service, sound), VoiceMatches)

    with TemporaryDirectory() as folder:
        every = sounds(Path(folder), 15)
        clock = Clock()
        with FaultyService(Plan(seed=seed, weights=QUICK), clock=clock) as service:
            asyncio.run(act(clock, service, every[:12], every[12:]))
