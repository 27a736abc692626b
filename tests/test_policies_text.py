"""How a policy is shown, and what is said of two days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from precheck import Facts, Finding, Policy, Rule, Severity, Track, rule
from precheck.present.policies import changes, compared, listed, shown

DAY = date(2026, 11, 22)
TEXT = b"""
name = "example"
title = "Example"
summary = "Asks for little."

[sources.page]
title = "Example for senders"
url = "https://example.org/senders"
clause = "lengths"
read = 2026-11-22

[sources.press]
title = "The Press"
url = "https://example.org/press"
read = 2026-11-22

[[rules]]
rule = "x.short"
severity = "warning"
from = 2026-01-01
until = 2026-11-30
source = "page"
otherwise = ["press"]
note = "The press says something else."
options = { seconds = 45.0 }

[[rules]]
rule = "x.short"
severity = "block"
from = 2026-12-01
source = "page"

[[rules]]
rule = "x.loud"
severity = "review"
from = 2026-11-22
source = "page"

[[rules]]
rule = "x.mono"
from = 2026-02-01
basis = "mixed"
source = "page"
"""


class Length(Struct, frozen=True, forbid_unknown_fields=True):
    seconds: float = 30.0


def a_rule(name: str, title: str, options: type | None = None) -> Rule[Any]:
    @rule(name, title=title, severity=Severity.NOTE, of=Track, options=options)
    def nothing(_: Track, __: Facts) -> Iterator[Finding]:
        return iter(())

    return nothing


RULES = {
    one.id: one
    for one in (
        a_rule("x.short", "The track is short", Length),
        a_rule("x.loud", "The track is loud"),
        a_rule("x.mono", "The track is mono"),
    )
}


def a_policy(text: bytes = TEXT) -> Policy:
    return Policy.parse(text, where="example.toml")


def a_law() -> Policy:
    return a_policy(TEXT.replace(b'title = "Example"\n', b'title = "Example"\nkind = "law"\n', 1))


def after(line: str, lines: list[str]) -> list[str]:
    start = lines.index(line) + 1
    return [text.strip() for text in lines[start : lines.index("", start)]]


def test_the_gravest_line_comes_first_and_what_is_to_come_comes_last() -> None:
    lines = [*shown(a_policy(), RULES, DAY, 100)]
    assert [line for line in lines if line and line.split()[-1] in RULES] == [
        "review   x.loud",
        "warning  x.short",
        "note     x.mono",
        "block    x.short",
    ]
    assert lines.index("Not in force on 2026-11-22:") < lines.index("block    x.short")


def test_a_line_says_what_it_is_about_since_when_who_says_so_and_who_disagrees() -> None:
    lines = [*shown(a_policy(), RULES, DAY, 100)]
    assert after("warning  x.short", lines) == [
        "The track is short",
        "seconds = 45.0",
        "The press says something else.",
        "from 2026-01-01 until 2026-11-30; published",
        "Example for senders: lengths",
        "https://example.org/senders (read 2026-11-22)",
        "otherwise: The Press",
        "https://example.org/press (read 2026-11-22)",
    ]


def test_a_day_of_reading_is_not_shown_as_a_first_day() -> None:
    lines = [*shown(a_policy(), RULES, DAY, 100)]
    told = "from 2026-11-22, the day it was read, for want of another; published"
    assert told in after("review   x.loud", lines)


def test_a_line_in_part_of_our_own_says_so() -> None:
    lines = [*shown(a_policy(), RULES, DAY, 100)]
    told = "from 2026-02-01; published, but in part our own reading"
    assert told in after("note     x.mono", lines)


def test_a_rule_of_a_plugin_that_is_left_out_is_not_called_unknown() -> None:
    without = [*shown(a_policy(), {}, DAY, 100)]
    assert after("review   x.loud", without)[0] == "(plugin x does not take part)"
    some = {name: one for name, one in RULES.items() if name != "x.loud"}
    assert after("review   x.loud", [*shown(a_policy(), some, DAY, 100)])[0] == "no such rule"


def test_what_becomes_of_all_other_rules_is_said() -> None:
    assert [*shown(a_policy(), RULES, DAY, 100)][-1].startswith("Every other rule")
    assert [*shown(a_law(), RULES, DAY, 100)][-1] == "It asks for nothing else."


def test_a_list_counts_what_holds_and_what_is_to_come() -> None:
    (line,) = listed([a_policy()], DAY)
    assert line.split() == ["example", "recipient", "3", "lines,", "1", "to", "come", "Example"]


def test_changes_come_in_the_order_of_their_days_with_what_a_rule_says_by_itself() -> None:
    told = compared(a_policy(), RULES, date(2025, 12, 31), date(2026, 12, 1), 100)
    dated = [line for line in told if line.startswith("2026-")]
    assert dated == [
        "2026-02-01  x.mono: note, as before",
        "2026-12-01  x.short: note (the rule's own) -> block",
    ]


def test_a_change_of_options_alone_is_one() -> None:
    told = [*compared(a_policy(), RULES, date(2026, 11, 1), date(2026, 12, 1), 100)]
    assert "2026-12-01  x.short: warning (seconds = 45.0) -> block" in told


def test_what_was_only_read_in_between_is_told_apart() -> None:
    told = [*compared(a_policy(), RULES, date(2026, 11, 1), date(2026, 11, 23), 100)]
    assert told[-2:] == [
        "Read in between; since when it holds is not published:",
        "  x.loud: note (the rule's own) -> review",
    ]


def test_before_a_law_begins_nothing_is_asked() -> None:
    told = [*compared(a_law(), RULES, date(2025, 1, 1), date(2026, 3, 1), 100)]
    assert "2026-01-01  x.short: not asked -> warning (seconds = 45.0)" in told


def test_a_line_that_ends_changes_on_the_day_after() -> None:
    alone = TEXT[: TEXT.index(b'[[rules]]\nrule = "x.short"\nseverity = "block"')]
    (change,) = changes(a_policy(alone), DAY, date(2026, 12, 24))
    assert (change.rule, change.after, change.day) == ("x.short", None, date(2026, 12, 1))


def test_on_the_same_day_nothing_changes() -> None:
    assert [*compared(a_policy(), RULES, DAY, DAY, 100)][-1] == "nothing changes"


def test_lines_keep_to_the_width_and_addresses_stay_whole() -> None:
    lines = [*shown(a_policy(), RULES, DAY, 40)]
    assert all(len(line) <= 40 or "https://" in line for line in lines)
    assert sum("https://example.org/senders (read 2026-11-22)" in line for line in lines) == 4
