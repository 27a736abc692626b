"""Language codes as BCP 47 writes them, and the scripts that they promise."""

from __future__ import annotations

import re
import unicodedata

_LISTED = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da
de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz
ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln
lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi
pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti
tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
in iw ji mo sh
"""
ISO_639_1 = frozenset(_LISTED.split())
"""The two-letter codes, the five that were withdrawn last. Read 2026-11-22."""

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-[a-z]{3}){0,3}(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-[a-z0-9]{1,8})*",
    re.IGNORECASE | re.ASCII,
)
_CYRILLIC = ("CYRILLIC",)
_HAN = ("CJK",)
_JAPANESE = ("CJK", "HIRAGANA", "KATAKANA")
_KOREAN = ("HANGUL", "CJK")
_OF_SCRIPT = {
    "arab": ("ARABIC",),
    "cyrl": _CYRILLIC,
    "grek": ("GREEK",),
    "hang": _KOREAN,
    "hani": _HAN,
    "hans": _HAN,
    "hant": _HAN,
    "hebr": ("HEBREW",),
    "hira": _JAPANESE,
    "hrkt": _JAPANESE,
    "jpan": _JAPANESE,
    "kana": _JAPANESE,
    "kore": _KOREAN,
    "thai": ("THAI",),
}
"""How the Unicode names of a script's letters begin, by the script's code."""
_OF_LANGUAGE = {"zh": _HAN} | dict.fromkeys(("be", "bg", "mk", "ru", "uk"), _CYRILLIC)
"""The same for languages that are written in one script. Japanese and Korean mix in Latin words."""


def wrong_with_language(text: str) -> str:
    """What is wrong with the form of a language code, or an empty string."""
    if _TAG.fullmatch(text):
        return ""
    if _TAG.fullmatch(text.replace("_", "-")):
        return "has an underscore where BCP 47 has a hyphen"
    return "is not a language code of BCP 47"


def is_unknown_language(text: str) -> bool:
    """Whether a code begins with two letters that no language has."""
    language = re.split(r"[-_]", text, maxsplit=1)[0].lower()
    return len(language) == 2 and language not in ISO_639_1  # noqa: PLR2004 - ISO 639-1 has two


def script_missing_in(text: str, language: str) -> bool:
    """Whether a text is written in Latin letters only, though its language code promises others."""
    tag = _TAG.fullmatch(language.replace("_", "-"))
    if tag is None:
        return False
    named = (tag["script"] or "").lower()
    promised = _OF_SCRIPT.get(named) if named else _OF_LANGUAGE.get(tag["language"].lower())
    if promised is None:
        return False
    names = [unicodedata.name(letter, "") for letter in text if letter.isalpha()]
    is_latin = any(name.startswith("LATIN") for name in names)
    return is_latin and not any(name.startswith(promised) for name in names)
