"""Inspectors that read are given a thread where several subjects are inspected at once."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from msgspec import Struct

from precheck import Facts, Inspector, Tools, Track
from precheck.engine.inspect import Inspection, steps
from precheck.report import SubjectRef
from precheck.testing import a_track, some_tools


class Where(Struct, frozen=True):
    thread: int


def learn(_: Track, __: Facts, ___: Tools) -> Where:
    return Where(threading.get_ident())


async def wait_and_learn(track: Track, facts: Facts, tools: Tools) -> Where:
    await asyncio.sleep(0)
    return learn(track, facts, tools)


def learn_on_a_loop_of_its_own(track: Track, facts: Facts, tools: Tools) -> Where:
    return asyncio.run(wait_and_learn(track, facts, tools))


def a_look() -> Inspection:
    return Inspection(a_track(), SubjectRef(kind="track"), {}, owners={})


def asked_beside_others(inspector: Inspector[Track, Where], data: Path) -> Where:
    """The fact that the engine gets from this inspector, on a loop in this thread."""
    look = a_look()
    with ThreadPoolExecutor(1) as threads:
        asyncio.run(look.run_beside(steps((inspector,)), some_tools(data=data), threads))
    return look.facts[Where]


def asked_alone(inspector: Inspector[Track, Where], data: Path) -> Where:
    """The fact that the engine gets where nothing else is inspected meanwhile."""
    look = a_look()
    look.run(steps((inspector,)), some_tools(data=data), asyncio.run)
    return look.facts[Where]


def test_an_inspector_that_reads_runs_in_a_thread_of_its_own(tmp_path: Path) -> None:
    where = asked_beside_others(Inspector(of=Track, gives=Where, inspect=learn), tmp_path)

    assert where.thread != threading.get_ident()


def test_an_inspector_that_only_derives_is_spared_the_thread(tmp_path: Path) -> None:
    inspector = Inspector(of=Track, gives=Where, inspect=learn, is_derived=True)
    where = asked_beside_others(inspector, tmp_path)

    assert where.thread == threading.get_ident()


def test_where_nothing_is_inspected_beside_it_reading_takes_no_thread(tmp_path: Path) -> None:
    where = asked_alone(Inspector(of=Track, gives=Where, inspect=learn), tmp_path)

    assert where.thread == threading.get_ident()


def test_there_a_plain_function_may_run_a_loop_of_its_own(tmp_path: Path) -> None:
    inspector = Inspector(of=Track, gives=Where, inspect=learn_on_a_loop_of_its_own)
    where = asked_alone(inspector, tmp_path)

    assert where.thread == threading.get_ident()


def test_there_a_coroutine_is_waited_for(tmp_path: Path) -> None:
    where = asked_alone(Inspector(of=Track, gives=Where, inspect=wait_and_learn), tmp_path)

    assert where.thread == threading.get_ident()
