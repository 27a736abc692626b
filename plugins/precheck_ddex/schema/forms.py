"""How the plain types and the patterns of the schemas are written, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "xs:duration": "a duration such as PT3M30S",
        "xs:dateTime": "a date and time such as 2026-11-22T09:30:00Z",
        "xs:date": "a date such as 2026-11-22",
        "xs:gYear": "a year such as 2026",
        "xs:boolean": "true or false",
        "xs:integer": "a whole number",
        "xs:decimal": "a number such as 44.1",
    }
)
"""How the plain types of XML Schema are written."""

_PATTERNS: Mapping[str, str] = MappingProxyType(
    {
        "PADPIDA[a-zA-Z0-9]+": "PADPIDA followed by letters and digits",
        "[0-9]{11}": "eleven digits",
        "[0-9]+,[0-9]+": "two whole numbers such as 0,640",
        "[0-9]{4}(-[0-9]{2}){0,1}(-[0-9]{2}){0,1}": "a date as 2026-11-22, 2026-11 or 2026",
        "[a-zA-Z]{2,3}(-[a-zA-Z]+){0,1}(-[a-zA-Z]{2}|-[0-9]{3}){0,1}"
        "(-[a-zA-Z][a-zA-Z0-9]{4}[a-zA-Z0-9]*){0,1}": "a language code such as en or pt-BR",
    }
)
"""The regular expressions of ERN 3.8 to 4.3.2 and their value sets, but those of references."""

_REFERENCE = re.compile(r"(?P<letter>[A-Z])\[(?:\\d\\-_a-zA-Z|_0-9a-zA-Z-)\]\+")


def matches(pattern: str, text: str) -> bool:
    """Whether a text has the form; not where the pattern is one that XML Schema alone knows."""
    try:
        return re.fullmatch(pattern, text, re.ASCII) is not None
    except re.error:
        return False


def form_of(pattern: str) -> str:
    """What a value must be that matches a regular expression of a schema."""
    reference = _REFERENCE.fullmatch(pattern)
    if reference is not None:
        return f"{reference['letter']} followed by letters, digits, hyphens or underscores"
    return _PATTERNS.get(pattern) or f"text that matches {pattern}"
