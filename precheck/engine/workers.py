"""Worker processes: the same check of the same releases, on every core."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context, parent_process
from threading import Thread

from msgspec.structs import replace

from precheck.engine.room import Order, Outcome, Room, lost
from precheck.interrupts import held_back
from precheck.model import Batch, Source
from precheck.report import ReleaseStarted

AHEAD = 4
"""How many releases a worker is handed before the first of them is taken back."""

_worker: list[Room] = []
"""The room of a worker process; empty in the main one."""


def _open_worker(order: Order) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    room = Room(order, processes=1)  # there is one of us for each processor
    room.__enter__()  # it is closed with the process
    _worker.append(room)


def _end_with_parent() -> None:
    """End where the main process was killed: the pool would wait for its next word for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _check_in_worker(source: Source) -> Outcome:
    return _worker[0].check_release(source)


def outcomes(
    batch: Batch, order: Order, recipients: tuple[str, ...], jobs: int
) -> Iterator[ReleaseStarted | Outcome]:
    """The outcomes in the order of the batch, whichever worker is quicker.

    A worker that dies takes its pool with it: what was under way is then done again, each release
    in a process of its own, so that only the one that kills is lost.
    """
    order = replace(order, processes=jobs)
    waiting: deque[tuple[Source, Future[Outcome]]] = deque()
    sources = batch.sources
    position = 0
    pool = _pool(order, jobs)
    try:
        while waiting or position < len(sources):
            while position < len(sources) and len(waiting) < jobs * AHEAD:
                yield ReleaseStarted(id=sources[position].id)
                waiting.append((sources[position], _handed(pool, sources[position])))
                position += 1
            source, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                again = [source, *(s for s, _ in waiting)]
                waiting.clear()
                yield from (_alone(one, order, recipients) for one in again)
                pool = _pool(order, jobs)
    finally:
        if waiting or position < len(sources):
            for child in active_children():  # broken off: nobody will take what they still do
                child.terminate()
            _hang_up(getattr(pool, "_result_queue", None))
        # Waited for: at its own end Python would wake the pool's thread by a pipe that it closes.
        pool.shutdown(cancel_futures=True)


def _hang_up(results: object) -> None:
    """Close our own writing end of the pipe that results come through.

    A worker that was stopped while it was writing leaves half a result. The pool's thread would
    wait for the other half for ever, and Python at its end for the thread, as long as somebody
    could still write.
    """
    writer = getattr(results, "_writer", None)
    if writer is not None:
        writer.close()


def _handed(pool: ProcessPoolExecutor, source: Source) -> Future[Outcome]:
    """The promise of an outcome; broken where the pool is broken already.

    Processes that start here are born with the interrupt held back: it is this one's to answer.
    """
    try:
        with held_back():
            return pool.submit(_check_in_worker, source)
    except BrokenProcessPool as error:
        broken: Future[Outcome] = Future()
        broken.set_exception(error)
        return broken


def _pool(order: Order, jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_open_worker, initargs=(order,)
    )


def _alone(source: Source, order: Order, recipients: tuple[str, ...]) -> Outcome:
    try:
        with _pool(order, 1) as pool:
            return _handed(pool, source).result()
    except BrokenProcessPool as error:
        return lost(source, recipients, error)
