"""A run that is broken off while inspectors wait on the loop."""

import asyncio
import gc
from pathlib import Path

import pytest
from msgspec import Struct

from precheck import Batch, Facts, Image, Inspector, Release, Tools, Track
from precheck.engine.room import Order, Room
from precheck.plugins import Registry
from precheck.reading import discover
from precheck.testing import A_DAY

FIXTURES = Path(__file__).parents[2] / "fixtures"


class Heard(Struct, frozen=True):
    track: str


class Struck:
    """An inspector that an interrupt strikes at one of several tracks, at a moment of its own."""

    def __init__(self, turns: int) -> None:
        self.turns = turns
        self.asked = 0

    async def inspect(self, track: Track, _: Facts, __: Tools) -> Heard:
        self.asked += 1
        if self.asked == 2:
            for _turn in range(self.turns):
                await asyncio.sleep(0)
            raise KeyboardInterrupt
        await asyncio.sleep(60)
        return Heard(track.reference)


@pytest.mark.parametrize("turns", [0, 1, 5])
def test_an_interrupt_stays_the_interrupt_that_it_is(
    turns: int, caplog: pytest.LogCaptureFixture
) -> None:
    inspector = Inspector(of=Track, gives=Heard, inspect=Struck(turns).inspect)
    registry = Registry(inspectors={Track: (inspector,), Image: (), Release: (), Batch: ()})
    (source,) = discover((FIXTURES / "deliveries" / "clean-album",)).sources
    order = Order(root=FIXTURES, as_of=A_DAY, offline=True)

    def run() -> None:
        with Room(order, registry) as room:
            room.check_release(source)

    with pytest.raises(KeyboardInterrupt):
        run()
    gc.collect()
    assert caplog.text == ""
