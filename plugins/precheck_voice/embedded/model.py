"""The model as it lies in the user's cache: our graph, and what instruments sound like to it.

`precheck voice install` puts it there. It is found by its version, and known by its digests.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from precheck import user_cache
from precheck_voice.wire import Model as Named

ID, VERSION = "campplus", "1"
"""The version is raised when our graph, our bands or our windows give other voices."""
WEIGHTS_SHA256 = "92f29b94e6948786a26778c9e302525d185bb08c8b9f5252ed98776902840199"
NAMED = Named(id=ID, version=VERSION, sha256=WEIGHTS_SHA256)
"""As answers and galleries name it."""
VARIABLE = "PRECHECK_VOICE_MODEL"
GRAPH, INSTRUMENTS, SEAL = "graph.onnx", "instruments.npy", "model.json"


class ModelError(Exception):
    """The model is not there, or is not what was installed."""


class Seal(Struct, frozen=True, kw_only=True):
    """What was installed."""

    schema: Literal["voice-model/1"]
    weights_sha256: str
    graph_sha256: str
    instruments_sha256: str


class Model(Struct, frozen=True):
    """The bytes of both files."""

    graph: bytes
    instruments: bytes
    """Voices of windows without a voice, n x 192, as a NumPy file."""


def folder() -> Path:
    """Where the model lies: by `PRECHECK_VOICE_MODEL`, else in the user's cache."""
    if named := os.environ.get(VARIABLE, ""):
        return Path(named).expanduser()
    return user_cache() / "voice" / f"{ID}-{VERSION}"


def is_installed() -> bool:
    """Whether a model lies there. It is not opened."""
    return (folder() / SEAL).is_file()


def read() -> Model:
    """The model. Raises `ModelError` where it is not whole."""
    at = folder()
    try:
        seal = msgspec.json.decode((at / SEAL).read_bytes(), type=Seal)
        model = Model((at / GRAPH).read_bytes(), (at / INSTRUMENTS).read_bytes())
    except FileNotFoundError:
        raise ModelError("the voice model is not installed") from None
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ModelError(f"the voice model cannot be read: {error}") from error
    if seal != _seal(model):
        raise ModelError("the voice model is not the one that was installed")
    return model


def write(model: Model) -> Path:
    """Put the model there; the seal comes last, so that what was broken off is no model."""
    at = folder()
    at.mkdir(parents=True, exist_ok=True)
    (at / SEAL).unlink(missing_ok=True)
    (at / GRAPH).write_bytes(model.graph)
    (at / INSTRUMENTS).write_bytes(model.instruments)
    begun = at / f"{SEAL}.part"
    begun.write_bytes(msgspec.json.encode(_seal(model)))
    begun.replace(at / SEAL)
    return at


def _seal(model: Model) -> Seal:
    return Seal(
        schema="voice-model/1",
        weights_sha256=WEIGHTS_SHA256,
        graph_sha256=sha256(model.graph).hexdigest(),
        instruments_sha256=sha256(model.instruments).hexdigest(),
    )
