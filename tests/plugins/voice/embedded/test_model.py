"""Our bands, our graph and our encoder against the original's (`benchmarks/voice_reference.py`)."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from making.tones import gliding
from precheck_voice.embedded import model
from precheck_voice.embedded.bands import log_mel
from precheck_voice.embedded.encoder import Encoder
from precheck_voice.embedded.model import Model, ModelError

REFERENCE = json.loads(Path(__file__).with_name("reference.json").read_text())


@pytest.mark.parametrize("made", REFERENCE, ids=lambda made: f"{made['samples']} samples")
def test_the_bands_are_those_of_kaldi(made: dict[str, Any]) -> None:
    found = log_mel(gliding(made["samples"]))

    shown = found[[0, len(found) // 2]].ravel()
    assert np.abs(shown - made["bands"]).max() < 5e-4


@pytest.mark.parametrize("made", REFERENCE, ids=lambda made: f"{made['samples']} samples")
def test_the_voices_are_those_of_the_original_network(
    installed: Model, made: dict[str, Any]
) -> None:
    found = Encoder(installed.graph).voices([gliding(made["samples"])])[0]

    wanted = np.array(made["voice"]) / np.linalg.norm(made["voice"])
    assert np.abs(found - wanted).max() < 1e-5
    assert found @ wanted > 0.999999


def test_windows_of_several_lengths_are_heard_as_each_alone(installed: Model) -> None:
    encoder = Encoder(installed.graph)
    windows = [gliding(length)[-size:] for length, size in ((48_000, 48_000), (90_000, 30_000))] * 6

    together = encoder.voices(windows)

    assert np.abs(together[0::2] - encoder.voices(windows[:1])).max() < 1e-5
    assert np.abs(together[1::2] - encoder.voices(windows[1:2])).max() < 1e-5


def test_what_instruments_sound_like_is_close_together(installed: Model) -> None:
    instruments = np.load(BytesIO(installed.instruments))

    assert instruments.shape == (277, 192)
    assert np.allclose(np.linalg.norm(instruments, axis=1), 1, atol=1e-5)
    assert (instruments @ instruments.T).mean() > 0.8


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PRECHECK_VOICE_MODEL", str(tmp_path / "model"))
    return tmp_path / "model"


def test_a_model_that_was_kept_is_read_again(folder: Path) -> None:
    assert not model.is_installed()

    model.write(Model(b"graph", b"instruments"))

    assert model.is_installed()
    assert model.read() == Model(b"graph", b"instruments")
    assert {file.name for file in folder.iterdir()} == {
        "graph.onnx",
        "instruments.npy",
        "model.json",
    }


@pytest.mark.parametrize("name", ["graph.onnx", "instruments.npy"])
def test_a_model_that_was_changed_is_refused(folder: Path, name: str) -> None:
    model.write(Model(b"graph", b"instruments"))
    (folder / name).write_bytes(b"another")

    with pytest.raises(ModelError, match="not the one that was installed"):
        model.read()


def test_a_model_that_is_half_there_is_none(folder: Path) -> None:
    with pytest.raises(ModelError, match="not installed"):
        model.read()
    model.write(Model(b"graph", b"instruments"))
    (folder / "graph.onnx").unlink()
    with pytest.raises(ModelError, match="not installed"):
        model.read()
    (folder / "graph.onnx").write_bytes(b"graph")
    (folder / "model.json").write_bytes(msgspec.json.encode({"schema": "voice-model/2"}))
    with pytest.raises(ModelError, match="cannot be read"):
        model.read()
