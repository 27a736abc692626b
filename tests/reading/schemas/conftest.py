"""Folders of small schemas of our own, a store, and messages to validate."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from precheck import Message
from precheck.model import Source
from precheck.reading import read_release
from precheck.reading.schemas import Store
from precheck.reading.schemas.adding import add

FIXTURES = Path(__file__).parents[3] / "fixtures"
SCHEMAS = FIXTURES / "schemas"


@pytest.fixture
def day() -> date:
    return date(2026, 11, 22)


@pytest.fixture
def message_schema() -> str:
    """The small schema of ERN 4.3.2."""
    return (SCHEMAS / "release-notification.xsd").read_text("utf-8")


@pytest.fixture
def value_set() -> Callable[..., str]:
    """The small value set under any number, with more control types."""

    def of(number: int, *more: str) -> str:
        text = (SCHEMAS / "allowed-value-sets.xsd").read_text("utf-8")
        added = "".join(f'<xs:enumeration value="{one}"/>' for one in more)
        end = "</xs:restriction>"
        return text.replace(">9<", f">{number}<").replace(end, added + end)

    return of


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """A new folder with some files, by their path below it."""
    numbers = count()

    def of(files: dict[str, str]) -> Path:
        made = tmp_path / f"folder-{next(numbers)}"
        made.mkdir()
        for name, content in files.items():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).write_text(content, "utf-8")
        return made

    return of


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path / "store")


@pytest.fixture
def filled(store: Store, day: date) -> Store:
    """A store with the small schemas."""
    add(store, SCHEMAS, day)
    return store


@pytest.fixture
def clean() -> str:
    """A message that is valid under the small schema."""
    return (FIXTURES / "messages" / "4.3.2.xml").read_text("utf-8")


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], Message]:
    """A message from its text."""

    def of(content: str) -> Message:
        file = tmp_path / "message.xml"
        file.write_text(content, "utf-8")
        source = Source(id="message.xml", folder=tmp_path, message=file, is_alone=True)
        message = read_release(source)[0].message
        assert message is not None
        return message

    return of
