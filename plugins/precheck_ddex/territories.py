"""The territories that ERN may name, and the first two letters that ISRCs begin with."""

from __future__ import annotations

import re

from precheck import COUNTRIES

WORLDWIDE = "Worldwide"
_TIS = re.compile(r"[0-9]{1,3}|2[0-9]{3}")
"""Codes of CISAC's Territory Information System: countries by number, groups from 2100 on."""
_PART_OF_COUNTRY = re.compile(r"([A-Z]{2})-[A-Z0-9]{1,3}")
_LISTED = """
AIDJ ANHH BQAQ BUMM BYAA CSHH CSXX CTKI DDDE DYBJ FQHH FXFR GEHH HVBF JTUM MIUM NHVU NQAQ NTHH PCHH
PUUM PZPA RHZW SKIN SUHH TPTL VDVN WKUM YDYE YUCS ZRCD
"""
_FORMER = frozenset(_LISTED.split())
"""ISO 3166-3: the countries that are no more."""

ISRC_ONLY = frozenset({"CP", "DG", "QN", "TC", "ZZ"})
"""Kept by the International ISRC Agency, or given to one registrant, for the whole world."""
ISRC_MORE = frozenset(
    {
        *("BC", "BK", "BP", "BX"),  # Brazil
        "CB",  # Canada
        "FX",  # France
        *("GX", "UK"),  # United Kingdom
        "KS",  # South Korea
        *("QM", "QT", "QZ"),  # United States
        "YU",  # Yugoslavia, until 2003
        "ZB",  # South Africa
    }
)
"""Given to agencies whose own two letters ran out, or that ISO does not list."""
ISRC_PREFIXES = COUNTRIES | ISRC_ONLY | ISRC_MORE
"""Every known beginning of an ISRC. The agency's list of valid characters as of 2024-12-09."""


def is_territory(code: str) -> bool:
    """Whether a code can be a territory of ERN: ISO 3166, TIS, or the whole world."""
    if code in COUNTRIES or code == WORLDWIDE:
        return True
    part = _PART_OF_COUNTRY.fullmatch(code)
    if part is not None:
        return part[1] in COUNTRIES
    return code in _FORMER or _TIS.fullmatch(code) is not None
