"""Real recordings made worse by ffmpeg, and what their fingerprints still have in common.

The first three minutes of up to sixteen files from all over a folder, of those that last a minute
or more. It needs `ffmpeg` with libmp3lame, libopus and rubberband, and libchromaprint.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from precheck import Fingerprint, SpeedPrint
from precheck_audio_tags.speeds import NEAR, speeds
from precheck_cadence.duplicates.index import SNIPPET_VOTES, Print, PrintIndex
from precheck_cadence.duplicates.matching import Limits, matched
from precheck_cadence.duplicates.relation import Relation, relation
from precheck_cadence.duplicates.speeds import Altered, altered
from precheck_cadence.history.sqlite import SqliteDatabase

Sound = NDArray[np.float32]

RATE = 11_025
SECONDS = 180
MOST = 16
SMALL_BYTES = 600_000
"""A file this small is not worth decoding: it lasts less than a minute."""
SUFFIXES = (".flac", ".mp3", ".m4a", ".ogg", ".opus", ".wav")

CODECS = {
    "MP3 128": ("-c:a", "libmp3lame", "-b:a", "128k", "-f", "mp3"),
    "AAC 96": ("-c:a", "aac", "-b:a", "96k", "-f", "adts"),
    "Opus 48": ("-c:a", "libopus", "-b:a", "48k", "-f", "ogg"),
}
FILTERS = {
    "gain -12 dB": "volume=-12dB",
    "7.3 s off the start": "atrim=start=7.3",
    "the middle minute": "atrim=start=60:end=120",
    "5 s of silence first": "adelay=5000",
    "bass +9 dB": "bass=g=9",
    "echo": "aecho=0.8:0.9:60:0.3",
    "compressor 6:1": "acompressor=ratio=6:threshold=0.06",
}
SPEEDS = (1.0025, 0.963, 1.0475)
PITCHES = (1.01, 1.02, 1.0595)
TEMPOS = (1.01, 1.02, 1.05, 1.1)


def say(line: str) -> None:
    """One line, at once: the whole takes minutes."""
    print(line, flush=True)


def compare(folder: Path) -> None:
    """Print the tables."""
    files = [file for file in sorted(folder.rglob("*")) if file.suffix.lower() in SUFFIXES]
    files = [file for file in files if file.stat().st_size > SMALL_BYTES]
    chosen = {files[len(files) * place // MOST] for place in range(MOST)} if files else set()
    heard_all = {file.stem: heard(file) for file in sorted(chosen)}
    sounds = {name: sound for name, sound in heard_all.items() if len(sound) >= 60 * RATE}
    prints = {name: fingerprint(sound) for name, sound in sounds.items()}
    say(f"{len(sounds)} recordings: medians, lowest coverage, and how many are told to be what")
    for name, codec in CODECS.items():
        table(name, sounds, prints, lambda sound, c=codec: through(sound, codec=c))  # type: ignore[misc]
    for name, how in FILTERS.items():
        table(name, sounds, prints, lambda sound, h=how: through(sound, h))  # type: ignore[misc]
    strangers(prints)
    snippets(sounds, prints)
    altered_copies(sounds, prints)


def table(
    name: str,
    sounds: dict[str, Sound],
    prints: dict[str, Fingerprint],
    worsen: Callable[[Sound], Sound],
) -> None:
    """One change: bits, coverage, what they are said to be."""
    made = {key: fingerprint(worsen(sound)) for key, sound in sounds.items()}
    matches = [matched(made[key], prints[key]) for key in sounds]
    loose = [matched(made[key], prints[key], Limits(bit_error_rate=0.3)) for key in sounds]
    shares = [share(made[key], prints[key]) for key in sounds]
    said = [relation(match) for match in matches]
    say(
        f"  {name:<22} values kept {median(shares):.2f}"
        f"  bits wrong {median(m.bit_error_rate or 0.0 for m in matches):.3f}"
        f"  coverage {median(m.one_coverage for m in matches):.2f}"
        f" (lowest {min(m.one_coverage for m in matches):.2f},"
        f" at 30 % of bits {min(m.one_coverage for m in loose):.2f})  "
        + ", ".join(f"{said.count(one)} {one}" for one in Relation if one in said)
    )


def share(one: Fingerprint, other: Fingerprint) -> float:
    """The share of values that are still there."""
    values = set(one.values)
    return len(values & set(other.values)) / len(values)


def strangers(prints: dict[str, Fingerprint]) -> None:
    """Every pair of different recordings."""
    pairs = list(combinations([prints[name] for name in sorted(prints)], 2))
    for bits in (0.15, 0.30):
        matches = [matched(one, other, Limits(bit_error_rate=bits)) for one, other in pairs]
        found = [match for match in matches if match.stretches]
        said = sum(relation(match) is not Relation.NONE for match in found)
        longest = sorted(max(s.seconds for s in match.stretches) for match in found)[-5:]
        covered = sorted(match.coverage for match in found)[-5:]
        say(
            f"  strangers at {bits:.0%} of bits: {len(found)} of {len(pairs)} pairs share"
            f" a stretch, {said} are told; longest {[round(s, 1) for s in longest]} s,"
            f" coverage {[round(c, 2) for c in covered]}"
        )


def snippets(sounds: dict[str, Sound], prints: dict[str, Fingerprint]) -> None:
    """So many seconds of one recording inside the next, as MP3."""
    names = list(sounds)
    with_index = Index(prints)
    for seconds in (3, 5, 8, 10, 15, 20, 30):
        seen = looked_up = 0
        for host, guest in zip(names, names[1:] + names[:1], strict=True):
            sound = sounds[host].copy()
            sound[20 * RATE : (20 + seconds) * RATE] = sounds[guest][15 * RATE :][: seconds * RATE]
            made = fingerprint(through(sound, codec=CODECS["MP3 128"]))
            seen += relation(matched(made, prints[guest])) is not Relation.NONE
            answer = with_index.index.alike(made, least=SNIPPET_VOTES, share=0)
            looked_up += any(with_index.names[a.product] == guest for a in answer.found)
        say(f"  {seconds:>2} s of another: told {seen}, looked up {looked_up} of {len(names)}")


class Index:
    """All recordings in an index in memory."""

    def __init__(self, prints: dict[str, Fingerprint]) -> None:
        db = SqliteDatabase(None)
        self.names = list(prints)
        self.index = PrintIndex(db)
        self.index.add(
            Print(product=number, recording=1, fingerprint=prints[name])
            for number, name in enumerate(self.names)
        )


def altered_copies(sounds: dict[str, Sound], prints: dict[str, Fingerprint]) -> None:
    """Other speeds, pitches and tempos, as MP3, looked up at other speeds."""
    index = Index(prints)
    names = list(sounds)[::2]
    for what, how in alterations():
        plain = grid = wrong = 0
        for name in names:
            sound = through(sounds[name], how, CODECS["MP3 128"])
            at_one = played(index, sound, (1.0,))
            at_all = played(index, sound, speeds(NEAR))
            plain += name in {index.names[a.alike.product] for a in at_one}
            grid += name in {index.names[a.alike.product] for a in at_all}
            wrong += sum(index.names[a.alike.product] != name for a in (*at_one, *at_all))
        say(f"  {what:<14} as it is {plain}, at other speeds {grid} of {len(names)}; {wrong} wrong")


def played(index: Index, sound: Sound, at: tuple[float, ...]) -> tuple[Altered, ...]:
    """What a sound is like at some speeds."""
    import soxr

    def at_speed(speed: float) -> SpeedPrint:
        made = fingerprint(soxr.resample(sound, RATE * speed, RATE, quality="LQ"))
        return SpeedPrint(speed=speed, fingerprint=made)

    return altered(index.index, map(at_speed, at))


def alterations() -> Iterator[tuple[str, str]]:
    """What ffmpeg is asked for."""
    for value in SPEEDS:
        yield f"speed {value - 1:+.2%}", f"asetrate={round(44_100 * value)},aresample=44100"
    for value in PITCHES:
        yield f"pitch {value - 1:+.2%}", f"rubberband=pitch={value}"
    for value in TEMPOS:
        yield f"tempo {value - 1:+.0%}", f"atempo={value}"


def heard(file: Path) -> Sound:
    """The first minutes of a file, in one channel at 11,025 Hz."""
    return decoded("-i", str(file), "-t", str(SECONDS))


def through(sound: Sound, how: str = "anull", codec: tuple[str, ...] = ()) -> Sound:
    """A sound through a filter at 44,100 Hz, and a codec."""
    plain = ("-f", "f32le", "-ar", str(RATE), "-ac", "1", "-i", "-")
    filters = ("-af", f"aresample=44100,{how}")
    if not codec:
        return decoded(*plain, *filters, given=sound.tobytes())
    command = ("ffmpeg", "-v", "error", *plain, *filters, *codec, "-")
    made = subprocess.run(command, input=sound.tobytes(), capture_output=True, check=True)
    return decoded("-i", "-", given=made.stdout)


def decoded(*arguments: str, given: bytes = b"") -> Sound:
    """What ffmpeg makes of it; nothing where it can make nothing of it."""
    command = (
        "ffmpeg",
        "-v",
        "error",
        *arguments,
        "-ac",
        "1",
        "-ar",
        str(RATE),
        "-f",
        "f32le",
        "-",
    )
    done = subprocess.run(command, input=given, capture_output=True, check=False)
    return np.frombuffer(done.stdout, "<f4")


def fingerprint(sound: Sound) -> Fingerprint:
    """The Chromaprint of a sound at 11,025 Hz, as the audio plugin makes it."""
    import chromaprint

    printer = chromaprint.Fingerprinter()
    printer.start(RATE, 1)
    printer.feed(np.clip(np.rint(sound * 32768), -32768, 32767).astype("<i2").tobytes())
    values, _ = chromaprint.decode_fingerprint(printer.finish())
    raw = np.asarray([value & 0xFFFFFFFF for value in values], "<u4").tobytes()
    return Fingerprint(raw=raw, seconds=len(sound) / RATE)
