"""What the whole check of a message costs, against bare `lxml` parsing and XSD validation of it.

python benchmarks/ern.py SCHEMAS            messages of our own: one track, 75, 330 and 740 KB
python benchmarks/ern.py SCHEMAS FILE...    messages of yours
python benchmarks/ern.py --memory [COUNT]   peak memory over COUNT messages, against a tenth of them

`SCHEMAS` is a folder with DDEX's schemas. Ours reads the message into the model, validates it with
a warm schema, and asks every rule of `ddex`, `ai-credits` and `recipients` for every recipient.
A second line says what the first of these costs alone: no check can be cheaper.
`lxml` works in a process of its own: beside a full house it is slower, which would flatter us.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree
from measuring import cpu_of, in_turn, peak_bytes_of_command, say

from messages import message, showcase, sized
from precheck.engine.room import Order, Room
from precheck.model import Source
from precheck.reading.release import read_release
from precheck.reading.schemas import Store
from precheck.reading.schemas.adding import add

DAY = date(2026, 11, 22)
PLUGINS = ("ddex", "ai-credits", "recipients")
SIZES = (0, 75_000, 330_000, 740_000)
ROUNDS = 20
MANY = 10_000


@cache
def schema_of(message: Path, schemas: Path) -> etree.XMLSchema:
    """The schema of the message's namespace, loaded by `lxml` alone."""
    namespace = etree.QName(etree.parse(str(message)).getroot()).namespace
    for path in sorted(schemas.rglob("*.xsd")):
        tree = etree.parse(str(path))
        if tree.getroot().get("targetNamespace") == namespace:
            return etree.XMLSchema(tree)
    sys.exit(f"there is no schema of {namespace} in {schemas}")


def bare(message: Path, schemas: Path) -> float:
    """CPU seconds of `lxml` over one message, its schema warm."""
    schema = schema_of(message, schemas)
    return cpu_of(lambda: schema.validate(etree.parse(str(message))))


def measure(paths: list[Path], schemas: Path) -> None:
    """Two lines about each message."""
    with TemporaryDirectory() as folder:
        add(Store(Path(folder)), schemas, DAY)
        order = Order(root=Path(), as_of=DAY, only=PLUGINS, schemas=Path(folder))
        alone = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        with Room(order) as room, alone:
            for path in paths:
                source = Source(id=path.name, folder=path.parent, message=path, is_alone=True)
                for what, work in (
                    ("whole check", room.check_release),
                    ("reading alone", read_release),
                ):
                    figures = in_turn(
                        lambda work=work, source=source: cpu_of(lambda: work(source)),
                        lambda path=path: alone.submit(bare, path, schemas).result(),
                        ROUNDS,
                    )
                    named = f"{path.name} ({path.stat().st_size / 1000:.1f} KB), {what}"
                    say(named, "lxml parse and validate", figures)


def measure_memory(count: int) -> None:
    """Two lines: the peak over a tenth of the messages, and over all, with the ratio."""
    text, shared = message(2), showcase().message_id.encode()
    with TemporaryDirectory() as folder:
        for number in range(count):
            home = Path(folder) / f"{number:06}"
            home.mkdir()
            own = b"%s-%d" % (shared, number)
            (home / "message.xml").write_bytes(text.replace(shared, own))
        few = [str(Path(folder) / f"{number:06}") for number in range(count // 10)]
        command = ["-m", "precheck", "check", "--format", "jsonl", "--jobs", "1"]
        command += [part for name in PLUGINS for part in ("--only", name)]
        tenth = peak_bytes_of_command(*command, *few)
        whole = peak_bytes_of_command(*command, folder)
    print(f"peak memory over {len(few):,} messages: {tenth / 1e6:.1f} MB")
    print(f"peak memory over {count:,} messages: {whole / 1e6:.1f} MB, ratio {whole / tenth:.2f}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--memory", *counts]:
            measure_memory(int(counts[0]) if counts else MANY)
        case [schemas, *files] if files:
            measure([Path(name) for name in files], Path(schemas))
        case [schemas]:
            with TemporaryDirectory() as folder:
                measure([sized(size, Path(folder)) for size in SIZES], Path(schemas))
        case _:
            sys.exit(__doc__)
