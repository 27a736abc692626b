"""What checking a folder of 400 tagged files costs, against bare mutagen, as whole processes.

    python benchmarks/folder.py

The files are those of `tags.py`. Precheck also sums up every byte, so the second reference reads
the files with mutagen and takes their SHA-256.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import cpu_of_command, in_turn, say
from tags import FILES, flac, mp3

ROUNDS = 7
BARE = """
import sys, pathlib, mutagen
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    mutagen.File(path)
"""
SUMMED = """
import hashlib, sys, pathlib, mutagen
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    mutagen.File(path)
    with path.open("rb") as file:
        hashlib.file_digest(file, "sha256")
"""


def measure(folder: Path) -> None:
    """One line against each reference."""
    check = ("-m", "precheck", "check", str(folder), "--json", "--offline")
    for name, program in (("mutagen.File", BARE), ("mutagen.File and SHA-256", SUMMED)):
        figures = in_turn(
            lambda: cpu_of_command(*check),
            lambda program=program: cpu_of_command("-c", program, str(folder)),
            ROUNDS,
        )
        say(f"precheck check, {2 * FILES} files", name, figures)


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        for number in range(FILES):
            flac(Path(made) / f"{number}.flac", number)
            mp3(Path(made) / f"{number}.mp3", number)
        measure(Path(made))
