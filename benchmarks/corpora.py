"""What becomes of files that nobody here made, many of them broken on purpose.

python benchmarks/corpora.py fetch FOLDER   the test files of mutagen, beets, TagLib and Quod Libet,
                                            and music from Debian, by pip and apt
python benchmarks/corpora.py run FOLDER     read and decode every file below a folder: a table of
                                            those that are not whole, and the bounds that were kept

`fetch` needs Debian with a `deb-src` entry in its sources for the two source packages. Nothing of
it belongs into this repository: every corpus has a licence of its own.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter

from msgspec import Struct

from precheck import ApartFailure, AudioStream
from precheck.apart.pool import Pool
from precheck_audio_tags.facts import AudioFile, Decoding
from precheck_audio_tags.opening import open_audio
from precheck_audio_tags.sound.door import Wanted, measured

SOURCE_DISTRIBUTIONS = ("mutagen", "beets")
DEBIAN_SOURCES = ("taglib", "quodlibet")
DEBIAN_PACKAGES = (
    "wesnoth-1.16-music",
    "warzone2100-music",
    "sonic-pi-samples",
    "hydrogen-drumkits",
    "asc-music",
)
SUFFIXES = {
    *("aac", "ac3", "aif", "aifc", "aiff", "ape", "asf", "dff", "dsf", "fla", "flac", "it", "m4a"),
    *("m4b", "mid", "mka", "mod", "mp2", "mp3", "mp4", "mpc", "ofr", "ofs", "oga", "ogg", "opus"),
    *("s3m", "spc", "spx", "tak", "tta", "wav", "wave", "wma", "wv", "xm"),
}
PARSE_SECONDS, DECODE_SECONDS = 20.0, 60.0


class Came(Struct, frozen=True):
    """What became of one file."""

    name: str
    outcome: str
    """`whole`, `contradictory`, `damaged`, `unreadable`, `lost`, `our fault`."""
    detail: str
    seconds: float


def fetch(folder: Path) -> None:
    """Everything, by the registries' own clients."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SOURCE_DISTRIBUTIONS:
        where = folder / name
        _call(sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:",
              "-d", str(where), name)  # fmt: skip
        for archive in where.glob("*.tar.gz"):
            with tarfile.open(archive) as packed:
                packed.extractall(where, filter="data")
    for name in DEBIAN_SOURCES:
        where = folder / name
        where.mkdir(exist_ok=True)
        _call("apt-get", "source", "-qq", "--download-only", name, cwd=where)
        for archive in where.glob("*.orig.tar.*"):
            with tarfile.open(archive) as packed:
                packed.extractall(where, filter="data")
    for name in DEBIAN_PACKAGES:
        where = folder / name
        where.mkdir(exist_ok=True)
        _call("apt-get", "download", "-qq", name, cwd=where)
        for package in where.glob("*.deb"):
            _call("dpkg", "-x", str(package), str(where))


def _call(*command: str, cwd: Path | None = None) -> None:
    done = subprocess.run(command, cwd=cwd, check=False)
    if done.returncode:
        print(f"left out, as this failed: {' '.join(command)}", file=sys.stderr)


def sounds(folder: Path) -> Iterator[Path]:
    """Every file that is named like one of sound, whatever it is."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix.lower().lstrip(".") in SUFFIXES:
            yield path


def came_of(path: Path, folder: Path, pool: Pool) -> Came:
    """Read it, and decode it where there is a stream."""
    began = perf_counter()
    try:
        outcome, detail = _outcome(path, pool)
    except ApartFailure as failure:
        outcome, detail = "lost" if failure.is_harmful else "our fault", failure.detail
    name = path.relative_to(folder).as_posix()
    return Came(name, outcome, " ".join(detail.split()), perf_counter() - began)


def _outcome(path: Path, pool: Pool) -> tuple[str, str]:
    file = pool(open_audio, path, path.name, seconds=PARSE_SECONDS)
    if file.stream is None:
        return "unreadable", file.detail
    wanted = Wanted(stream=file.stream, span=file.sound_span)
    found = pool(measured, path, wanted, seconds=DECODE_SECONDS)
    if damage := next(_damage(file, file.stream, found), ""):
        return "damaged", damage
    if file.contradictions:
        return "contradictory", "; ".join(file.contradictions)
    return "whole", "; ".join(trouble.detail for trouble in file.troubles)


def _damage(file: AudioFile, stream: AudioStream, found: Decoding) -> Iterator[str]:
    sound = found.sound
    if found.trouble or sound is None:
        yield found.trouble
        return
    if found.bad_packets:
        yield f"{found.bad_packets} bad packets; {found.bad[0] if found.bad else ''}"
    if found.bad_samples:
        yield f"{found.bad_samples:,} samples are no numbers, or beyond all bounds"
    stated = round(stream.duration_seconds * sound.sampling_rate_hz)
    slack = 0 if stream.is_lossless else sound.sampling_rate_hz / 10
    if not file.is_length_unknown and abs(sound.samples - stated) > slack:
        yield f"states {stated:,} samples, {sound.samples:,} come out"
    if file.pcm_md5 and file.pcm_md5 != sound.pcm_md5:
        yield "the MD5 of the samples is another"


def run(folder: Path) -> None:
    """A line for each file that is not whole, then the sums."""
    paths = list(sounds(folder))
    with Pool(2) as pool, ThreadPoolExecutor(2) as threads:
        found = list(threads.map(lambda path: came_of(path, folder, pool), paths))
    print("| file | outcome | why |\n|---|---|---|")
    for one in found:
        if one.outcome != "whole" or one.detail:
            print(f"| {one.name} | {one.outcome} | {one.detail[:160].replace('|', ' ')} |")
    counts = Counter(one.outcome for one in found)
    slowest = max(found, key=lambda one: one.seconds)
    print(f"\n{len(found):,} files: " + ", ".join(f"{n:,} {what}" for what, n in counts.items()))
    print(f"slowest: {slowest.name}, {slowest.seconds:.1f} s")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["fetch", folder]:
            fetch(Path(folder))
        case ["run", folder]:
            run(Path(folder).resolve())
        case _:
            sys.exit(__doc__)
