"""Check digits and characters, on the examples that standards and their keepers print."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precheck import HashSum
from precheck_ddex.codes import (
    icpn_range,
    isrc_year,
    plain_isrc,
    wrong_with_dpid,
    wrong_with_grid,
    wrong_with_hash,
    wrong_with_icpn,
    wrong_with_ipi,
    wrong_with_isni,
    wrong_with_isrc,
    wrong_with_iswc,
    wrong_with_namespace,
)

Wrong = Callable[[str], str]

PRINTED: tuple[tuple[Wrong, str], ...] = (
    (wrong_with_isrc, "USRC17607839"),
    (wrong_with_icpn, "4006381333931"),
    (wrong_with_icpn, "036000291452"),
    (wrong_with_icpn, "00036000291452"),
    (wrong_with_icpn, "96385074"),
    (wrong_with_grid, "A12425GABC1234002M"),
    (wrong_with_dpid, "PADPIDA2011072101T"),
    (wrong_with_dpid, "PADPIDA2013020802I"),
    (wrong_with_isni, "000000012146438X"),
    (wrong_with_isni, "0000000121032683"),
    (wrong_with_iswc, "T0345246801"),
    (wrong_with_iswc, "T0000000010"),
    (wrong_with_ipi, "00014107338"),
)
DIGITS = "0123456789"


@pytest.mark.parametrize(("wrong_with", "code"), PRINTED)
def test_a_printed_example_is_right(wrong_with: Wrong, code: str) -> None:
    assert wrong_with(code) == ""


@pytest.mark.parametrize(("wrong_with", "code"), [p for p in PRINTED if p[0] != wrong_with_isrc])
def test_every_other_last_digit_is_wrong(wrong_with: Wrong, code: str) -> None:
    others = [code[:-1] + digit for digit in DIGITS if digit != code[-1]]
    assert all("wrong check" in wrong_with(other) for other in others)


@pytest.mark.parametrize(("wrong_with", "code"), PRINTED)
def test_a_code_with_anything_around_it_is_malformed(wrong_with: Wrong, code: str) -> None:
    for other in ("", code[:-1], f"{code}0", f" {code}", f"{code}\n", code[:3] + "." + code[3:]):
        assert wrong_with(other)


@pytest.mark.parametrize(("wrong_with", "code"), PRINTED)
def test_digits_of_another_script_are_no_digits(wrong_with: Wrong, code: str) -> None:
    assert wrong_with(code.translate(str.maketrans(DIGITS, "٠١٢٣٤٥٦٧٨٩")))


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    for wrong_with in {wrong for wrong, _ in PRINTED}:
        assert isinstance(wrong_with(text), str)
    for data_type in ("", "Binary64"):
        assert isinstance(wrong_with_hash(HashSum(algorithm=text, value=text), data_type), str)


def test_hyphens_have_a_sentence_of_their_own() -> None:
    assert "hyphens" in wrong_with_isrc("US-RC1-76-07839")
    assert "seven digits" in wrong_with_isrc("US-RC1-76-0783")
    assert plain_isrc("us-rc1-76-07839") == "USRC17607839"


@pytest.mark.parametrize(
    ("isrc", "year"),
    [
        ("USRC17607839", 1976),
        ("DEF058400331", 1984),
        ("AQPRE2600011", 2026),
        ("AQPRE3600011", 2036),
        ("AQPRE3700011", 1937),
        ("AQPRE26", None),
    ],
)
def test_two_digits_are_of_this_century_up_to_the_latest_year(isrc: str, year: int | None) -> None:
    assert isrc_year(isrc, 2036) == year


@pytest.mark.parametrize(
    ("icpn", "use"),
    [
        ("2000000002002", "numbers used within a region or shop"),
        ("200000000004", "numbers used within a region or shop"),
        ("00400000000008", "numbers used within a company"),
        ("512345678900", "coupons"),
        ("9812345678909", "coupons"),
        ("9901234567890", "coupons"),
        ("9801234567893", "refund receipts"),
        ("20123451", "numbers used within a company"),
        ("000000000000", "numbers used within a company"),
        ("0000000000000", "numbers used within a company"),
        ("0000096385074", ""),
        ("9520000000905", ""),
        ("036000291452", ""),
        ("96385074", ""),
    ],
)
def test_ranges_that_are_not_for_products(icpn: str, use: str) -> None:
    assert icpn_range(icpn) == use


@pytest.mark.parametrize(
    ("namespace", "wrong"),
    [
        ("PADPIDA2011072101T", ""),
        ("DPID:PADPIDA2011072101T", ""),
        ("PADPIDA2014120301U", "has a wrong check character"),
        ("DPID:PADPIDA2014120301U", "has a wrong check character"),
        ("PADPIDA20110721", "is not PADPIDA and 11 letters or digits"),
        ("PADPIDA2011072101t", "is written in small letters"),
        ("dpid:padpida2011072101t", "is written in small letters"),
        ("ISRC", ""),
        ("https://example.com/PADPIDA1", ""),
        ("", ""),
    ],
)
def test_a_namespace_that_is_meant_to_be_a_dpid_is_one(namespace: str, wrong: str) -> None:
    assert wrong_with_namespace(namespace) == wrong


@pytest.mark.parametrize(
    ("algorithm", "text", "wrong"),
    [
        ("MD5", "d41d8cd98f00b204e9800998ecf8427e", ""),
        ("MD5", "D41D8CD98F00B204E9800998ECF8427E", ""),
        ("MD5", "d41d8cd98f00b204e9800998ecf8427", "has 31 hexadecimal digits instead of 32"),
        ("MD5", "1B2M2Y8AsgTpgAmY7PhCfg==", "is not hexadecimal"),
        ("SHA1", "d41d8cd98f00b204e9800998ecf8427e", "has 32 hexadecimal digits instead of 40"),
        ("SHA-256", "ab" * 32, ""),
        ("SHA256", "ab" * 31, "has 62 hexadecimal digits instead of 64"),
        ("SHA2", "ab" * 10, "has 20 hexadecimal digits instead of 56 or 64 or 96 or 128"),
        ("SHA", "ab" * 32, ""),
        ("SHA", "ab" * 10, "has 20 hexadecimal digits instead of 40 or 56 or 64 or 96 or 128"),
        ("SHA3-256", "ab" * 31, "has 62 hexadecimal digits instead of 64"),
        ("RIPEMD-160", "ab" * 16, "has 32 hexadecimal digits instead of 40"),
        ("MDC2", "ab" * 20, "has 40 hexadecimal digits instead of 32"),
        ("UserDefined", "anything", ""),
        ("CRC32", "cbf43926", ""),
    ],
)
def test_a_sum_has_the_digits_of_its_algorithm(algorithm: str, text: str, wrong: str) -> None:
    assert wrong_with_hash(HashSum(algorithm=algorithm, value=text)) == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("MPjgCyElIwHh1TTsjddhdw==", ""),
        ("MPjgCyElIwHh1TTsjdc=", "has 28 hexadecimal digits instead of 32"),
        ("MPjgCyElIwHh1TTsjddhdw", "is declared as Binary64, but is not written in base 64"),
    ],
)
def test_a_sum_in_base_64_has_the_length_of_its_algorithm(text: str, wrong: str) -> None:
    assert wrong_with_hash(HashSum(algorithm="MD5", value=text), "Binary64") == wrong


@pytest.mark.parametrize("code", ["96385074", "00036000291452"])
def test_a_good_code_of_a_length_that_is_not_taken_is_wrong(code: str) -> None:
    assert wrong_with_icpn(code, (12, 13)) == f"has {len(code)} digits, not 12 or 13"
    assert wrong_with_icpn(code, (len(code),)) == ""
    assert wrong_with_icpn(code[:-1] + "9", (12, 13)) == "has a wrong check digit"


def test_other_digits_than_those_of_ascii_are_none() -> None:
    assert wrong_with_icpn("٤٠٠٦٣٨١٣٣٣٩٣١") == "does not have 8, 12, 13 or 14 digits"
