"""A folder and a release to be repaired."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from tests.fixing.bench import DELIVERIES, ID3, SONG, WRONG


@pytest.fixture
def sounds(tmp_path: Path) -> Path:
    """A folder with a WAVE file that needs two repairs."""
    folder = tmp_path / "sounds"
    folder.mkdir()
    (folder / "a.wav").write_bytes(WRONG)
    return folder


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    """A release whose FLAC file has an ID3 tag in front, and whose message states its MD5."""
    folder = tmp_path / "9520000000011"
    shutil.copytree(DELIVERIES / "clean-single", folder)
    song, (message,) = folder / SONG, folder.glob("*.xml")
    before = hashlib.md5(song.read_bytes(), usedforsecurity=False).hexdigest()
    song.write_bytes(ID3 + song.read_bytes())
    after = hashlib.md5(song.read_bytes(), usedforsecurity=False).hexdigest()
    message.write_text(message.read_text("utf-8").replace(before, after), "utf-8")
    return folder
