"""Adapters of strangers that ask: the one in the documentation, and those that break."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from vendor_house import KEY, SOUND, Bench, FakeVendor, Request, Told

from precheck import AiDetections, DisplayArtist, Identifier, Reason, Scheme, Unavailable
from precheck.testing import a_party, a_track
from precheck_voice.adapters.installed import GROUP, adapter, names
from precheck_voice.facts import VoiceMatches
from precheck_voice.options import VoiceOptions

PAGE = Path(__file__).parents[4] / "docs" / "voice-adapters.md"
READS, ASKS = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
Install = Callable[[str], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a module of a stranger, with the documented entry point."""
    monkeypatch.setenv("PRECHECK_STRANGE_EAR_KEY", KEY)

    def put(code: str) -> None:
        home = tmp_path / "site"
        info = home / "strange_ear-1.0.dist-info"
        info.mkdir(parents=True)
        (home / "strange_ear.py").write_text(code)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: strange-ear\nVersion: 1.0\n")
        points = "strange-ear = strange_ear:ADAPTER"
        (info / "entry_points.txt").write_text(f"[{GROUP}]\n{points}\n")
        monkeypatch.syspath_prepend(str(home))
        forget()

    def forget() -> None:
        names.cache_clear()
        adapter.cache_clear()
        sys.modules.pop("strange_ear", None)

    yield put
    monkeypatch.undo()
    forget()


def strange(vendor: FakeVendor, request: Request) -> Told:
    if request.headers.get("x-api-key") != KEY:
        return 401, {}, {}
    if request.told == "POST /jobs":
        vendor.state["file"], vendor.state["texts"] = request.file("audio"), request.texts()
        return 200, {"id": 7}, {}
    assert request.told == "GET /jobs/7"
    if vendor.is_still_at_work():
        return 200, {"state": "working"}, {}
    return 200, {"state": "done", "fake": True, "percent": 91}, {}


def test_the_adapter_in_the_documentation_asks(
    bench: Bench, vendor: FakeVendor, install: Install
) -> None:
    install(READS + ASKS)
    vendor.flow = strange

    found = bench.heard(strange_ear={"url": vendor.url, "depth": 2})

    assert isinstance(found, AiDetections), found
    assert [(one.service, one.score) for one in found.detections] == [("Strange Ear", 0.91)]
    assert vendor.state["file"] == ("audio.flac", SOUND)
    assert vendor.state["texts"] == {"depth": "2"}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("raise RuntimeError(errand._sender.keys.key)", "its adapter broke: RuntimeError"),
        ("import sys; sys.exit(3)", "its adapter broke: SystemExit"),
        ("return object()", "its adapter broke: TypeError"),
        ("return errand.no_such_thing", "its adapter broke: AttributeError"),
        ("raise ValueError(errand._sender.keys.key)", "cannot be used: ***"),
        ("return {'state': 'working'}", "its state is 'working'"),
        ("return None", "Expected `object`, got `null`"),
        ("return {'state': 'done'}", "fake or percent is missing"),
    ],
)
def test_an_adapter_that_breaks_breaks_its_own_question_alone(
    bench: Bench, vendor: FakeVendor, install: Install, body: str, words: str
) -> None:
    install(f"{READS}{ASKS}\nasync def bad(errand):\n    {body}\n" + REPLACED)

    found: Any = bench.heard(strange_ear={"url": vendor.url})

    assert isinstance(found, Unavailable), found
    assert found.reason is (Reason.BROKEN if "its adapter broke" in words else Reason.SERVICE)
    assert found.detail.startswith("Strange Ear: ")
    assert words in found.detail
    assert KEY not in str(found)
    assert bench.ledger.entries() == ()


REPLACED = "ADAPTER = replace(ADAPTER, asking=replace(ADAPTER.asking, ask=bad))\n"

BOTH = """
from precheck_voice.adapters import (
    Adapter, Asking, Axis, Likeness, Scale, Standing, Synthesis, Told, VoiceEvidence
)
from precheck_voice.facts import Band

def read(response, asked):
    near = [Likeness(artist=a, score=0.2, scale=Scale.SHARE, band=Band.NONE) for a in asked.artists]
    made = Synthesis(score=0.1, scale=Scale.SHARE, is_ai=False)
    return VoiceEvidence(identity=tuple(near), synthetic=(made,))

async def ask(errand):
    said = (await errand.post("/both", {"artists": errand.artists})).json()
    return Told(response=said, vocal_seconds=60.0)

ADAPTER = Adapter(
    vendor="Strange Ear",
    axes=frozenset(Axis),
    standing=Standing.UNVERIFIED,
    sources=(),
    read=read,
    asking=Asking(url="", ask=ask),
)
"""


def test_a_vendor_that_tells_both_is_asked_once_with_an_artists_own_voice_too(
    bench: Bench, vendor: FakeVendor, install: Install
) -> None:
    install(BOTH)
    vendor.flow = lambda _, __: (200, {}, {})
    artist = DisplayArtist(
        party=a_party(identifiers=(Identifier(scheme=Scheme.ISNI, value="000000012345678X"),))
    )
    bench.track = a_track(audio=bench.audio, artists=(artist,))
    own = VoiceOptions(
        artists=("ada",),
        continuity=("isni:000000012345678X",),
        vendors={"strange-ear": {"url": vendor.url}},
    )

    compared, heard = bench.compared(own), bench.heard(own)

    assert isinstance(compared, VoiceMatches), compared
    assert isinstance(heard, AiDetections), heard
    assert compared.artists == ("ada", "isni:000000012345678X")
    assert vendor.told == ["POST /both"]


def test_a_broken_adapter_keeps_no_other_from_comparing(install: Install) -> None:
    install("raise RuntimeError")
    tables: dict[str, Any] = {"strange-ear": {}, "pyannoteai": {"voiceprints": "v.json"}}
    assert VoiceOptions(vendors=tables).vendors == tables
