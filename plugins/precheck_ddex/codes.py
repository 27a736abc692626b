"""The forms and check characters of the identifiers that music is sold under."""

from __future__ import annotations

import re
from base64 import b64decode
from operator import mul

from precheck import HashSum

_ISRC = re.compile(r"[A-Za-z]{2}[A-Za-z0-9]{3}[0-9]{7}")
_ICPN = re.compile(r"[0-9]{8}|[0-9]{12,14}")
_GRID = re.compile(r"A1[A-Z0-9]{16}", re.IGNORECASE | re.ASCII)
_DPID = re.compile(r"PADPIDA[A-Za-z0-9]{11}")
_DPID_NAMESPACE = re.compile(r"(?:DPID:)?(?P<dpid>PADPIDA.*)", re.IGNORECASE)
_ISNI = re.compile(r"[0-9]{15}[0-9X]")
_ISWC = re.compile(r"[A-Z][0-9]{10}")
_IPI = re.compile(r"[0-9]{11}")
_HEX = re.compile(r"[0-9A-Fa-f]*")
_BASE_64 = "Binary64"
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_EAN_8 = 8


def is_isrc(text: str) -> bool:
    """Whether a text has the form of an ISRC."""
    return _ISRC.fullmatch(text) is not None


def is_icpn(text: str) -> bool:
    """Whether a text has the form of a UPC, EAN or GTIN-14, whatever its check digit."""
    return _ICPN.fullmatch(text) is not None


def wrong_with_isrc(text: str) -> str:
    """What is wrong with the form of an ISRC, or an empty string."""
    if is_isrc(text):
        return ""
    if _ISRC.fullmatch(plain_isrc(text)):
        return "is written with hyphens or spaces, which DDEX does not allow"
    return "is not two letters, three letters or digits, and seven digits"


def plain_isrc(text: str) -> str:
    """An ISRC in capitals, without hyphens and spaces."""
    return text.replace("-", "").replace(" ", "").upper()


def isrc_year(text: str, latest: int) -> int | None:
    """The year in a well-formed ISRC: of this century up to the latest year, else of the last."""
    if not is_isrc(text):
        return None
    year = 2000 + int(text[5:7])
    return year if year <= latest else year - 100


def wrong_with_icpn(text: str, taken: tuple[int, ...] = ()) -> str:
    """What is wrong with a UPC, EAN or GTIN-14, or an empty string.

    Where lengths are named, others are not taken.
    """
    if not is_icpn(text):
        return "does not have 8, 12, 13 or 14 digits"
    weighted = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(reversed(text)))
    if weighted % 10:
        return "has a wrong check digit"
    if taken and len(text) not in taken:
        return f"has {len(text)} digits, not {' or '.join(map(str, taken))}"
    return ""


def icpn_range(text: str) -> str:
    """What GS1 keeps the range of a well-formed ICPN for, or an empty string where for products."""
    if len(text) == _EAN_8:
        return "numbers used within a company" if text[0] in "02" else ""
    if text.zfill(14)[1:8] == "0000000":
        return "numbers used within a company"
    prefix = text.zfill(14)[1:4]
    if prefix[:2] == "02" or prefix[0] == "2":
        return "numbers used within a region or shop"
    if prefix[:2] == "04":
        return "numbers used within a company"
    if prefix[:2] in {"05", "99"} or "981" <= prefix <= "984":
        return "coupons"
    return "refund receipts" if prefix == "980" else ""


def wrong_with_grid(text: str) -> str:
    """What is wrong with a GRid, or an empty string."""
    if not _GRID.fullmatch(text):
        return "is not A1 and 16 letters or digits"
    return "" if _mod_37_36(text) else "has a wrong check character"


def wrong_with_dpid(text: str) -> str:
    """What is wrong with a DDEX party id, or an empty string."""
    if not _DPID.fullmatch(text):
        return "is not PADPIDA and 11 letters or digits"
    return "" if _mod_37_36(text) else "has a wrong check character"


def wrong_with_namespace(text: str) -> str:
    """What is wrong with a namespace that is meant to be a DDEX party id, or an empty string."""
    form = _DPID_NAMESPACE.fullmatch(text)
    if form is None:
        return ""
    wrong = wrong_with_dpid(form["dpid"].upper())
    return wrong or ("" if text == text.upper() else "is written in small letters")


def wrong_with_isni(text: str) -> str:
    """What is wrong with an ISNI, or an empty string. ISO 7064 MOD 11-2."""
    if not _ISNI.fullmatch(text):
        return "is not 15 digits and a digit or X"
    total = 0
    for digit in text[:-1]:
        total = (total + int(digit)) * 2
    last = 10 if text[-1] == "X" else int(text[-1])
    return "" if (total + last) % 11 == 1 else "has a wrong check character"


def wrong_with_iswc(text: str) -> str:
    """What is wrong with an ISWC, or an empty string. ISO 15707."""
    if not _ISWC.fullmatch(text):
        return "is not a capital letter and 10 digits"
    total = 1 + sum(map(mul, (*range(1, 10), 1), map(int, text[1:])))
    return "" if total % 10 == 0 else "has a wrong check digit"


def wrong_with_ipi(text: str) -> str:
    """What is wrong with an IPI name number, or an empty string. Modulus 101, weights 10 to 2."""
    if not _IPI.fullmatch(text):
        return "does not have 11 digits"
    total = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), text, strict=False))
    return "" if -total % 101 % 100 == int(text[9:]) else "has wrong check digits"


def wrong_with_hash(stated: HashSum, data_type: str = "") -> str:
    """What is wrong with a hash sum, or an empty string; one of an unknown kind is not judged.

    The digits are hexadecimal unless the type of the data is `Binary64`.
    """
    lengths, digits = [2 * length for length in stated.lengths_bytes], stated.value
    if data_type == _BASE_64:
        try:
            digits = b64decode("".join(digits.split()), validate=True).hex()
        except ValueError:
            return f"is declared as {_BASE_64}, but is not written in base 64"
    if not lengths or (_HEX.fullmatch(digits) and len(digits) in lengths):
        return ""
    if not _HEX.fullmatch(digits):
        return "is not hexadecimal"
    expected = " or ".join(map(str, lengths))
    return f"has {len(digits)} hexadecimal digits instead of {expected}"


def _mod_37_36(text: str) -> bool:
    """Whether the last character is the one that ISO 7064 MOD 37,36 demands."""
    *body, last = (_ALPHABET.index(character) for character in text.upper())
    product = 36
    for value in body:
        product = ((product + value) % 36 or 36) * 2 % 37
    return (product + last) % 36 == 1
