"""DDEX's own schemas in a store, where they are on this machine."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from precheck.plugins import Registry
from precheck.reading.schemas import Store
from precheck.reading.schemas.adding import add
from precheck.report import Notice
from precheck.settings import Settings, read
from precheck.testing import check

ROOT = Path(__file__).parents[4]
CORPUS = Path(os.environ.get("PRECHECK_DDEX_CORPUS", ROOT.parent / "shared" / "ddex"))
REGISTRY = Registry.installed(only=("ddex",))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of DDEX's schemas and of public messages."""
    if not (CORPUS / "xsd").is_dir():
        pytest.skip("no DDEX schemas on this machine")
    return CORPUS


@pytest.fixture(scope="session")
def settings(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings that name a store with all of DDEX's schemas."""
    home = tmp_path_factory.mktemp("home")
    add(Store(home / "schemas"), corpus / "xsd", date(2026, 11, 22))
    (home / "precheck.toml").write_text('[schemas]\nfolder = "schemas"\n')
    return read(home / "precheck.toml")


@pytest.fixture
def notices(settings: Settings) -> Callable[[Path], list[Notice]]:
    """What the schema rules say of a message."""

    def of(path: Path) -> list[Notice]:
        report = check(path, registry=REGISTRY, settings=settings)
        [release] = report.releases
        assert [*report.faults, *release.faults] == []
        return [n for n in release.notices if ".schema-" in n.rule or ".avs-" in n.rule]

    return of
