"""A toy ear, whose voices are pure tones, and the model of this machine where it is installed."""

from __future__ import annotations

import os
import wave
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("av")
pytest.importorskip("onnxruntime")
pytest.importorskip("starlette")

from precheck.inspectors import here  # noqa: E402 - behind what skips
from precheck_voice.embedded import model  # noqa: E402
from precheck_voice.embedded.bench import Bench  # noqa: E402
from precheck_voice.embedded.galleries import Galleries  # noqa: E402
from precheck_voice.embedded.hearing import Ear  # noqa: E402

STEP_HZ = 40
"""A tone of n times this is the n-th direction; the 25th is what instruments sound like."""
INSTRUMENT_HZ = 1000
INSTALLED = Path(
    os.environ.get("PRECHECK_TEST_VOICE_MODEL", "")
    or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    / f"precheck/voice/{model.ID}-{model.VERSION}"
)


class ToneEncoder:
    """The voice of a window is its loudest tone."""

    def voices(self, windows: Sequence[Any]) -> Any:
        found = np.zeros((len(windows), 192), np.float32)
        for at, window in enumerate(windows):
            hertz = np.argmax(np.abs(np.fft.rfft(window))) * 16_000 / len(window)
            found[at, round(hertz / STEP_HZ)] = 1
        return found


def tone(*parts: tuple[float, float]) -> bytes:
    """A WAV file of tones one after the other, each by hertz and seconds; zero hertz is silence."""
    pieces = [
        0.3 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * 16_000)) / 16_000)
        for hertz, seconds in parts
    ]
    file = BytesIO()
    with wave.open(file, "wb") as to:
        to.setnchannels(1)
        to.setsampwidth(2)
        to.setframerate(16_000)
        to.writeframes((np.concatenate(pieces) * 32_767).astype("<i2").tobytes())
    return file.getvalue()


@pytest.fixture
def ear() -> Ear:
    instruments = np.zeros((5, 192), np.float32)
    instruments[:, INSTRUMENT_HZ // STEP_HZ] = 1
    return Ear(ToneEncoder(), instruments)


@pytest.fixture
def bench(ear: Ear, tmp_path: Path) -> Bench:
    return Bench(ear, Galleries(tmp_path / "voices"), here)


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> model.Model:
    """The true model, for the tests that cannot do without."""
    monkeypatch.setenv("PRECHECK_VOICE_MODEL", str(INSTALLED))
    if not model.is_installed():
        pytest.skip("the voice model is not installed: precheck voice install")
    return model.read()
