"""Thousands of damaged files: each is read and measured, or told, and none harms the run.

`PRECHECK_MUTANTS=200000 pytest tests/plugins/audio_tags/sound/test_mutants.py` goes on for hours.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import msgspec
import numpy as np
import pytest

from making.signals import encoded, noise, sine
from precheck import ApartFailure
from precheck.apart.pool import Pool
from precheck_audio_tags.facts import Decoding, Presence
from precheck_audio_tags.opening import open_audio
from precheck_audio_tags.sound.door import Wanted, measured

MANY = int(os.environ.get("PRECHECK_MUTANTS", "2400"))
SEED = int(os.environ.get("PRECHECK_MUTANTS_SEED", "1"))
GROUPS = 8
EXTREMES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)
HEAD = 400
"""Headers lie in the first bytes: that is where lies about lengths do most."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Sound files of every format, by their suffix."""
    folder = tmp_path_factory.mktemp("whole")
    signal = np.concatenate([noise(0.2), sine(440, 0.5, 0.3)], axis=1)
    made = {
        "flac": {"sample": "s16"},
        "24.flac": {"sample": "s32"},
        "wav": {},
        "float.wav": {"codec": "pcm_f32le", "sample": "flt"},
        "aiff": {"codec": "pcm_s16be", "sample": "s16"},
        "mp3": {"bit_rate": 128_000},
        "m4a": {"bit_rate": 128_000},
        "alac.m4a": {"codec": "alac", "sample": "s16p"},
        "ogg": {"bit_rate": 128_000},
        "opus": {"bit_rate": 96_000},
    }
    return {
        name: encoded(folder / f"a.{name}", signal, **how).read_bytes()  # type: ignore[arg-type]
        for name, how in made.items()
    }


def flipped(data: bytearray, rng: Random, others: list[bytes]) -> bytearray:
    del others
    for _ in range(rng.randint(1, 20)):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return data


def truncated(data: bytearray, rng: Random, _: list[bytes]) -> bytearray:
    return data[: rng.randrange(len(data))]


def zeroed(data: bytearray, rng: Random, _: list[bytes]) -> bytearray:
    start, length = rng.randrange(len(data)), rng.randint(1, 4000)
    data[start : start + length] = bytes(len(data[start : start + length]))
    return data


def lying(data: bytearray, rng: Random, others: list[bytes]) -> bytearray:
    """A length, rate or count in a header is another."""
    del others
    for _ in range(rng.randint(1, 3)):
        at, width = rng.randrange(min(HEAD, len(data))), rng.choice((1, 2, 4))
        value = rng.choice((*EXTREMES, rng.getrandbits(32))) & ((1 << 8 * width) - 1)
        order = rng.choice(("little", "big"))
        data[at : at + width] = value.to_bytes(width, order)  # type: ignore[arg-type]
    return data


def spliced(data: bytearray, rng: Random, others: list[bytes]) -> bytearray:
    """The head of one file on the body of another."""
    other = rng.choice(others)
    return bytearray(other[: rng.randrange(1, HEAD)]) + data[rng.randrange(HEAD) :]


def doubled(data: bytearray, rng: Random, _: list[bytes]) -> bytearray:
    """A stretch stands there twice, or many times."""
    start = rng.randrange(len(data))
    part = data[start : start + rng.randint(1, 2000)]
    return data[:start] + part * rng.choice((2, 3, 50)) + data[start + len(part) :]


def tagged(data: bytearray, rng: Random, _: list[bytes]) -> bytearray:
    """An ID3 tag that lies about its size stands in front."""
    size = bytes(rng.randrange(128) for _ in range(4))
    frame = rng.choice((b"TIT2", b"APIC", b"GEOB", b"PRIV")) + rng.randbytes(6)
    return bytearray(b"ID3" + bytes([rng.choice((2, 3, 4)), 0, rng.choice((0, 0x80)), *size])) + (
        frame + rng.randbytes(rng.randrange(200)) + data
    )


WAYS: tuple[Callable[[bytearray, Random, list[bytes]], bytearray], ...] = (
    flipped,
    truncated,
    zeroed,
    lying,
    lying,
    spliced,
    doubled,
    tagged,
)


def mutants(whole: dict[str, bytes], group: int) -> Iterator[tuple[str, bytes]]:
    """Their names, which say how to make them again, with their bytes."""
    names, bodies = sorted(whole), [whole[name] for name in sorted(whole)]
    for number in range(group, MANY, GROUPS):
        rng = Random(f"{SEED}-{number}")  # noqa: S311 - it is to come out the same every time
        name, way = rng.choice(names), rng.choice(WAYS)
        data = way(bytearray(whole[name]), rng, bodies)
        yield f"{SEED}-{number}-{way.__name__}.{name}", bytes(data)


def outcome(path: Path, pool: Pool) -> str:
    """What becomes of a file, in a word."""
    file = pool(open_audio, path, path.name, seconds=10)
    if file.stream is None:
        assert file.presence is not Presence.READ or file.is_length_unknown
        assert file.detail or file.is_length_unknown
        return "no stream"
    wanted = Wanted(stream=file.stream, span=file.sound_span)
    decoding = pool(measured, path, wanted, seconds=20)
    said = msgspec.json.encode(decoding)
    assert msgspec.json.decode(said, type=Decoding) == decoding
    assert decoding.digest is not None
    assert decoding.digest.size_bytes == path.stat().st_size
    if decoding.sound is None:
        assert decoding.trouble
        return "no sound"
    assert decoding.sound.samples > 0
    return "damaged" if decoding.trouble or decoding.bad_packets else "measured"


@pytest.mark.parametrize("group", range(GROUPS))
def test_no_mutant_harms_the_run(group: int, whole: dict[str, bytes], tmp_path: Path) -> None:
    """Every one comes back with a result of its process, which is alive afterwards."""
    paths = []
    for name, data in mutants(whole, group):
        paths.append(tmp_path / name)
        paths[-1].write_bytes(data)
    lost: dict[str, str] = {}

    def tried(path: Path) -> str:
        try:
            return outcome(path, pool)
        except ApartFailure as failure:
            lost[path.name] = failure.detail
            return "lost"

    with Pool(2) as pool, ThreadPoolExecutor(2) as threads:
        found = Counter(threads.map(tried, paths))

    assert lost == {}
    assert found.total() == len(paths)
    assert min(found["no stream"], found["measured"]) > len(paths) / 20
