"""What inspecting tags and stream costs, against a bare `mutagen.File` of the same file.

    python benchmarks/tags.py

400 files: 200 FLAC with comments and a cover of 400 KB, 200 MP3 with an ID3 tag and the same cover.
Both sides run in one process, in turn, over files that the system holds in memory.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import mutagen
from measuring import cpu_of, in_turn, say
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, ID3, TALB, TIT2, TPE1, TSRC

from precheck.testing import a_track, look
from precheck_audio_tags.inspectors import audio_file, audio_stream, tags

FILES = 200
"""Of each format."""
COVER = bytes(range(256)) * 1600
"""409,600 bytes that no compression is asked of."""
ROUNDS = 9


def flac(path: Path, number: int) -> None:
    """Three minutes as far as the header says, and a little of what would be sound."""
    packed = 44_100 << 44 | 1 << 41 | 15 << 36 | 185 * 44_100
    information = struct.pack(">HH", 4096, 4096) + bytes(6) + packed.to_bytes(8) + bytes(16)
    path.write_bytes(b"fLaC\x80" + len(information).to_bytes(3) + information + bytes(100_000))
    audio = FLAC(path)
    for key, value in texts(number).items():
        audio[key] = value
    picture = Picture()
    picture.data = COVER
    audio.add_picture(picture)
    audio.save()


def mp3(path: Path, number: int) -> None:
    """Six seconds of silent frames behind the tag."""
    path.write_bytes((b"\xff\xfb\x90\x00" + bytes(413)) * 240)
    said = texts(number)
    tag = ID3()
    tag.add(TIT2(encoding=3, text=said["title"]))
    tag.add(TPE1(encoding=3, text=said["artist"]))
    tag.add(TALB(encoding=3, text=said["album"]))
    tag.add(TSRC(encoding=3, text=said["isrc"]))
    tag.add(APIC(encoding=3, mime="image/png", type=3, desc="", data=COVER))
    tag.save(path)


def texts(number: int) -> dict[str, str]:
    """The tags of one file."""
    return {
        "title": f"Slow Tide {number}",
        "artist": "Ada Example",
        "album": "Low Water",
        "isrc": f"AQPRE26{number:05d}",
    }


def inspect(paths: Iterable[Path]) -> None:
    """What the plugin learns of each file: the file, its stream, its tags."""
    for path in paths:
        track = a_track(audio=path)
        file = look(audio_file, track)
        look(audio_stream, track, file)
        look(tags, track, file)


def bare(paths: Iterable[Path]) -> None:
    """The reference."""
    for path in paths:
        mutagen.File(path)


def measure(name: str, paths: list[Path]) -> None:
    """One line about one set of files."""
    figures = in_turn(
        lambda: cpu_of(lambda: inspect(paths)), lambda: cpu_of(lambda: bare(paths)), ROUNDS
    )
    say(f"{name}, {len(paths)} files, inspected", f"mutagen.File {mutagen.version_string}", figures)


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        flacs = [Path(folder) / f"{number}.flac" for number in range(FILES)]
        mp3s = [Path(folder) / f"{number}.mp3" for number in range(FILES)]
        for number in range(FILES):
            flac(flacs[number], number)
            mp3(mp3s[number], number)
        measure("FLAC", flacs)
        measure("MP3", mp3s)
        measure("both", flacs + mp3s)
