"""Inspectors that read are given a thread; those that only derive are asked where they are."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from msgspec import Struct

from precheck import Facts, Inspector, Tools, Track
from precheck.engine.inspect import Inspection
from precheck.report import SubjectRef
from precheck.testing import a_track, some_tools


class Where(Struct, frozen=True):
    thread: int


def learn(_: Track, __: Facts, ___: Tools) -> Where:
    return Where(threading.get_ident())


def asked(inspector: Inspector[Track, Where], data: Path) -> Where:
    """The fact that the engine gets from this inspector, on a loop in this thread."""
    track = a_track()
    look = Inspection(track, SubjectRef(kind="track"), {}, owners={})
    with ThreadPoolExecutor(1) as threads:
        asyncio.run(look.run((inspector,), some_tools(data=data), threads))
    return look.facts[Where]


def test_an_inspector_that_reads_runs_in_a_thread_of_its_own(tmp_path: Path) -> None:
    where = asked(Inspector(of=Track, gives=Where, inspect=learn), tmp_path)

    assert where.thread != threading.get_ident()


def test_an_inspector_that_only_derives_is_spared_the_thread(tmp_path: Path) -> None:
    where = asked(Inspector(of=Track, gives=Where, inspect=learn, is_derived=True), tmp_path)

    assert where.thread == threading.get_ident()
