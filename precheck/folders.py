"""The folders that the system means for what a program keeps for its user."""

from __future__ import annotations

import os
import sys
from pathlib import Path

OURS = "precheck"


def user_data() -> Path:
    """Where Precheck keeps what its user brought or made."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / OURS
    if sys.platform == "win32":
        return _on_windows() / OURS
    return _named("XDG_DATA_HOME", Path.home() / ".local" / "share") / OURS


def user_cache() -> Path:
    """Where Precheck keeps what can be had again: anybody may empty it."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / OURS
    if sys.platform == "win32":
        return _on_windows() / OURS / "Cache"
    return _named("XDG_CACHE_HOME", Path.home() / ".cache") / OURS


def _on_windows() -> Path:
    return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")


def _named(variable: str, usual: Path) -> Path:
    """The folder that the variable names; the XDG rules ignore a relative one."""
    named = Path(os.environ.get(variable, ""))
    return named if named.is_absolute() else usual
