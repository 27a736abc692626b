from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from vendor_house import KEY, Bench, FakeVendor, served


@pytest.fixture
def vendor() -> Iterator[FakeVendor]:
    yield from served()


@pytest.fixture
def store() -> Iterator[FakeVendor]:
    """The host behind presigned addresses."""
    for server in served():
        server.flow = lambda _, __: (200, b"", {})
        yield server


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    for vendor in ("RESEMBLE_DETECT", "PEX", "MODULATE", "AURIGIN", "ACRCLOUD", "IDENTIFAI"):
        monkeypatch.setenv(f"PRECHECK_{vendor}_KEY", KEY)
    for vendor in ("REALITY_DEFENDER", "HIVE", "PYANNOTEAI"):
        monkeypatch.setenv(f"PRECHECK_{vendor}_KEY", KEY)
    monkeypatch.setenv("PRECHECK_PEX_ID", "client-id")
    root = tmp_path / "release"
    root.mkdir()
    return Bench(root)
