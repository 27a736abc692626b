"""Adapters of strangers: found by entry points, and each alone in what it breaks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from precheck import Reason, Unavailable
from precheck_voice.adapters import Adapter, VoiceEvidence
from precheck_voice.adapters.installed import GROUP, adapter, names
from precheck_voice.adapters.reading import evidence_of
from precheck_voice.wire import Wrapped

PAGE = Path(__file__).parents[3] / "docs" / "voice-adapters.md"
Install = Callable[[str, str], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a module of a stranger with these entry points."""

    def put(code: str, points: str) -> None:
        (tmp_path / "strange_ear.py").write_text(code)
        info = tmp_path / "strange_ear-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: strange-ear\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[{GROUP}]\n{points}\n")
        monkeypatch.syspath_prepend(str(tmp_path))
        forget()

    def forget() -> None:
        names.cache_clear()
        adapter.cache_clear()
        sys.modules.pop("strange_ear", None)

    yield put
    monkeypatch.undo()
    forget()


def why(name: str) -> Unavailable:
    found = adapter(name)
    assert isinstance(found, Unavailable)
    return found


def test_the_adapter_in_the_documentation_works(install: Install) -> None:
    _, _, rest = PAGE.read_text().partition("```python\n")
    install(rest.partition("```")[0], "strange-ear = strange_ear:ADAPTER")
    found = adapter("strange-ear")
    assert isinstance(found, Adapter)
    whole = Wrapped(vendor="strange-ear", response={"state": "done", "fake": True, "percent": 91})
    part = Wrapped(vendor="strange-ear", response={"state": "working"})
    told = evidence_of(whole, found, "")
    assert isinstance(told, VoiceEvidence)
    assert [(one.score, one.is_ai) for one in told.synthetic or ()] == [(91, True)]
    assert isinstance(evidence_of(part, found, ""), Unavailable)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("raise RuntimeError('no')", "cannot be loaded: RuntimeError"),
        ("import sys; sys.exit(3)", "cannot be loaded: SystemExit"),
        ("", "cannot be loaded: AttributeError"),
        ("ADAPTER = 7", "strange_ear:ADAPTER is no adapter"),
    ],
)
def test_a_broken_adapter_breaks_itself_alone(install: Install, code: str, words: str) -> None:
    install(code, "strange-ear = strange_ear:ADAPTER")
    found = why("strange-ear")
    assert found.reason is Reason.BROKEN
    assert words in found.detail
    assert isinstance(adapter("pex"), Adapter)


def test_two_adapters_of_one_name_are_not_chosen_between(install: Install) -> None:
    install("ADAPTER = 7", "pex = strange_ear:ADAPTER")
    found = why("pex")
    assert found.reason is Reason.BROKEN
    assert "precheck_voice.vendors.pex:ADAPTER and strange_ear:ADAPTER" in found.detail
