"""A `voice-compare/1` service on loopback that goes wrong as it is told, and keeps count.

In a test, `with FaultyService(Plan(seed=7)) as service:` starts and stops it. By hand:

    python tests/plugins/voice/servers/faulty_service.py --seed 7
    python tests/plugins/voice/servers/faulty_service.py --faults drop=1,limited-seconds=1,honest=8

It prints its address, for `service` under `[plugins.voice]`; `artists` may be anything. On Ctrl-C
it prints how often it did what. The names of the faults, and what each does, are in
`fault_plan.py`. Scores are made from the sound's digest: the same sound resembles the same artists
every time.
"""

from __future__ import annotations

import argparse
import asyncio
import collections
import contextlib
import email.utils
import gzip
import json
import threading
import time
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Self

from fault_plan import MIXED, WHOLE, Fault, Plan
from msgspec import Struct

BURST = 6
PAGE = b"<html><body>It works!</body></html>"
BOMB = gzip.compress(bytes(20_000_000))
STATUS = {
    **dict.fromkeys((Fault.LIMITED, Fault.LIMITED_SECONDS, Fault.LIMITED_DATE), 429),
    Fault.BAD_GATEWAY: 502,
    Fault.UNAVAILABLE: 503,
    Fault.GATEWAY_TIMEOUT: 504,
    **dict.fromkeys((Fault.BROKEN, Fault.BURST), 500),
}
BANDS = ((0.67, "strong"), (0.61, "possible"), (0.54, "weak"), (-1.0, "none"))
LONGEST_WAIT = 20
"""Seconds that it asks clients to wait, at most."""


class Given(Struct, frozen=True, kw_only=True):
    """What one request was given."""

    fault: Fault
    sound: str
    """The SHA-256 of the sound that came."""
    at: float
    """When it came, by the clock of the test."""
    wait: int | None
    """The seconds that it was asked to wait."""
    request_id: str
    scores: Mapping[str, float]

    @property
    def is_whole(self) -> bool:
        """Whether this was the answer to the question, and all of it."""
        return self.fault in WHOLE


class FaultyService:
    """The service, in a thread of its own. `given` says what each question got, by its key."""

    def __init__(
        self,
        plan: Plan,
        *,
        clock: Callable[[], float] = time.time,
        port: int = 0,
        latency: float = 0.003,
    ) -> None:
        """Take the plan; `clock` gives seconds since 1970, for dates and for the count."""
        self._latency = latency
        self.clock = clock
        self.follow(plan)
        self.given: dict[str, list[Given]] = collections.defaultdict(list)
        self.connected = 0
        self.most_connected = 0
        self._port = port
        self._before: dict[str, Any] = {}
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    def follow(self, plan: Plan) -> None:
        """Go wrong by this plan from now on; a burst of the one before is over."""
        self._plan, self._burst_left = plan, 0

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    async def _serve(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._connection, "127.0.0.1", self._port, backlog=512)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._ready.set()
        await self._over.wait()
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connected += 1
        self.most_connected = max(self.connected, self.most_connected)
        try:
            while await self._request(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            writer.transport.abort()
        finally:
            self.connected -= 1
            writer.close()

    async def _request(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; whether another may follow on this connection."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
        body = await reader.readexactly(int(headers["content-length"]))
        wish, sound = parts_of(body, headers["content-type"])
        key = headers["idempotency-key"]
        fault, gravity = self._next(key)
        answer = answer_to(wish["artists"], sound, f"{key[:12]}-{len(self.given[key]) + 1}")
        before, self._before = self._before, answer
        if fault is Fault.STALE and before.get("audio") in (None, answer["audio"]):
            fault = Fault.HONEST  # nothing else was asked before
        asked = int(gravity * LONGEST_WAIT)
        has_wait = fault in (Fault.LIMITED_SECONDS, Fault.LIMITED_DATE) or (
            fault is Fault.UNAVAILABLE and gravity > 0.5
        )
        self.given[key].append(
            Given(
                fault=fault,
                sound=sound,
                at=self.clock(),
                wait=asked if has_wait else None,
                request_id=answer["request_id"],
                scores={match["artist"]: match["score"] for match in answer["matches"]},
            )
        )
        shown = before if fault is Fault.STALE else spoilt(answer, fault, gravity)
        waits = self._waits(fault, asked) if has_wait else ()
        said = json.dumps(shown) if fault is not Fault.ECHO else headers.get("authorization", "-")
        return await self._give(reader, writer, fault, said.encode(), waits)

    def _next(self, key: str) -> tuple[Fault, float]:
        if self._burst_left:
            self._burst_left -= 1
            return Fault.BURST, 0.0
        fault, gravity = self._plan.draw(key, len(self.given[key]) + 1)
        if fault is Fault.BURST:
            self._burst_left = BURST - 1
        return fault, gravity

    def _waits(self, fault: Fault, seconds: int) -> tuple[str, ...]:
        if fault is not Fault.LIMITED_DATE:
            return (f"Retry-After: {seconds}",)
        now = int(self.clock())
        date, then = (email.utils.formatdate(at, usegmt=True) for at in (now, now + seconds))
        return (f"Date: {date}", f"Retry-After: {then}")

    async def _give(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        fault: Fault,
        body: bytes,
        waits: tuple[str, ...],
    ) -> bool:
        whole = reply(200, body)
        if fault is Fault.LATENCY:
            await asyncio.sleep(self._latency)
        elif fault is Fault.LATE:
            await reader.read()  # until the client hangs up
        elif fault is Fault.DRIP:
            await drip(writer)
        cuts = {
            Fault.DROP: 0,
            Fault.DROP_IN_HEADERS: 30,
            Fault.DROP_IN_BODY: len(whole) - len(body) // 2,
        }
        if fault in cuts:
            writer.write(whole[: cuts[fault]])
            with contextlib.suppress(ConnectionError):
                await writer.drain()
            return False
        ways: dict[Fault, Callable[[], bytes]] = {
            Fault.PAGE: lambda: reply(200, PAGE, "Content-Type: text/html"),
            Fault.OTHER_TYPE: lambda: reply(200, body, "Content-Type: text/html"),
            Fault.GZIPPED: lambda: reply(200, gzip.compress(body), "Content-Encoding: gzip"),
            Fault.BOMB: lambda: reply(200, BOMB, "Content-Encoding: gzip"),
            Fault.TRUNCATED: lambda: reply(200, body[: len(body) // 2]),
            Fault.TWICE: lambda: whole + whole,
        }
        if fault in STATUS:
            writer.write(reply(STATUS[fault], b"no", *waits))
        else:
            writer.write(ways.get(fault, lambda: whole)())
        await writer.drain()
        return True


async def drip(writer: asyncio.StreamWriter) -> None:
    """Write a byte now and then, until the client hangs up."""
    writer.write(reply(200, b"", length=1_000_000))
    for _ in range(1_000_000):
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.05)


def reply(status: int, body: bytes, *headers: str, length: int | None = None) -> bytes:
    """A response as it goes over the wire."""
    kind = () if any("content-type" in h.lower() for h in headers) else ("application/json",)
    lines = [
        f"HTTP/1.1 {status} Any",
        f"Content-Length: {len(body) if length is None else length}",
        *(f"Content-Type: {one}" for one in kind),
        *headers,
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def parts_of(body: bytes, kind: str) -> tuple[dict[str, Any], str]:
    """The wish of a request, and the SHA-256 of the sound that came with it."""
    boundary = b"--" + kind.partition("boundary=")[2].encode()
    _, wish, sound, _ = body.split(boundary, 3)
    said: dict[str, Any] = json.loads(wish.partition(b"\r\n\r\n")[2])
    return said, sha256(sound.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n")).hexdigest()


def answer_to(artists: list[str], sound: str, request_id: str) -> dict[str, Any]:
    """The whole answer, about the sound with this digest."""
    scores = {a: int(sha256(f"{sound} {a}".encode()).hexdigest()[:4], 16) / 65_535 for a in artists}
    return {
        "schema": "voice-compare/1",
        "outcome": "ok",
        "request_id": request_id,
        "model": {"id": "faulty", "version": "1"},
        "threshold_set": "named-k3",
        "thresholds": {"possible": 0.61, "strong": 0.67},
        "gallery": {"sha256": "cd" * 32, "updated": "2026-11-01"},
        "audio": {"sha256": sound, "seconds": 185.0, "vocal_seconds": 92.5, "input": "mix"},
        "artists": artists,
        "matches": [
            {
                "artist": artist,
                "score": score,
                "band": next(band for limit, band in BANDS if score >= limit),
                "k": 3,
            }
            for artist, score in scores.items()
        ],
    }


def spoilt(answer: dict[str, Any], fault: Fault, gravity: float) -> dict[str, Any]:
    """The answer, with what the fault does to its content."""
    first = answer["matches"][0]
    score = first["score"]
    numbers = {
        Fault.PERCENT: 1.5 + score * 98,
        Fault.TEXT_SCALE: f"{score:.2f}",
        Fault.UNBOUNDED: -4.2 - score if gravity > 0.5 else 1.2 + 9 * score,
    }
    if fault in numbers:
        matches = [{**first, "score": numbers[fault]}, *answer["matches"][1:]]
        return {**answer, "matches": matches}
    if fault is Fault.OTHER_AUDIO:
        return {**answer, "audio": {**answer["audio"], "sha256": "0" * 64}}
    if fault is Fault.WRONG_TYPES:
        whole = {**answer, "matches": {first["artist"]: score}}
        return whole if gravity > 0.5 else {**answer, "audio": "92.5 s of voice"}
    return answer


def main() -> None:
    """Serve until Ctrl-C, and print what was given."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", default="", metavar="NAME=WEIGHT,...", help="default: a mix")
    parser.add_argument("--latency", type=float, default=0.003, metavar="SECONDS")
    asked = parser.parse_args()
    pairs = [one.partition("=") for one in asked.faults.split(",") if one]
    weights = {Fault(name): int(weight or 1) for name, _, weight in pairs} or MIXED
    plan = Plan(seed=asked.seed, weights=weights)
    with FaultyService(plan, port=asked.port, latency=asked.latency) as service:
        print(service.url, flush=True)  # noqa: T201
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()
        counts = collections.Counter(one.fault for all_ in service.given.values() for one in all_)
        for fault, count in counts.most_common():
            print(f"{count:6} {fault}")  # noqa: T201


if __name__ == "__main__":
    main()
