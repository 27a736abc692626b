"""What spellings of a title have in common."""

from __future__ import annotations

import re
import unicodedata

MOST_CHARACTERS = 2_000
"""What comes after this many characters of a title is not looked at."""

_WORD = re.compile(r"[^\W_]+")


def folded(title: str) -> str:
    """Small letters of one width without European accents, single spaces, `ss` for sharp s."""
    wide = unicodedata.normalize("NFKC", " ".join(title[:MOST_CHARACTERS].split())).casefold()
    parted = unicodedata.normalize("NFD", wide)
    return unicodedata.normalize("NFC", "".join(c for c in parted if not _is_accent(c)))


def words(text: str) -> list[str]:
    """Runs of letters and digits; `rock'n'roll` is three."""
    return _WORD.findall(text)


def _is_accent(char: str) -> bool:
    return "\u0300" <= char <= "\u036f"
