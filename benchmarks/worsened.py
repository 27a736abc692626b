"""Real audio made worse."""

from pathlib import Path


def compare(folder: Path) -> None:
    """x"""
