"""What holds of the policy of every recipient, distributor and law."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from precheck import Policy, Rule, Severity
from precheck.policy import Line, PolicyKind, SetBy, ruling
from precheck.rules import Basis
from tests.plugins.recipients.policies.rulings import POLICIES, REGISTRY, ruled

README = (Path(__file__).parents[4] / "README.md").read_text("utf-8")
LINES = [
    pytest.param(policy, line, id=f"{policy.name}: {line.rule} from {line.since}")
    for policy in POLICIES.values()
    for line in policy.lines
]


def test_the_plugin_loads_with_every_policy() -> None:
    plugin = next(p for p in REGISTRY.plugins if p.name == "recipients")
    assert plugin.problems == ()
    assert {kind: [p.name for p in POLICIES.values() if p.kind is kind] for kind in PolicyKind} == {
        PolicyKind.RECIPIENT: [
            "amazon-music",
            "apple-music",
            "bandcamp",
            "beatport",
            "deezer",
            "soundcloud",
            "spotify",
            "tidal",
            "tiktok",
            "traxsource",
            "youtube-music",
        ],
        PolicyKind.DISTRIBUTOR: ["believe", "cd-baby", "distrokid", "labelgrid"],
        PolicyKind.LAW: ["china-labelling", "eu-ai-act"],
        PolicyKind.HOUSE: ["default"],
    }


def test_the_readme_names_every_policy() -> None:
    _, _, table = README.partition("## Recipients\n")
    table, _, _ = table.partition("\n## ")
    assert [name for name in POLICIES if f"`{name}`" not in table] == []


def test_the_house_view_lets_every_rule_speak_for_itself() -> None:
    assert POLICIES["default"].kind is PolicyKind.HOUSE
    assert POLICIES["default"].lines == ()


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_a_policy_says_what_it_is_about(policy: Policy) -> None:
    assert policy.title
    assert policy.summary.endswith(".")
    assert "\n" not in policy.summary
    assert len(policy.digest) == 64


@pytest.mark.parametrize(("policy", "line"), LINES)
def test_a_line_is_about_a_rule_that_is_there_and_options_that_it_has(
    policy: Policy, line: Line
) -> None:
    rule: Rule[object] = REGISTRY.rules[line.rule]
    set_by = SetBy.POLICY if line.severity is not None else SetBy.RULE
    assert ruling(rule, policy, line, ()).set_by is set_by


@pytest.mark.parametrize(("policy", "line"), LINES)
def test_a_line_says_who_wrote_it_down_and_why_that_day(policy: Policy, line: Line) -> None:
    source = policy.sources[line.source]
    assert source.url.startswith("https://")
    assert source.clause
    assert source.read >= date(2026, 1, 1)
    assert line.note.endswith(".")


@pytest.mark.parametrize(("policy", "line"), LINES)
def test_nobody_but_a_source_says_what_will_be(policy: Policy, line: Line) -> None:
    is_to_come = line.since > policy.sources[line.source].read
    assert line.basis is Basis.PUBLISHED or not is_to_come


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_every_source_is_used_by_a_line(policy: Policy) -> None:
    used = {key for line in policy.lines for key in (line.source, *line.otherwise)}
    assert set(policy.sources) == used


@pytest.mark.parametrize(("policy", "line"), LINES)
def test_two_lines_about_one_rule_never_begin_on_one_day(policy: Policy, line: Line) -> None:
    same = [x for x in policy.lines if (x.rule, x.since) == (line.rule, line.since)]
    assert same == [line]


@pytest.mark.parametrize(("policy", "line"), LINES)
def test_a_line_that_follows_one_of_several_sources_says_so(policy: Policy, line: Line) -> None:
    del policy
    says_so = any(word in line.note for word in ("Sources disagree", "As for tracks"))
    assert bool(line.otherwise) is says_so


@pytest.mark.parametrize(("policy", "line"), LINES)
def test_a_count_that_nobody_published_never_holds_a_release(policy: Policy, line: Line) -> None:
    del policy
    if line.basis is Basis.MIXED and line.rule.startswith("cadence."):
        assert line.severity is Severity.WARNING
        assert "the numbers are ours" in line.note


def test_what_is_our_own_reading_is_not_called_published() -> None:
    bases = {
        (policy.name, line.rule): line.basis
        for policy in POLICIES.values()
        for line in policy.lines
    }
    assert {name for name, basis in bases.items() if basis is Basis.OURS} == {
        ("soundcloud", "ai-credits.fully-ai"),
        ("tiktok", "ai-credits.fully-ai"),
        ("youtube-music", "ai-credits.fully-ai"),
    }
    partly = {name for name, basis in bases.items() if basis is Basis.MIXED}
    assert {name for name in partly if not name[1].startswith("cadence.")} == {
        ("amazon-music", "ai-credits.fully-ai"),
        ("apple-music", "ai-credits.all-without-sound-role"),
        ("apple-music", "recipients.several-artists-in-one-name"),
        ("apple-music", "recipients.various-artists-misused"),
        ("apple-music", "recipients.various-artists-wanted"),
        ("bandcamp", "ai-credits.tool-as-party"),
        ("bandcamp", "ai-credits.tool-as-party-release"),
        ("bandcamp", "ai-credits.undeclared-but-detected"),
        ("beatport", "ai-credits.fully-ai"),
        ("beatport", "ai-credits.undeclared-but-marked"),
        ("believe", "ai-credits.tool-as-party"),
        ("believe", "ai-credits.tool-as-party-release"),
        ("cd-baby", "ai-credits.artwork-ai"),
        ("cd-baby", "ai-credits.tool-as-party"),
        ("cd-baby", "ai-credits.tool-as-party-release"),
        ("cd-baby", "ai-credits.undeclared-but-detected"),
        ("eu-ai-act", "ai-credits.declaration-contradicts-itself"),
        ("eu-ai-act", "ai-credits.declaration-lost"),
        ("eu-ai-act", "ai-credits.declaration-lost-image"),
        ("eu-ai-act", "audio-tags.aigc-label-malformed"),
        ("eu-ai-act", "audio-tags.aigc-label-malformed-in-picture"),
        ("eu-ai-act", "audio-tags.provenance-stripped"),
        ("labelgrid", "ai-credits.all-without-sound-role"),
        ("spotify", "ai-credits.all-without-sound-role"),
        ("spotify", "ai-credits.tool-as-party"),
        ("spotify", "ai-credits.tool-as-party-release"),
        ("spotify", "ai-credits.track-flag-only"),
        ("spotify", "recipients.one-track-artist-differs"),
        ("spotify", "recipients.shared-role-in-one-credit"),
        ("spotify", "recipients.various-artists-misused"),
        ("tidal", "ai-credits.undeclared"),
        ("tidal", "ai-credits.undeclared-but-detected"),
        ("youtube-music", "recipients.message-profile-unnamed"),
        ("youtube-music", "recipients.message-version"),
        ("youtube-music", "recipients.message-version-unconfirmed"),
    }


@pytest.mark.parametrize("recipient", sorted(POLICIES.keys() - {"spotify", "youtube-music"}))
def test_a_recipient_without_a_published_list_takes_any_version(recipient: str) -> None:
    assert ruled("recipients.message-version", recipient).severity is Severity.OFF
