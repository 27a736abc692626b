"""Installing a plugin for one test: found as any other, gone afterwards, no pip."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from precheck.hookspecs import GROUP


class Install(Protocol):
    """How the fixture `installed` is called."""

    def __call__(self, name: str, entry: str, /, **modules: str) -> Path:
        """Install a plugin under this name; `entry` is its module, `modules` texts by name.

        A dotted name makes a package: `**{"my_label.rules": "..."}`. Returns the folder.
        """


@pytest.fixture
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Install]:
    """Install plugins for one test: `installed("my-label", "my_label", my_label="...")`."""
    folders: list[Path] = []

    def install(name: str, entry: str, /, **modules: str) -> Path:
        folder = tmp_path_factory.mktemp("installed")
        write(folder, name, entry, modules)
        folders.append(folder)
        sys.path.insert(0, str(folder))
        importlib.invalidate_caches()
        return folder

    yield install
    for folder in folders:
        sys.path.remove(str(folder))
        _forget(folder)
    importlib.invalidate_caches()


def write(folder: Path, name: str, entry: str, modules: dict[str, str]) -> None:
    """Write modules and the metadata that makes one of them the plugin `name`."""
    for module, text in modules.items():
        path = folder.joinpath(*module.split("."))
        is_package = any(other.startswith(f"{module}.") for other in modules)
        file = path / "__init__.py" if is_package else path.with_suffix(".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    info = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text(f"[{GROUP}]\n{name} = {entry}\n", encoding="utf-8")


def _forget(folder: Path) -> None:
    """Drop every module that was imported from the folder."""
    for name, module in list(sys.modules.items()):
        places = [getattr(module, "__file__", None), *getattr(module, "__path__", ())]
        if any(place and Path(place).is_relative_to(folder) for place in places):
            del sys.modules[name]
    for place in list(sys.path_importer_cache):
        if Path(place).is_relative_to(folder):
            del sys.path_importer_cache[place]
