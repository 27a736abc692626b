"""Asking a voice service: how near the client comes to what the service's latency allows.

    python benchmarks/voice_client.py [--latency 0.5] [--seconds 5] [--rounds 3]

The service answers after a fixed time, in a process of its own on loopback. Ideal is the latency
times the questions, divided by how many are under way: a ratio of 1 loses nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from precheck.inspectors import Tools
from precheck.testing import A_DAY, a_release, a_track
from precheck.web import Web, WebSettings
from precheck_voice.address import Address
from precheck_voice.facts import VoiceMatches
from precheck_voice.options import VoiceOptions
from precheck_voice.service import ask_service
from precheck_voice.stored import Question

SERVICE = Path(__file__).parents[1] / "tests/plugins/voice/servers/faulty_service.py"
UNDER_WAY = (1, 8, 64)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--latency", type=float, default=0.5, help="of the service, in seconds")
    parser.add_argument("--seconds", type=float, default=5.0, help="that a round ideally takes")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with service(asked.latency) as url, tempfile.TemporaryDirectory() as folder:
        took(url, Path(folder), 1, 2)
        for at_once in UNDER_WAY:
            count = max(round(asked.seconds / asked.latency), 1) * at_once
            ideal = asked.latency * count / at_once
            rounds = [took(url, Path(folder), at_once, count) for _ in range(asked.rounds)]
            wall, cpu = (median(column) for column in zip(*rounds, strict=True))
            print(
                f"{at_once:3} under way: {count} questions in {wall:.2f} s, ideal {ideal:.2f} s,"
                f" ratio {wall / ideal:.2f}; {cpu / count * 1000:.1f} ms of CPU each"
            )


@contextmanager
def service(latency: float) -> Iterator[str]:
    """The address of a service that answers after so many seconds."""
    command = [sys.executable, str(SERVICE), "--faults", "latency=1", "--latency", str(latency)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield process.stdout.readline().strip() if process.stdout is not None else ""
        process.terminate()


def took(url: str, folder: Path, at_once: int, count: int) -> tuple[float, float]:
    """Seconds of wall and of CPU for so many questions."""
    track = a_track()
    question = Question(
        track=track,
        release=a_release(track),
        artists=frozenset({"ada", "bob"}),
        is_instrumental=False,
        min_vocal_seconds=10.0,
    )
    contents = {folder / f"{number}.wav": f"sound {number}".encode() for number in range(count)}
    for sound, content in contents.items():
        sound.write_bytes(content)

    async def act() -> None:
        limit = asyncio.Semaphore(at_once)
        web = Web(allow_hosts=("127.0.0.1",), settings=WebSettings(at_once=at_once))
        tools = Tools(as_of=A_DAY, web=web, data=folder)

        async def ask(sound: Path) -> None:
            async with limit:
                found = await ask_service(
                    question,
                    VoiceOptions(),
                    tools,
                    Address(url=url, key="", name="service"),
                    audio=sound,
                    audio_sha256=sha256(contents[sound]).hexdigest(),
                )
            if not isinstance(found, VoiceMatches):
                raise TypeError(found.detail)

        async with web:
            await asyncio.gather(*map(ask, contents))

    wall, cpu = perf_counter(), process_time()
    asyncio.run(act())
    return perf_counter() - wall, process_time() - cpu


if __name__ == "__main__":
    main()
