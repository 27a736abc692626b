"""Texts compared by their words, case and punctuation aside."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

MARK = "M"
"""The general category of what Hindi, Thai or Arabic write above, below and behind a letter."""


@lru_cache(maxsize=4096)
def words(text: str) -> str:
    """The words of a text, without case and punctuation; a text of signs alone stays as it is."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = ""
    for sign in folded:
        is_mark = unicodedata.category(sign)[0] == MARK and not kept.endswith(" ")
        kept += sign if sign.isalnum() or (kept and is_mark) else " "
    return " ".join((kept if kept.strip() else folded).split())


def is_named(name: str, text: str) -> bool:
    """Whether a text holds a name."""
    return f" {words(name)} " in f" {words(text)} "
