"""Where deals let a release be offered, and which policies that leaves aside."""

from __future__ import annotations

import pytest

from precheck import EU, Deal, Policy
from precheck.plugins import Registry
from precheck.testing import a_message, a_release

CHINA = Policy(name="china", title="China", territories=("CN",))
EUROPE = Policy(name="europe", title="Europe", territories=("DE", "FR"))


def deal(*territories: str, without: tuple[str, ...] = (), is_takedown: bool = False) -> Deal:
    return Deal(territories=territories, excluded_territories=without, is_takedown=is_takedown)


@pytest.mark.parametrize(
    "deals",
    [
        (),
        (deal(),),
        (deal("Worldwide"),),
        (deal("CN"),),
        (deal("US"), deal("US", "CN")),
        (deal(without=("US",)),),
    ],
)
def test_a_release_may_be_offered_where_a_deal_says_so_or_none_says_where(
    deals: tuple[Deal, ...],
) -> None:
    assert CHINA.concerns(a_release(message=a_message(deals=deals)))


@pytest.mark.parametrize("group", ["2136", "156", "CN-BJ", "CSHH", "UN", "WW"])
def test_a_code_that_may_hold_the_country_counts(group: str) -> None:
    assert CHINA.concerns(a_release(message=a_message(deals=(deal(group),))))


@pytest.mark.parametrize(
    "deals",
    [
        (deal("US"),),
        (deal("US-CN"),),
        (deal(without=("CN",)),),
        (deal("Worldwide", without=("CN",)),),
        (deal("CN", is_takedown=True), deal("US")),
    ],
)
def test_a_release_is_not_offered_where_no_deal_lets_it(deals: tuple[Deal, ...]) -> None:
    assert not CHINA.concerns(a_release(message=a_message(deals=deals)))


@pytest.mark.parametrize(
    ("deals", "holds"),
    [
        ((deal("EU"),), {"DE", "PL", "GP", "AX"}),
        ((deal("EZ"),), {"DE", "GP", "AX"}),
        ((deal("UK"),), {"GB"}),
        ((deal(without=("EU",)),), {"GB", "CN", "PF"}),
        ((deal("Worldwide", without=("EZ", "GB")),), {"PL", "CN", "PF"}),
        ((deal("FR"), deal("XK")), set()),
    ],
)
def test_a_group_with_a_code_of_two_letters_holds_its_countries_and_no_other(
    deals: tuple[Deal, ...], holds: set[str]
) -> None:
    release = a_release(message=a_message(deals=deals))
    asked = ("DE", "PL", "GP", "AX", "GB", "CN", "PF")
    assert {country for country in asked if release.may_be_offered_in((country,))} == holds


@pytest.mark.parametrize("code", ["GP", "GF", "MQ", "RE", "YT", "MF", "AX", "EU"])
def test_the_law_of_the_union_holds_in_all_of_it(code: str) -> None:
    law = Registry.installed(only=("recipients",)).policies["eu-ai-act"]
    assert law.concerns(a_release(message=a_message(deals=(deal(code),))))
    assert set(law.territories) == EU


def test_what_is_named_and_excluded_at_once_may_be_offered() -> None:
    torn = deal("CN", without=("CN",))
    assert CHINA.concerns(a_release(message=a_message(deals=(torn,))))


def test_one_country_of_several_is_enough() -> None:
    french = a_release(message=a_message(deals=(deal("FR"),)))
    assert EUROPE.concerns(french)
    assert not CHINA.concerns(french)


def test_a_release_without_a_message_may_be_offered_anywhere() -> None:
    assert CHINA.concerns(a_release(message=None))


def test_a_policy_that_names_no_country_holds_everywhere() -> None:
    american = a_release(message=a_message(deals=(deal("US"),)))
    assert Policy(name="any", title="Any").concerns(american)
