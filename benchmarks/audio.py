"""What it costs to measure a sound, against decoding it into the same blocks and nothing else.

python benchmarks/audio.py                FLAC, WAV, MP3 and AAC of our own, of 3 and 60 minutes
python benchmarks/audio.py FILE...        sounds of yours
python benchmarks/audio.py --tools FILE   against fpcalc, FFmpeg twice, and sha256sum
python benchmarks/audio.py --memory       peak memory over 60 minutes, against 3
python benchmarks/audio.py --cores        four files in two processes, against one

CPU time; both sides in turn, in one process. Whatever is not installed is left out and said so.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from shutil import which
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is imported: one core a process

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))

import numpy as np
from measuring import cpu_of, in_turn, peak_bytes_of_command, say

from making.signals import RATE, Signal, encoded
from precheck_audio_tags.opening import open_audio
from precheck_audio_tags.sound.blocks import Cutter
from precheck_audio_tags.sound.decoding import Decoder
from precheck_audio_tags.sound.door import Wanted, measured
from precheck_audio_tags.sound.samples import floats

MINUTES = (3, 60)
FORMATS = {"flac": 0, "wav": 0, "mp3": 320_000, "m4a": 256_000}
"""The formats by their suffix, with the bit rate of the lossy ones."""
ROUNDS = {3: 9, 60: 3}


def music(minutes: int) -> Signal:
    """Chords, a bass and drums, mastered loud: the harder case for true peaks."""
    made = np.random.default_rng(7)
    beat = np.arange(RATE // 2) / RATE
    hit = made.normal(0, 1, (2, len(beat))) * np.exp(-beat * 30)
    bars = []
    for _ in range(90):  # half a second each: what follows is repeated
        pitches = made.uniform(110, 880, 5)
        chord = sum(np.sin(2 * np.pi * f * beat + made.uniform(0, 6, (2, 1))) for f in pitches)
        bars.append(0.2 * chord * np.exp(-beat * 2) + 0.4 * hit)
    phrase = np.tanh(1.5 * np.concatenate(bars, axis=1))
    return np.tile(phrase, minutes * 60 // 45)


def files(folder: Path, minutes: int) -> list[Path]:
    """The sounds of our own."""
    signal = music(minutes)
    return [
        encoded(folder / f"{minutes}-minutes.{suffix}", signal, bit_rate=bit_rate)
        for suffix, bit_rate in FORMATS.items()
    ]


def decode(path: Path, container: str) -> None:
    """Decode into the blocks that measurements are given."""
    with path.open("rb") as file:
        decoder = Decoder(file, container)
        cutter: Cutter | None = None
        sample = ""
        for piece in decoder.pieces():
            if cutter is None and decoder.format is not None:
                cutter, sample = Cutter(decoder.format.rate), decoder.format.sample
            for block in cutter.add(piece) if cutter is not None else ():
                floats(block, sample)
        if cutter is not None:
            floats(cutter.rest(), sample)
        decoder.close()


def measure(path: Path) -> None:
    """Everything that a run does with the sound of a file."""
    file = open_audio(path, path.name)
    if file.stream is None:
        sys.exit(f"{path} is no sound: {file.detail}")
    measured(path, Wanted(stream=file.stream, span=file.sound_span))


def against_decoding(path: Path, rounds: int) -> None:
    """One line."""
    container = open_audio(path, path.name).container
    figures = in_turn(
        lambda: cpu_of(lambda: measure(path)),
        lambda: cpu_of(lambda: decode(path, container)),
        rounds,
    )
    say(f"{path.name}, all measurements", "decoding", figures)


def cpu_of_tools(commands: list[list[str]]) -> float:
    """CPU seconds of some commands, one after another."""
    before = getrusage(RUSAGE_CHILDREN)
    for command in commands:
        subprocess.run(command, check=False, capture_output=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def against_tools(path: Path) -> None:
    """One line: the separate tools that measure about the same."""
    null = ["-f", "null", "-"]
    filters = ["ebur128=peak=true", "astats,silencedetect=n=-60dB"]
    wanted: list[list[str]] = [
        ["fpcalc", "-raw", "-length", "0", str(path)],
        *(["ffmpeg", "-v", "error", "-i", str(path), "-af", one, *null] for one in filters),
        ["sha256sum", str(path)],
    ]
    missing = sorted({command[0] for command in wanted if which(command[0]) is None})
    if missing:
        sys.exit(f"{', '.join(missing)} is not installed")
    figures = in_turn(
        lambda: cpu_of(lambda: measure(path)), lambda: cpu_of_tools(wanted), ROUNDS[3]
    )
    say(f"{path.name}, all measurements", "fpcalc, ffmpeg twice, sha256sum", figures)


def memory() -> None:
    """Two lines: the peak over a short and a long file, with the ratio.

    The files are made by other processes: on Linux a process is born with its parent's peak.
    """
    with TemporaryDirectory() as folder:
        peaks = []
        for minutes in MINUTES:
            path = Path(folder) / f"{minutes}.flac"
            subprocess.run([sys.executable, __file__, "--make", str(minutes), path], check=True)
            peaks.append(peak_bytes_of_command(__file__, "--once", str(path)))
            print(f"peak memory over {minutes} minutes: {peaks[-1] / 1e6:.1f} MB")
        print(f"ratio {peaks[1] / peaks[0]:.2f}")


def cores() -> None:
    """One line: how much quicker two processes are through two files."""
    with (
        TemporaryDirectory() as folder,
        ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool,
    ):
        path = encoded(Path(folder) / "3.flac", music(3))
        list(pool.map(measure, [path] * 4))
        alone = median(_wall(lambda: list(map(measure, [path] * 4))) for _ in range(5))
        both = median(_wall(lambda: list(pool.map(measure, [path] * 4))) for _ in range(5))
    print(
        f"four files: {alone:.2f} s in one process, {both:.2f} s in two, ratio {alone / both:.2f}"
    )


def _wall(function: Callable[[], object]) -> float:
    began = perf_counter()
    function()
    return perf_counter() - began


def ours() -> None:
    """A line for each format and length."""
    with TemporaryDirectory() as folder:
        for minutes in MINUTES:
            for path in files(Path(folder), minutes):
                against_decoding(path, ROUNDS[minutes])
                path.unlink()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--make", minutes, name]:
            encoded(Path(name), music(int(minutes)))
        case ["--once", name]:
            measure(Path(name))
        case ["--tools", name]:
            against_tools(Path(name))
        case ["--memory"]:
            memory()
        case ["--cores"]:
            cores()
        case []:
            ours()
        case [*names]:
            for name in names:
                against_decoding(Path(name), ROUNDS[3])
