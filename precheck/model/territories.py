"""Which codes are countries, and which groups of them have a code of two letters."""

from __future__ import annotations

from collections.abc import Mapping

_LISTED = """
AD AE AF AG AI AL AM AN AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR
BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CS CU CV CW CX CY CZ DE DJ DK DM DO DZ
EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY
HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA
LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY
MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS
RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""
COUNTRIES = frozenset(_LISTED.split())
"""ISO 3166-1 alpha-2 as DDEX lists it, AN and CS of former countries and XK of Kosovo included.

Read 2026-11-22.
"""

EU = frozenset(
    {
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
        *("AX", "GF", "GP", "MF", "MQ", "RE", "YT"),
    }
)
"""Where the law of the European Union holds: its members, and what of them has a code of its own.

Those are Åland and the outermost regions of France (Articles 349 and 355 TFEU); other countries
and territories overseas do not belong to it.
"""

GROUPS: Mapping[str, frozenset[str]] = {
    "EU": EU,
    "EZ": EU - {"CZ", "DK", "HU", "PL", "RO", "SE"},
    "UK": frozenset({"GB"}),
}
"""What codes stand for that ISO 3166 reserves and DDEX does not list: the Union, its area of the
euro, the United Kingdom."""


def is_in(country: str, code: str) -> bool:
    """Whether a code is the country, a part of it, or a group that is known to hold it."""
    return code.partition("-")[0] == country or country in GROUPS.get(code, ())


def may_be_group(code: str) -> bool:
    """Whether it cannot be told what a code holds: groups of CISAC's TIS, or no known code."""
    return code.partition("-")[0] not in COUNTRIES and code not in GROUPS
