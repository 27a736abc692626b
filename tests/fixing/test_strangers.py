"""Repairs of other plugins: what they may do, and what is not kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from making.sound import wav
from precheck.fixed import FixReport, Outcome
from precheck.plugins import Registry
from precheck.testing import Install
from tests.fixing.bench import LABEL, PCM, WRONG, contents, fixed, one

pytest_plugins = "precheck.testing"

STRANGER = """
from precheck import CannotRepair, Change, Remake, Repair, Stretch, Terms, hookimpl

def plan(file, terms):
    data = file.read()
    if b"data" not in data:
        return None
    at = data.index(b"data") + 8
    {body}

@hookimpl
def precheck_repairs():
    return [Repair(id="{id}", title="Do it", plan=plan)]
"""


def stranger(installed: Install, body: str, name: str = "house.do-it") -> None:
    text = STRANGER.replace("{body}", body).replace("{id}", name)
    installed("house", "house_plugin", house_plugin=text)


def by_the_stranger(sounds: Path, out: Path) -> FixReport:
    return fixed(sounds, out=out, only=("house", "audio-tags"), repairs=("house.do-it",))


def test_a_stranger_can_add_a_repair(installed: Install, sounds: Path, tmp_path: Path) -> None:
    body = (
        "end = len(data) - 28; return Remake(pieces=(Stretch(0, end),), "
        "changes=(Change(text='the tail goes'),), sound=Stretch(at, end))"
    )
    stranger(installed, body)
    report = by_the_stranger(sounds, tmp_path / "out")
    assert one(report).steps[0].changes == ("the tail goes",)
    assert (tmp_path / "out" / "a.wav").read_bytes() == WRONG[:-28]


OTHER_SAMPLE = "Stretch(0, at), b'loud', Stretch(at + 4, len(data))"
OTHER_CHANNELS = "Stretch(0, 22), bytes((1,)), Stretch(23, len(data))"
ALL_SOUND = ", sound=Stretch(at, len(data))"


@pytest.mark.parametrize(
    ("pieces", "sound", "why"),
    [
        (OTHER_SAMPLE, "", "the decoded sound is not the same"),
        (OTHER_SAMPLE, ALL_SOUND, "the encoded sound is not one stretch of the new file"),
        (OTHER_CHANNELS, ALL_SOUND, "the decoded sound is not the same"),
        ("b''", "", "cannot be decoded"),
    ],
    ids=["sample", "stretch", "channels", "empty"],
)
def test_what_a_stranger_does_to_the_sound_is_not_kept(
    installed: Install, sounds: Path, tmp_path: Path, *, pieces: str, sound: str, why: str
) -> None:
    pytest.importorskip("av")
    changes = "changes=(Change(text='something'),)"
    stranger(installed, f"return Remake(pieces=({pieces},), {changes}{sound})")
    file = one(by_the_stranger(sounds, tmp_path / "out"))
    assert file.outcome is Outcome.LEFT_OUT
    assert why in file.why
    assert contents(tmp_path / "out") == {}


def test_a_sign_of_origin_that_a_stranger_drops_is_missed(
    installed: Install, sounds: Path, tmp_path: Path
) -> None:
    (sounds / "a.wav").write_bytes(wav(PCM, behind=LABEL))
    body = (
        f"end = at + {len(PCM)}; return Remake(pieces=(Stretch(0, end),), "
        "changes=(Change(text='the tail goes'),), sound=Stretch(at, end))"
    )
    stranger(installed, body)
    file = one(by_the_stranger(sounds, tmp_path / "out"))
    assert file.outcome is Outcome.LEFT_OUT
    assert file.why == "signs of origin would be lost, in RIFF:ICMT"


@pytest.mark.parametrize(
    "body",
    [
        "raise KeyError('oops')",
        "return 'a new file'",
        "return Remake(pieces=(Stretch(0, 10**9),), changes=(Change(text='x'),))",
        "return Remake(pieces=(Stretch(0, 4), 'text'), changes=(Change(text='x'),))",
        "return Remake(pieces=(Stretch(0, 4),), changes=())",
        "return Remake(pieces=(Stretch(0, 4),), changes=(Change(text=3),))",
        "raise SystemExit(3)",
    ],
)
def test_what_breaks_in_a_repair_is_a_fault_and_costs_nothing_else(
    installed: Install, sounds: Path, tmp_path: Path, body: str
) -> None:
    stranger(installed, body)
    report = by_the_stranger(sounds, tmp_path / "out")
    (fault,) = report.faults
    assert (fault.where, fault.plugin, fault.trace) == ("repair: house.do-it", "house", "")
    assert one(report).outcome is Outcome.NOT_FIXED
    assert (tmp_path / "out" / "a.wav").read_bytes() == WRONG


def test_a_repair_under_another_name_breaks_its_plugin(installed: Install) -> None:
    stranger(installed, "return None", name="other.do-it")
    (plugin,) = (p for p in Registry.installed(only=("house",)).plugins if p.name == "house")
    assert plugin.problems == ("repair 'other.do-it' must begin with 'house.'",)
