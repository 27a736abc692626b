"""The territories that ERN may name, and the first two letters that ISRCs begin with."""

from __future__ import annotations

import re

_LISTED = """
AD AE AF AG AI AL AM AN AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR
BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CS CU CV CW CX CY CZ DE DJ DK DM DO DZ
EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY
HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA
LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY
MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS
RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
ISO_3166 = frozenset(_LISTED.split())
"""ISO 3166-1 alpha-2 as DDEX lists it, AN and CS of former countries included. Read 2026-11-22."""

WORLDWIDE = "Worldwide"
_OF_DDEX = frozenset({WORLDWIDE, "XK"})
_TIS = re.compile(r"[0-9]{1,3}|2[0-9]{3}")
"""Codes of CISAC's Territory Information System: countries by number, groups from 2100 on."""
_PART_OF_COUNTRY = re.compile(r"([A-Z]{2})-[A-Z0-9]{1,3}")
_FORMER = re.compile(r"[A-Z]{4}")
"""ISO 3166-3: a country that is no more."""

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
        "XK",  # Kosovo
        "YU",  # Yugoslavia, until 2003
        "ZB",  # South Africa
    }
)
"""Given to agencies whose own two letters ran out, or that ISO does not list."""
ISRC_PREFIXES = ISO_3166 | ISRC_ONLY | ISRC_MORE
"""Every known beginning of an ISRC. The agency's list of valid characters as of 2024-12-09."""


def is_territory(code: str) -> bool:
    """Whether a code can be a territory of ERN: ISO 3166, TIS, or one of DDEX's own."""
    if code in ISO_3166 or code in _OF_DDEX:
        return True
    part = _PART_OF_COUNTRY.fullmatch(code)
    if part is not None:
        return part[1] in ISO_3166
    return bool(_TIS.fullmatch(code) or _FORMER.fullmatch(code))
