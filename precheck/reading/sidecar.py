"""`delivery.toml`: what ERN cannot carry, read key by key so that one mistake loses one key."""

from __future__ import annotations

import re
import stat
import tomllib
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

import msgspec

from precheck.errors import did_you_mean
from precheck.model import Declaration, Delivery
from precheck.reading.problems import ProblemKind, Problems

NAME = "delivery.toml"
BYTE_LIMIT = 1024 * 1024
"""A declaration takes some hundred bytes; a megabyte is thousands of tracks."""

_SINGLE = ("audio", "artwork")
_NAMED = ("tracks", "images")
_KEYS = tuple(field.name for field in msgspec.structs.fields(Delivery))
_DECLARATION_KEYS = tuple(field.name for field in msgspec.structs.fields(Declaration))
_AT_LINE = re.compile(r"at line (?P<line>[0-9]+)")


def delivery_of(text: str, problems: Problems) -> Delivery:
    """What a sidecar says, as far as it is sound; its entries under the names as written."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = _AT_LINE.search(str(error))
        said = str(error) or "it is nested too deeply"
        problems.add(
            ProblemKind.SIDECAR,
            f"{NAME} is not valid TOML: {said}",
            file=NAME,
            line=int(line["line"]) if line else None,
        )
        return Delivery()
    delivery = msgspec.convert(_sound_part(data, text, problems), Delivery)
    uploaded = delivery.uploaded
    if uploaded is not None and uploaded.tzinfo is None:
        return msgspec.structs.replace(delivery, uploaded=uploaded.replace(tzinfo=UTC))
    return delivery


def sidecar_text(folder: Path, problems: Problems) -> str | None:
    """The text of the sidecar; None where there is none, or none that can be read."""
    path = folder / NAME
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    except OSError as error:
        problems.add(ProblemKind.SIDECAR, f"{NAME} cannot be opened: {error.strerror}", file=NAME)
        return None
    if not stat.S_ISREG(status.st_mode):
        text = f"{NAME} is not a regular file; it is not read"
        problems.add(ProblemKind.SIDECAR, text, file=NAME)
        return None
    if status.st_size > BYTE_LIMIT:
        text = f"{NAME} is larger than {BYTE_LIMIT:,} bytes; it is not read"
        problems.add(ProblemKind.SIDECAR, text, file=NAME)
        return None
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        text = f"{NAME} is not valid UTF-8 at byte {error.start}"
        problems.add(ProblemKind.SIDECAR, text, file=NAME)
    except OSError as error:
        problems.add(ProblemKind.SIDECAR, f"{NAME} cannot be opened: {error.strerror}", file=NAME)
    return None


def _sound_part(data: dict[str, Any], text: str, problems: Problems) -> dict[str, Any]:
    """What of the data can be used; every key that cannot is a problem."""
    sound: dict[str, Any] = {}
    for key, value in data.items():
        if key not in _KEYS:
            _unknown(key, "", _KEYS, text, problems)
        elif key in _SINGLE and isinstance(value, dict):
            sound[key] = dict(_declared(value, f"[{key}]", text, problems))
        elif key in _NAMED and isinstance(value, dict):
            sound[key] = {
                name: dict(_declared(one, f'[{key}."{name}"]', text, problems))
                for name, one in value.items()
                if isinstance(one, dict)
                or _wrong(f"{key}.{name}", "expected a table", text, problems)
            }
        elif not (why := _mistake({key: value}, Delivery)) or _wrong(key, why, text, problems):
            sound[key] = value
    return sound


def _declared(
    table: dict[str, Any], where: str, text: str, problems: Problems
) -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if key not in _DECLARATION_KEYS:
            _unknown(key, f" in {where}", _DECLARATION_KEYS, text, problems)
        elif not (why := _mistake({key: value}, Declaration)) or _wrong(key, why, text, problems):
            yield key, value


def _mistake(data: dict[str, Any], of: type[Delivery | Declaration]) -> str:
    """What is wrong with a value, or an empty string."""
    try:
        msgspec.convert(data, of)
    except msgspec.ValidationError as error:
        return str(error).partition(" - at ")[0]
    except (ValueError, OverflowError) as error:  # a time that no calendar holds
        return str(error)
    return ""


def _wrong(key: str, why: str, text: str, problems: Problems) -> bool:
    is_listed = not problems.is_full(ProblemKind.SIDECAR)
    problems.add(
        ProblemKind.SIDECAR,
        f"{NAME}: {key!r} cannot be used: {why[:1].lower()}{why[1:]}",
        file=NAME,
        line=line_of(key.rpartition(".")[2], text) if is_listed else None,
    )
    return False


def _unknown(key: str, where: str, known: tuple[str, ...], text: str, problems: Problems) -> None:
    is_listed = not problems.is_full(ProblemKind.SIDECAR)
    hint = did_you_mean(key, known) if is_listed else ""
    problems.add(
        ProblemKind.SIDECAR,
        f"{NAME}: nobody knows the key {key!r}{where}{hint}",
        file=NAME,
        line=line_of(key, text) if is_listed else None,
    )


def line_of(key: str, text: str, *, within: str = "") -> int | None:
    """The first line that sets or opens the key; tomllib does not tell.

    `within` names the table that it is a key of, for a name that others may have too.
    """
    name = rf"""["']?{re.escape(key)}["']?[ \t]*(?:[=.\]]|$)"""
    start = r"^[ \t]*"
    patterns = [rf"{start}(?:\[[^\]\n]*)?{name}"]
    if within:
        patterns.insert(0, rf"{start}\[?[ \t]*{re.escape(within)}[ \t]*\.[ \t]*{name}")
    matches = (re.search(pattern, text, re.MULTILINE) for pattern in patterns)
    match = next((match for match in matches if match is not None), None)
    return text.count("\n", 0, match.start()) + 1 if match is not None else None
