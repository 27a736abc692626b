from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest
from msgspec import Struct

from precheck import Facts, Finding, Policy, Rule, Severity, Track, rule
from precheck.errors import PolicyError
from precheck.policy import Override, SetBy, Trial, Waiver, policy_meant, ruling

TEXT = b"""
name = "example"
title = "Example"

[sources.RULES]
title = "Delivery rules"
url = "https://example.org/rules"
read = 2026-11-22

[[rules]]
rule = "x.floor"
severity = "warning"
from = 2024-01-01
source = "RULES"

[[rules]]
rule = "x.floor"
severity = "block"
from = 2026-04-01
source = "RULES"
options = { minimum_seconds = 45.0 }

[[rules]]
rule = "x.gone"
severity = "block"
from = 2024-01-01
until = 2025-12-31
source = "RULES"
"""


class Floor(Struct, frozen=True, forbid_unknown_fields=True):
    minimum_seconds: float = 30.0


def a_rule(
    *, is_estimate: bool = False, needs_trial: bool = False, options: type | None = Floor
) -> Rule[Any]:
    @rule(
        "x.floor",
        title="Too short",
        severity=Severity.NOTE,
        of=Track,
        options=options,
        is_estimate=is_estimate,
        needs_trial=needs_trial,
    )
    def floor(_: Track, __: Facts) -> Iterator[Finding]:
        yield Finding("too short")

    return floor


def a_policy(text: bytes = TEXT) -> Policy:
    return Policy.parse(text, where="example.toml")


def test_of_several_lines_the_one_that_began_last_holds() -> None:
    policy = a_policy()
    assert policy.on(date(2026, 3, 31))["x.floor"].severity is Severity.WARNING
    assert policy.on(date(2026, 4, 1))["x.floor"].severity is Severity.BLOCK
    assert "x.floor" not in policy.on(date(2023, 12, 31))


def test_a_line_holds_until_its_last_day() -> None:
    policy = a_policy()
    assert "x.gone" in policy.on(date(2025, 12, 31))
    assert "x.gone" not in policy.on(date(2026, 1, 1))


def test_a_policy_is_known_by_the_bytes_it_was_read_from() -> None:
    assert a_policy().digest != a_policy(TEXT + b"\n").digest
    assert len(a_policy().digest) == 64


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("exampel", "; did you mean 'example'?"),
        ("Example", "; did you mean 'example'?"),
        ("Instance", "; did you mean 'example' (Example)?"),
        ("instanze", "; did you mean 'example' (Example)?"),
        ("nobody", ""),
    ],
)
def test_a_policy_is_named_to_who_asks_by_another_name(word: str, said: str) -> None:
    policy = a_policy(TEXT.replace(b'name = "example"', b'name = "example"\nalso = ["instance"]'))
    assert policy_meant(word, [policy]) == said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (b'source = "RULES"', b'source = "RULE"', "did you mean 'RULES'"),
        (b'source = "RULES"', b"", "has no source"),
        (b'source = "RULES"', b'source = "RULES"\notherwise = ["RULE"]', "did you mean 'RULES'"),
        (b'severity = "warning"', b'severity = "fatal"', "fatal"),
        (b"from = 2024-01-01\nsource", b"source", "from"),
        (b'title = "Example"', b'titel = "Example"', "titel"),
        (b'name = "example"', b"name = ", "example.toml"),
    ],
)
def test_a_malformed_policy_is_refused_with_what_is_wrong(
    before: bytes, after: bytes, said: str
) -> None:
    with pytest.raises(PolicyError, match=said):
        a_policy(TEXT.replace(before, after, 1))


def test_a_law_has_nothing_to_do_with_what_it_has_no_line_about() -> None:
    law = a_policy(TEXT.replace(b'title = "Example"', b'title = "Example"\nkind = "law"'))
    assert ruling(a_rule(), law, None, ()).severity is Severity.OFF
    mine = Override(severity=Severity.REVIEW)
    assert ruling(a_rule(), law, None, (mine,)).severity is Severity.REVIEW
    asked = ruling(a_rule(), law, law.on(date(2026, 4, 1))["x.floor"], ())
    assert asked.severity is Severity.BLOCK


def test_whatever_cannot_be_read_is_told_to_the_law_too() -> None:
    law = a_policy(TEXT.replace(b'title = "Example"', b'title = "Example"\nkind = "law"'))
    assert law.leaves_out("x.floor")
    assert not law.leaves_out("precheck.message-not-xml")
    assert not a_policy().leaves_out("x.floor")


def test_the_policy_sets_severity_and_options_over_the_rule() -> None:
    policy = a_policy()
    made = ruling(a_rule(), policy, policy.on(date(2026, 4, 1))["x.floor"], ())
    assert (made.severity, made.set_by) == (Severity.BLOCK, SetBy.POLICY)
    assert made.options == Floor(minimum_seconds=45.0)
    assert made.source is not None
    assert made.source.title == "Delivery rules"


def test_without_a_line_the_rules_own_word_holds() -> None:
    made = ruling(a_rule(), a_policy(), None, ())
    assert (made.severity, made.set_by, made.options) == (Severity.NOTE, SetBy.RULE, Floor())


def test_the_users_settings_have_the_last_word() -> None:
    policy = a_policy()
    line = policy.on(date(2026, 4, 1))["x.floor"]
    mine = Override(severity=Severity.OFF, options={"minimum_seconds": 10.0})
    made = ruling(a_rule(), policy, line, (mine,))
    assert (made.severity, made.set_by) == (Severity.OFF, SetBy.SETTINGS)
    assert made.options == Floor(minimum_seconds=10.0)


def test_nobody_can_make_an_estimate_block() -> None:
    policy = a_policy()
    line = policy.on(date(2026, 4, 1))["x.floor"]
    with pytest.raises(PolicyError, match="'review' is as far as it goes"):
        ruling(a_rule(is_estimate=True), policy, line, ())
    with pytest.raises(PolicyError, match=r"precheck\.toml"):
        ruling(a_rule(is_estimate=True), policy, None, (Override(severity=Severity.BLOCK),))


TRIAL = Trial(on=date(2026, 11, 1), history="our own of 2026", clean=1000, clean_held=2)


def test_counts_of_nobody_hold_nothing_without_a_back_test() -> None:
    policy, untried = a_policy(), a_rule(needs_trial=True)
    line = policy.on(date(2026, 4, 1))["x.floor"]
    holding = msgspec.structs.replace(line, severity=Severity.REVIEW)
    with pytest.raises(PolicyError, match=f"policy {policy.name!r} lets 'x.floor' hold"):
        ruling(untried, policy, holding, ())
    with pytest.raises(PolicyError, match=r"precheck\.toml lets 'x.floor' hold"):
        ruling(untried, policy, None, (Override(severity=Severity.REVIEW),))
    warning = ruling(untried, policy, None, (Override(severity=Severity.WARNING),))
    assert warning.severity is Severity.WARNING


def test_a_back_test_lets_them_hold_with_the_numbers_that_were_tried() -> None:
    policy, untried = a_policy(), a_rule(needs_trial=True)
    line = policy.on(date(2026, 4, 1))["x.floor"]
    tried = msgspec.structs.replace(line, severity=Severity.REVIEW, trial=TRIAL)
    assert ruling(untried, policy, tried, ()).severity is Severity.REVIEW
    other = Override(options={"minimum_seconds": 5.0})
    with pytest.raises(PolicyError, match="names no back-test"):
        ruling(untried, policy, tried, (other,))
    mine = Override(severity=Severity.REVIEW, options={"minimum_seconds": 5.0}, trial=TRIAL)
    assert ruling(untried, policy, None, (mine,)).severity is Severity.REVIEW


def test_a_back_test_is_read_from_a_policy_and_says_itself_in_words() -> None:
    trial = "on = 2026-11-01, history = 'h', clean = 9, clean-held = 1, bad = 3, bad-held = 2"
    text = TEXT.rstrip() + f"\ntrial = {{ {trial} }}\n".encode()
    (line,) = (one for one in a_policy(text).lines if one.trial is not None)
    assert str(line.trial) == (
        "back-tested on 2026-11-01 with h: held 1 of 9 clean accounts and 2 of 3 bad ones"
    )


@pytest.mark.parametrize(
    ("options", "given", "said"),
    [
        (Floor, {"minimum_second": 10}, "did you mean 'minimum_seconds'"),
        (Floor, {"minimum_seconds": "ten"}, "float"),
        (None, {"minimum_seconds": 10}, "has no options"),
    ],
)
def test_an_option_that_does_not_fit_is_refused(
    options: type | None, given: dict[str, Any], said: str
) -> None:
    with pytest.raises(PolicyError, match=said):
        ruling(a_rule(options=options), a_policy(), None, (Override(options=given),))


def test_a_waiver_covers_only_what_it_names() -> None:
    waiver = Waiver(
        rule="x.floor", owner="A", reason="B", expires=date(2027, 1, 1), release="0036", track="A1"
    )
    assert waiver.covers({"x.floor"}, {"0036", "r.xml"}, {"A1", "QZPRE2600001"})
    assert not waiver.covers({"x.other"}, {"0036"}, {"A1"})
    assert not waiver.covers({"x.floor"}, {"0037"}, {"A1"})
    assert not waiver.covers({"x.floor"}, {"0036"}, {"A2"})
