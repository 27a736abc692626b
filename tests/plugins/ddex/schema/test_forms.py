"""The regular expressions of schemas, as far as Python knows them."""

from __future__ import annotations

import pytest

from precheck_ddex.schema.forms import matches


def test_a_form_is_met_by_the_whole_text() -> None:
    assert matches("[0-9]{11}", "00000000001")
    assert not matches("[0-9]{11}", "000000000012")


def test_a_digit_is_one_of_ascii() -> None:
    assert not matches(r"\d+", "٣")


@pytest.mark.parametrize("pattern", [r"\i\c*", "[a-z"])
def test_a_form_that_python_does_not_know_is_never_met(pattern: str) -> None:
    assert not matches(pattern, "a")
