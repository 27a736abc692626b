"""Territory and language codes, and the scripts that language codes promise."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from precheck.testing import a_message, a_release, ask
from precheck_ddex.languages import (
    is_unknown_language,
    script_missing_in,
    wrong_with_language,
)
from precheck_ddex.options import LanguageForm
from precheck_ddex.rules.languages import language_malformed
from precheck_ddex.territories import ISRC_PREFIXES, is_territory

ROOT = Path(__file__).parents[3]
CORPUS = Path(os.environ.get("PRECHECK_DDEX_CORPUS", ROOT.parent / "shared" / "ddex"))
VALUES = CORPUS / "xsd" / "allowed-value-sets.xsd"
XS = "{http://www.w3.org/2001/XMLSchema}"
UNDERSCORE = "has an underscore where BCP 47 has a hyphen"
NO_CODE = "is not a language code of BCP 47"


@pytest.mark.parametrize("code", ["DE", "Worldwide", "XK", "2136", "276", "4", "FXFR", "ES-CN"])
def test_a_territory_of_any_list_is_one(code: str) -> None:
    assert is_territory(code)


@pytest.mark.parametrize(
    "code", ["UK", "EU", "XX", "de", "world", "1000", "12345", "XX-CN", "", "D", "EURO", "ABCD"]
)
def test_what_is_on_no_list_is_none(code: str) -> None:
    assert not is_territory(code)


@pytest.mark.skipif(not VALUES.exists(), reason="the DDEX schemas are not here")
def test_every_territory_that_ddex_allows_is_one() -> None:
    schema = etree.parse(VALUES)
    found = schema.findall(
        f"{XS}simpleType[@name='CurrentTerritoryCode']/{XS}restriction/{XS}enumeration"
    )

    assert len(found) > 500
    assert [e.get("value") for e in found if not is_territory(str(e.get("value")))] == []


@pytest.mark.parametrize(
    "prefix", ["US", "QM", "QZ", "QT", "GB", "UK", "FX", "CP", "DG", "TC", "ZZ"]
)
def test_a_prefix_in_use_is_known(prefix: str) -> None:
    assert prefix in ISRC_PREFIXES


@pytest.mark.parametrize("prefix", ["XX", "TE", "QX", "AA"])
def test_a_prefix_that_nobody_has_is_unknown(prefix: str) -> None:
    assert prefix not in ISRC_PREFIXES


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("en", ""),
        ("gsw", ""),
        ("ja-Jpan", ""),
        ("zh-Hans-CN", ""),
        ("zh-yue-Hant", ""),
        ("sr-Latn-RS", ""),
        ("de-1996", ""),
        ("es-419", ""),
        ("EN-us", ""),
        ("en_US", UNDERSCORE),
        ("zh_Hans", UNDERSCORE),
        ("english", NO_CODE),
        ("e", NO_CODE),
        ("en-", NO_CODE),
        ("en US", NO_CODE),
    ],
)
def test_a_language_code_has_the_form_of_bcp_47(code: str, wrong: str) -> None:
    assert wrong_with_language(code) == wrong


@pytest.mark.parametrize(
    ("code", "is_unknown"),
    [
        ("jp", True),
        ("cn-Hans", True),
        ("xx_YY", True),
        ("ja", False),
        ("iw", False),
        ("zxx", False),
    ],
)
def test_two_letters_are_a_language_or_not(code: str, *, is_unknown: bool) -> None:
    assert is_unknown_language(code) is is_unknown


@pytest.mark.parametrize(
    ("text", "code", "is_missing"),
    [
        ("Night Lighthouse", "ja-Jpan", True),
        ("Yoru", "zh_Hant", True),
        ("Noch", "ru", True),
        ("Noch", "ru-Latn", False),
        ("Noć", "sr", False),
        ("Noć", "sr-Cyrl", True),
        ("Ночь", "ru", False),
        ("夜の灯台", "ja-Jpan", False),
        ("DNA 夜", "zh", False),
        ("밤", "ko-Kore", False),
        ("DNA", "ja", False),
        ("1999", "ru", False),
        ("", "ru", False),
        ("Night", "en", False),
        ("Night", "no code", False),
    ],
)
def test_latin_letters_alone_are_not_the_script_that_was_promised(
    text: str, code: str, *, is_missing: bool
) -> None:
    assert script_missing_in(text, code) is is_missing


@given(st.text(), st.text())
def test_no_text_is_too_strange(text: str, code: str) -> None:
    assert isinstance(wrong_with_language(code), str)
    assert isinstance(script_missing_in(text, code), bool)
    assert isinstance(is_territory(code), bool)
    assert isinstance(is_unknown_language(code), bool)


@pytest.mark.parametrize(
    ("code", "strict", "lenient"), [("ja_Jpan", 1, 0), ("ja-Jpan", 0, 0), ("banana_split", 1, 1)]
)
def test_an_underscore_in_a_language_code_is_taken_by_some(
    code: str, strict: int, lenient: int
) -> None:
    message = a_message(language=code)
    counts = [
        len(ask(language_malformed, a_release(), message, LanguageForm(underscores=allowed)))
        for allowed in (False, True)
    ]
    assert counts == [strict, lenient]
