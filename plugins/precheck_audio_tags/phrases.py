"""Free texts that say with which generator the music was made, such as `Created with Udio`.

A mark that is wrong costs an artist a delivery. So it takes a word for making, a word for by what
means, and the name at that place; whatever may turn the phrase around, or make the name that of
somebody else, sets it aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from precheck import TextTag
from precheck_audio_tags.generators import (
    ALSO_WORDS,
    FORENAMES,
    FREE_TEXTS,
    MAKERS,
    PRODUCTS,
    SUNG_TEXTS,
    TOOLS,
    USUAL,
)

_MADE = (
    (
        r"made|created|generated|produced|composed|written|rendered|synthesi[sz]ed|built",
        r"with|in|using|via|on",
    ),
    (r"made|created|generated|rendered|synthesi[sz]ed", "by"),
    (r"erstellt|gemacht|erzeugt|generiert|produziert|komponiert", r"mit|in|via"),
    (r"erstellt|erzeugt|generiert", "von"),
    (r"créée?|fait|réalisée?|composée?|générée?", r"avec|sur|via"),
    (r"créée?|générée?", "par"),
    (
        r"hech[oa]|cread[oa]|compuest[oa]|generad[oa]|feit[oa]|criad[oa]|gerad[oa]|compost[oa]",
        r"con|com|en|no|na|via",
    ),
    (r"cread[oa]|generad[oa]|criad[oa]|gerad[oa]", r"por|pelo|pela"),
    (r"fatt[oa]|creat[oa]|realizzat[oa]|compost[oa]|generat[oa]", r"con|in|su"),
    (r"creat[oa]|generat[oa]", "da"),
)
"""Words for making, and what stands between them and a tool. People are who songs are composed,
written and produced `by`."""
_MADE_BY = "|".join(
    rf"(?:{verbs})(?:\s+(?:\w{{1,12}}ly|100\s?%))?\s+(?:{means})" for verbs, means in _MADE
)
_BEFORE = (
    rf"(?:(?P<maker>{'|'.join(MAKERS)})(?:['’]s)?\s+"
    r"|the\s+|AI\s+(?:(?:by|tool|using|with)\s+)?|https?://(?:www\.)?|www\.|[\"'“‘«(\[])"
)
"""What may stand in front of a tool's name."""
_PHRASE = re.compile(
    rf"\b(?P<made>{_MADE_BY})\s+{_BEFORE}{{0,4}}(?P<name>{'|'.join(TOOLS)})(?![\w-])",
    re.IGNORECASE,
)
_VERSION = re.compile(
    rf"(?:[ \t]+(?:v?\d[\w.]*|{'|'.join(PRODUCTS)})(?![\w-]))+|\.(?:com|ai|io)\b", re.IGNORECASE
)
"""What may follow a name that is a tool's: a version, a product, the rest of an address."""
_MACHINE = re.compile(r"\d|\bAI\b|\bRealtime\b", re.IGNORECASE)
_GENERATING = re.compile(r"gener|génér|gerad|synthe", re.IGNORECASE)
"""What is not said of people."""
_NEXT_WORD = re.compile(r"[ \t]+(\w+)")
_BETWEEN = {"and", "by", "for", "from", "in", "is", "on", "the", "to", "using", "via", "with"}
"""Words that may be written with a capital and are no surname."""
_PLACE = re.compile(r"\s*[,(]\s*(?:Ital|Piemonte|Piedmont|Novara|NO\b)")
"""Suno is a town as well."""
_TURNED = re.compile(
    r"\b(?:not|never|no|none|nothing|nobody|neither|nor|without|\w+n['’]?t|cannot|isnt|wasnt|arent"
    r"|werent|if|whether|could|might|unlike|like|instead|inspired|falsely|allegedly"
    r"|nicht|nie|kein\w*|ohne|weder|pas|jamais|aucune?|sans|nunca|sin|sem|nem|não|mai|non|senza)\b",
    re.IGNORECASE,
)
"""Words before a phrase that deny it, doubt it, or speak of something else."""
_SENTENCE = re.compile(r"[.!?;|•·\n\r]|\s[-–—]\s|[–—]")
_LOOK_BACK = 200
_CREDITED = re.compile(r"(?:ARTIST|PERFORMER|COMPOSER|LYRICIST|AUTHOR|WRITER|PRODUCER)$")
_CREDITS = {
    *("TPE1", "TPE2", "TPE3", "TPE4", "TCOM", "TEXT", "TOPE", "TOLY", "TIPL", "TMCL"),
    *("©ART", "AART", "©WRT", "RIFF:IART", "AIFF:AUTH"),
}
_BY_NAME = {
    tool: re.compile(rf"\b{tool}\b(?!\s+(?:{'|'.join(PRODUCTS)})\b)", re.IGNORECASE)
    for tool in TOOLS
}


def phrases_in(tag: TextTag, credited: frozenset[str] = frozenset()) -> Iterator[tuple[str, int]]:
    """The tools that a free text says it was made with, each with where it says so.

    `credited` are those by whose names the file credits people. Other tags than free texts are not
    looked at.
    """
    matches = _PHRASE.finditer(tag.text) if is_free(tag.name) else ()
    for match in matches:
        tool = USUAL[match["name"].lower()]
        version = _VERSION.match(tag.text, match.end())
        end = version.end() if version is not None else match.end()
        is_sure = match["maker"] is not None or _is_sure(tool, version)
        is_meant = is_sure or not _may_be_other(tag.text, match, tool, credited)
        if is_meant and not is_turned(tag.text, match.start(), end):
            yield tool, match.start()


def is_free(name: str) -> bool:
    """Whether a tag of this name holds what somebody wrote freely, and no title or lyrics."""
    words = set(re.findall(r"©?[A-Z0-9]+", name.upper()))
    is_known = not FREE_TEXTS.isdisjoint(words) or name.upper() == "AIFF:(C)"
    return is_known and SUNG_TEXTS.isdisjoint(words)


def is_turned(text: str, start: int, end: int) -> bool:
    """Whether the sentence of a phrase denies it, doubts it, or asks."""
    before = text[max(0, start - _LOOK_BACK) : start]
    sentence = _SENTENCE.split(before)[-1]
    return bool(_TURNED.search(sentence)) or text[end : end + 2].lstrip().startswith("?")


def credited_in(texts: Iterable[TextTag]) -> frozenset[str]:
    """The generators by whose names the file credits people, such as an artist called Udio."""
    people = [tag.text for tag in texts if _is_credit(tag.name.upper())]
    return frozenset(tool for tool in TOOLS if any(_BY_NAME[tool].search(name) for name in people))


def is_person(match: re.Match[str]) -> bool:
    """Whether a tool's name is the given name of somebody, such as Lyria Smith."""
    tool = USUAL[match[0].lower()]
    if tool not in FORENAMES or _is_sure(tool, _VERSION.match(match.string, match.end())):
        return False
    following = _NEXT_WORD.match(match.string, match.end())
    return following is not None and _is_surname(following[1])


def _is_credit(name: str) -> bool:
    return name in _CREDITS or _CREDITED.search(name) is not None


def _is_sure(tool: str, version: re.Match[str] | None) -> bool:
    """Whether what follows a name makes it a tool's. People have studios and labels as well."""
    if version is None:
        return False
    return tool not in FORENAMES or _MACHINE.search(version[0]) is not None


def _may_be_other(text: str, match: re.Match[str], tool: str, credited: frozenset[str]) -> bool:
    """Whether a name without version or maker may be that of a person or place, or plain words."""
    if tool not in ALSO_WORDS:
        return False
    if " " in tool and match["name"].islower():
        return True
    following = _NEXT_WORD.match(text, match.end())
    if following is not None and _is_surname(following[1]):
        return True
    if _PLACE.match(text, match.end()):
        return True
    is_name = tool in FORENAMES or tool in credited
    return is_name and _GENERATING.search(match["made"]) is None


def _is_surname(word: str) -> bool:
    return word[0].isupper() and word.lower() not in _BETWEEN
