"""The embedded voice service: how fast, how much memory, and how often it errs.

    python benchmarks/voice.py [--seconds 180] [--tracks 4]

It needs the extra `voice`, `precheck voice install`, and `flite`; the voices of `festival` are used
where they are installed. The voices are synthetic: they tell whether everything works, not how well
singers are told apart. `docs/voice-embedded.md` has the numbers for people.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

import httpx
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))
from making.singers import ENROLLED, LYRICS, PROTECTED, at_level, over_music, spoken
from making.sound import RATE, wav
from precheck.commands import processes
from precheck_voice.embedded.bench import Bench
from precheck_voice.embedded.child import running
from precheck_voice.embedded.galleries import Galleries
from precheck_voice.embedded.hearing import Ear
from precheck_voice.embedded.model import read
from precheck_voice.embedded.thresholds import POSSIBLE, STRONG

FESTIVAL = (
    "suo_fi_lj_diphone",
    "hy_fi_mv_diphone",
    "pc_diphone",
    "lp_diphone",
    "msu_ru_nsh_clunits",
    "czech_dita",
    "czech_ph",
)
"""Voices of speakers that `flite` does not have."""
FLITE = ("kal16", "awb", "rms", "slt")


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=180)
    parser.add_argument("--tracks", type=int, default=4, help="0 measures the errors alone")
    asked = parser.parse_args()
    track = long_track(asked.seconds)
    with processes(2) as apart, tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        ear = Ear.of(read())
        print(f"model        loaded in {time.perf_counter() - start:.2f} s")
        bench = Bench(ear, Galleries(Path(folder)), apart)
        if asked.tracks:
            alone(bench, track, asked.seconds, asked.tracks)
            over_http(Path(folder), track, asked.seconds, asked.tracks)
        errors(bench)


def alone(bench: Bench, track: bytes, seconds: int, tracks: int) -> None:
    """One track after the other, without HTTP."""
    bench.hear(track)
    wall, used = time.perf_counter(), time.process_time()
    for _ in range(tracks):
        bench.hear(track)
    wall, used = (time.perf_counter() - wall) / tracks, (time.process_time() - used) / tracks
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"hearing      {wall:.2f} s for {seconds} s of sound: real-time factor {wall / seconds:.4f}"
        f" ({used:.2f} s of CPU beside decoding), at most {peak:.0f} MiB"
    )


def over_http(folder: Path, track: bytes, seconds: int, tracks: int) -> None:
    """The service as a run starts it, from its start to its last answer."""
    start = time.perf_counter()
    with running(folder) as address:
        print(f"service      there after {time.perf_counter() - start:.2f} s")
        start = time.perf_counter()
        for number in range(tracks):
            sound = track + bytes(number + 1)  # each is another file
            digest = sha256(sound).hexdigest()
            wish = (
                '{"schema": "voice-compare-request/1", "mode": "named", "artists": ["a"],'
                f' "audio": {{"sha256": "{digest}"}}}}'
            )
            httpx.post(
                f"{address.url}/v1/voice/compare",
                headers={"authorization": f"Bearer {address.key}"},
                files={"request": (None, wish), "audio": ("audio.wav", sound)},
                timeout=600,
                trust_env=False,
            ).raise_for_status()
        each = (time.perf_counter() - start) / tracks
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"             {each:.2f} s for {seconds} s of sound: real-time factor"
        f" {each / seconds:.4f}, at most {children:.0f} MiB"
    )


def errors(bench: Bench) -> None:
    """Every voice enrolled from three readings, and held against two other readings of each."""
    texts = [*ENROLLED, LYRICS, " ".join(LYRICS.split()[::-1])]
    voices = FLITE + (FESTIVAL if shutil.which("text2wave") else ())
    readings = {}
    for voice in voices:
        try:
            readings[voice] = [read_out(voice, text) for text in texts]
        except subprocess.CalledProcessError:
            print(f"             {voice} is not installed")
    for name, dressed in (("clean", clean), ("under music as loud", over_music)):
        enrolled = {
            v: np.mean([heard(bench, clean(r)) for r in rs[:3]], axis=0)
            for v, rs in readings.items()
        }
        probes = {v: [heard(bench, dressed(r)) for r in rs[3:]] for v, rs in readings.items()}
        target = [p @ enrolled[v] for v, ps in probes.items() for p in ps]
        other = [p @ enrolled[v] for v, w in itertools.permutations(readings, 2) for p in probes[w]]
        print(f"{name:12} {report(np.array(target), np.array(other))}")


def report(target: np.ndarray, other: np.ndarray) -> str:
    """Equal error rate, and what the two thresholds let through."""
    limits = np.sort(np.concatenate([target, other]))
    missed = np.array([(target < limit).mean() for limit in limits])
    false = np.array([(other >= limit).mean() for limit in limits])
    at = int(np.argmin(np.abs(missed - false)))
    rates = ", ".join(
        f"from {limit} {(target >= limit).mean():.1%} of targets and {(other >= limit).mean():.1%}"
        " of others"
        for limit in (POSSIBLE, STRONG)
    )
    return (
        f"EER {(missed[at] + false[at]) / 2:.2%} over {len(target)} target and {len(other)} other"
        f" trials; {rates}; others at most {other.max():.3f}"
    )


def heard(bench: Bench, sound: bytes) -> np.ndarray:
    """The voice in a file."""
    return bench.hear(sound).heard.voice


def read_out(voice: str, text: str) -> np.ndarray:
    """A reading, by whichever program has the voice."""
    if voice in FLITE:
        return spoken(voice, text)
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        said = ["text2wave", "-eval", f"(voice_{voice})", "-o", file.name]
        subprocess.run(said, input=text.encode(), capture_output=True, check=True)
        return at_level(Path(file.name).read_bytes())


def clean(samples: np.ndarray) -> bytes:
    """A reading as a stereo file, at -20 dB."""
    numbers = (np.clip(samples * 0.1, -1, 1) * 32_767).astype("<i2")
    return wav(np.repeat(numbers, 2).tobytes(), b"")


def long_track(seconds: int) -> bytes:
    """A voice, over and over."""
    said = np.tile(spoken(PROTECTED, LYRICS), seconds // 10)[: seconds * RATE]
    return clean(said)


if __name__ == "__main__":
    main()
