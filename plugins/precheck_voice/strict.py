"""Reading JSON that strangers wrote: one meaning or none."""

from __future__ import annotations

import json
from typing import TypeVar

import msgspec

from precheck_voice.identity import on_one_line

T = TypeVar("T")


def decode(body: bytes, kind: type[T]) -> T:
    """The value; raises `ValueError` with what is wrong, also where a key occurs twice."""
    try:
        json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_int=float)
        return msgspec.json.decode(body, type=kind)
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8") from None
    except (json.JSONDecodeError, RecursionError):
        raise ValueError("it is not JSON") from None
    except msgspec.MsgspecError as error:
        raise ValueError(on_one_line(str(error))) from None


def _once(pairs: list[tuple[str, object]]) -> None:
    names = [name for name, _ in pairs]
    if len(names) != len(set(names)):
        raise ValueError("it says one thing twice")
