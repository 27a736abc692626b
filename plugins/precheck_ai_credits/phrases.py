"""What a description says of AI in passing: that it made something, or the name of its tool."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from precheck_ai_credits.generators import MUSIC
from precheck_ai_credits.picture_generators import PICTURES

_CLAUSE = re.compile(r"[.!?;:,\n\u2013\u2014]+(?=\s|$)|\n")
_AI = r"(?:AI|(?i:artificial intelligence|generative AI))"
_MADE = (
    r"(?i:assisted|composed|created|designed|drawn|generated|made|painted|performed|powered"
    r"|produced|recorded|sung|written)"
)
_THING = (
    r"(?i:artworks?|covers?|generators?|images?|instruments?|lyrics|music|singers?|songs?|tools?"
    r"|tracks?|vocalists?|vocals?|voices?)"
)
_SAYS_AI = re.compile(
    rf"(?<![\w'\u2019.]){_AI}[-\s]+(?:{_MADE}|{_THING})\b"
    rf"|(?<![\w'\u2019])(?i:ai-{_MADE})\b"
    rf"|\b{_MADE}\s+(?:\w+\s+){{0,2}}(?i:by|in|through|using|with)\s+(?:\w+\s+){{0,4}}{_AI}(?!\w)"
)
_DENIES = re.compile(
    r"(?i)\b(?:free of|neither|never|no|none|not|nothing|without|zero)\b|n['\u2019]t\b"
)


class Told(Struct, frozen=True):
    """A clause that speaks of AI, and the tool that it names."""

    clause: str
    music: str = ""
    """The generator of music by its usual name; empty where none is named."""
    picture: str = ""
    """The generator of pictures."""

    @property
    def generator(self) -> str:
        """The tool by its usual name; empty where AI alone is spoken of."""
        return self.music or self.picture


def told_in(text: str) -> Iterator[Told]:
    """Every clause that says so and denies nothing."""
    plain = unicodedata.normalize("NFKC", text).replace("A.I.", "AI")
    for clause in _CLAUSE.split(plain):
        told = Told(" ".join(clause.split()), MUSIC.within(clause), PICTURES.within(clause))
        speaks = bool(told.generator) or _SAYS_AI.search(told.clause) is not None
        if speaks and not _DENIES.search(clause):
            yield told
