"""What reading a message into the model costs, against `lxml.etree.parse` of the same file.

python benchmarks/reading.py            our own message, repeated to 75 KB and 750 KB
python benchmarks/reading.py FILE...    messages of yours
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree
from measuring import cpu_of, in_turn, say

from precheck.model import Source
from precheck.reading import read_release

OWN = Path(__file__).parents[1] / "fixtures" / "messages" / "4.3.2.xml"
ROUNDS = 30


def grown(to_bytes: int, folder: Path) -> Path:
    """Our own message with its first recording repeated until it has the size."""
    tree = etree.parse(str(OWN))
    recordings = tree.getroot().find("ResourceList")
    first = recordings.find("SoundRecording")
    size = len(etree.tostring(first))
    for number in range(max(0, (to_bytes - OWN.stat().st_size) // size)):
        copy = etree.fromstring(etree.tostring(first))
        copy.find("ResourceReference").text = f"A{1000 + number}"
        recordings.insert(1, copy)
    path = folder / f"{to_bytes // 1000}k.xml"
    tree.write(str(path), encoding="UTF-8", xml_declaration=True)
    return path


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
            for size in (10_000, 75_000, 750_000):
                measure(grown(size, Path(folder)))
