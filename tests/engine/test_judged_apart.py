"""Judging a saved report starts no process."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from msgspec import Struct

from precheck import Facts, Release, Tools, inspector
from precheck.plugins import Plugin

DELIVERIES = Path(__file__).parents[2] / "fixtures" / "deliveries"


class Heard(Struct, frozen=True):
    number: float


@inspector(of=Release, gives=Heard, is_derived=True)
def hear(_: Release, __: Facts, tools: Tools) -> Heard:
    return Heard(tools.apart(math.sqrt, 49.0, seconds=20))


def test_a_saved_report_is_judged_without_any_process(desk: Any) -> None:
    plugin = Plugin(name="x", inspectors=(hear,))
    data = desk.saved(DELIVERIES / "clean-single", plugins=[plugin])

    [release] = desk.judged(data, plugins=[plugin]).releases

    assert [fault.message for fault in release.faults] == [
        "the inspector of Heard raised ApartFailure: nothing is opened in this run"
    ]
