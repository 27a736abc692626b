"""What reading a message into the model costs, against `lxml.etree.parse` of the same file.

python benchmarks/reading.py            messages of our own: one track, 75 KB and 750 KB
python benchmarks/reading.py FILE...    messages of yours
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree
from measuring import cpu_of, in_turn, say

from messages import sized
from precheck.model import Source
from precheck.reading import read_release

ROUNDS = 30


def measure(path: Path) -> None:
    """One line about one message."""
    source = Source(id=path.name, folder=path.parent, message=path)
    figures = in_turn(
        lambda: cpu_of(lambda: read_release(source)),
        lambda: cpu_of(lambda: etree.parse(str(path))),
        ROUNDS,
    )
    say(f"{path.name} ({path.stat().st_size / 1000:.0f} KB), read", "lxml parse", figures)


if __name__ == "__main__":
    if sys.argv[1:]:
        for name in sys.argv[1:]:
            measure(Path(name))
    else:
        with TemporaryDirectory() as folder:
            for size in (0, 75_000, 750_000):
                measure(sized(size, Path(folder)))
