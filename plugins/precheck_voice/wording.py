"""Finding what a title promises with a protected name: AI, or a style. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

_WORD = re.compile(r"[^\W\d_]\.[^\W\d_]\.?|\w+(?:['’]\w+)*|[^\w\s]")
_NOUNS = frozenset(
    {"cover", "covers", "version", "vocal", "vocals", "voice", "model", "clone", "cloned"}
    | {"generated", "made", "sung", "remix"}
)
"""What makes a lower-case `ai` an AI: without one of these beside it, it may be a word."""
_LINKS = _NOUNS.union(
    ("of", "by", "as", "the", "from", "singing", "sings", "style", "song", "music", "using", "s")
)
_SOFT = frozenset("()[]{}-–—:'\"“”‘’«»*_~")
_MOST_BETWEEN = 5
_LEADS = (
    *(("in", "the", "style", "of"), ("in", "style", "of"), ("the", "style", "of")),
    *(("sounds", "like"), ("sound", "like"), ("sounding", "like")),
)
_TRAILS = frozenset({"type", "style"})
"""What promises a style before a name, and after it."""


class _Token(Struct, frozen=True):
    raw: str
    folded: str
    start: int
    end: int


def ai_wording(text: str, name: str) -> str:
    """The piece of the text where AI stands next to the name; empty where it does not.

    >>> ai_wording("Slow Tide (Ada Example AI Cover)", "Ada Example")
    'Ada Example AI'
    >>> ai_wording("J'ai vu Ada Example", "Ada Example")
    ''
    """
    text = _plain(text)
    tokens = _tokens(text)
    marks = list(_marks(tokens))
    for first, last in _places(tokens, name):
        for begin, end in marks:
            before, after = tokens[end + 1 : first], tokens[last + 1 : begin]
            between = before if end < first else after
            apart = end < first or begin > last
            if apart and _is_next_to(between):
                return text[tokens[min(begin, first)].start : tokens[max(end, last)].end]
    return ""


def style_wording(text: str, name: str) -> str:
    """The piece of the text that promises the name's style; empty where none does.

    >>> style_wording("Slow Tide (In the Style of Ada Example)", "Ada Example")
    'In the Style of Ada Example'
    >>> style_wording("Ada Example Type Beat", "Ada Example")
    'Ada Example Type'
    """
    text = _plain(text)
    tokens = _tokens(text)
    for first, last in _places(tokens, name):
        before = tuple(t.folded for t in tokens[:first])
        for lead in _LEADS:
            if before[-len(lead) :] == lead:
                return text[tokens[first - len(lead)].start : tokens[last].end]
        after = [t for t in tokens[last + 1 : last + 3] if t.raw not in _SOFT]
        if after and after[0].folded in _TRAILS:
            return text[tokens[first].start : after[0].end]
    return ""


def names(text: str, name: str) -> bool:
    """Whether the text holds the name, word for word."""
    return any(True for _ in _places(_tokens(_plain(text)), name))


def _places(tokens: list[_Token], name: str) -> Iterator[tuple[int, int]]:
    """Where the name stands: the first and last token of each."""
    wanted = [_bare(t.folded) for t in _tokens(_plain(name))]
    bare = [_bare(t.folded) for t in tokens]
    for first in range(len(tokens) - len(wanted) + 1 if wanted else 0):
        if bare[first : first + len(wanted)] == wanted:
            yield first, first + len(wanted) - 1


def _plain(text: str) -> str:
    """Without the invisible characters that keep words apart for a machine alone."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def _tokens(text: str) -> list[_Token]:
    return [_Token(m[0], m[0].casefold(), m.start(), m.end()) for m in _WORD.finditer(text)]


def _bare(word: str) -> str:
    return re.sub(r"['’]s$", "", word)


def _marks(tokens: list[_Token]) -> Iterator[tuple[int, int]]:
    """Where the tokens speak of AI: the first and last of each."""
    for i, token in enumerate(tokens):
        beside = {t.folded for t in (*tokens[max(i - 1, 0) : i], *tokens[i + 1 : i + 2])}
        following = tokens[i + 1].folded if i + 1 < len(tokens) else ""
        is_ai = token.folded.replace(".", "") == "ai"
        if (is_ai and (token.raw.isupper() or beside & _NOUNS)) or token.folded == "deepfake":
            yield i, i
        elif (token.folded, following) == ("artificial", "intelligence") or (
            token.folded in ("voice", "vocal") and following in ("model", "clone")
        ):
            yield i, i + 1


def _is_next_to(between: list[_Token]) -> bool:
    """Whether nothing but linking words and brackets lies between."""
    return len(between) <= _MOST_BETWEEN and all(
        t.folded in _LINKS or t.raw in _SOFT for t in between
    )
