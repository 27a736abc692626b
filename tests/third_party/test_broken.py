"""Whatever a plugin does wrong is named, and costs the other plugins nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from precheck.facts import Reason
from precheck.plugins import Plugin, Registry
from precheck.report import Notice, Report, Skip
from precheck.testing import Install, check

pytest_plugins = "precheck.testing"

MODULES = Path(__file__).parent / "modules"
RELEASE = Path(__file__).parents[2] / "fixtures" / "deliveries" / "clean-single"
HOOKS = ("precheck_rules", "precheck_inspectors", "precheck_options", "precheck_policies")
RAISING = """
from precheck import hookimpl

@hookimpl
def {hook}():
    raise {error}("no luck")
"""


def text_of(module: str) -> str:
    return (MODULES / f"{module}.py").read_text(encoding="utf-8")


def judged_beside_witness(installed: Install, text: str) -> Report:
    """The report of a run with the witness and a plugin `bad` that has this text."""
    installed("witness", "witness", witness=text_of("witness"))
    installed("bad", "bad_plugin", bad_plugin=text)
    return check(RELEASE, only=("witness", "bad"))


def bad_plugin(installed: Install, text: str) -> Plugin:
    """How the registry lists a plugin `bad` that has this text, beside the witness."""
    installed("witness", "witness", witness=text_of("witness"))
    installed("bad", "bad_plugin", bad_plugin=text)
    registry = Registry.installed(only=("witness", "bad"))
    assert "witness.here" in registry.rules
    return next(plugin for plugin in registry.plugins if plugin.name == "bad")


def said(report: Report) -> list[str]:
    notices: Iterable[Notice] = report.releases[0].notices
    return [f"{notice.rule}: {notice.message}" for notice in notices]


def faults(report: Report) -> list[str]:
    every = (*report.faults, *report.releases[0].faults)
    assert {fault.plugin for fault in every} <= {"bad"}
    return [fault.message for fault in every]


def skipped(report: Report) -> list[Skip]:
    return [skip for skip in report.releases[0].skips if skip.rule.startswith("bad.")]


def test_the_witness_alone_is_complete(installed: Install) -> None:
    installed("witness", "witness", witness=text_of("witness"))

    report = check(RELEASE, only=("witness",))

    assert [line for line in said(report) if line.startswith("witness.here")]
    assert report.complete
    assert not report.counts.faults


@pytest.mark.parametrize("hook", HOOKS)
@pytest.mark.parametrize("error", ["RuntimeError", "SystemExit", "RecursionError"])
def test_a_hook_that_raises_breaks_its_plugin_alone(
    installed: Install, hook: str, error: str
) -> None:
    report = judged_beside_witness(installed, RAISING.format(hook=hook, error=error))

    assert f"{hook} raised {error}: no luck" in faults(report)[0]
    assert any(line.startswith("witness.here") for line in said(report))
    assert not report.complete
    assert not any(verdict.complete for verdict in report.releases[0].verdicts)


@pytest.mark.parametrize("error", ["RuntimeError", "SystemExit", "ImportError"])
def test_a_module_that_raises_is_listed_not_fatal(installed: Install, error: str) -> None:
    report = judged_beside_witness(installed, f'raise {error}("closed")')

    listed = {plugin.name: plugin.status for plugin in report.plugins}
    assert (listed["bad"], listed["witness"]) == ("broken", "loaded")
    assert f"bad_plugin could not be loaded: {error}: closed" in faults(report)[0]
    assert any(line.startswith("witness.here") for line in said(report))


def test_a_rule_that_raises_loses_nothing_it_had_said(installed: Install) -> None:
    report = judged_beside_witness(installed, text_of("raising_rule"))

    rules = [line.partition(":")[0] for line in said(report)]
    assert {"bad.raises", "bad.sound", "witness.here"} <= set(rules)
    assert faults(report) == [
        "rule bad.raises raised ZeroDivisionError: nothing to divide by",
    ]
    assert not report.complete


def test_who_exits_ends_nothing_but_themselves(installed: Install) -> None:
    report = judged_beside_witness(installed, text_of("exiting"))

    assert any(line.startswith("witness.here") for line in said(report))
    assert faults(report) == [
        "the inspector of Gone raised SystemExit: 0",
        "rule bad.exits raised SystemExit: 0",
    ]
    assert not report.complete


def test_an_inspector_that_raises_leaves_its_rules_unjudged(installed: Install) -> None:
    report = judged_beside_witness(installed, text_of("raising_inspector"))

    assert faults(report) == [
        "the inspector of Echo raised OSError: the cable is cut",
        "the inspector of Shadow gave a str instead of a Shadow",
    ]
    assert [(s.rule, s.reason) for s in skipped(report)] == [
        ("bad.echo", Reason.BROKEN),
        ("bad.shadow", Reason.BROKEN),
    ]
    assert any(line.startswith("witness.here") for line in said(report))


def test_a_rule_that_meets_a_missing_fact_is_skipped(installed: Install) -> None:
    report = judged_beside_witness(installed, text_of("missing_fact"))

    [skip] = skipped(report)
    assert skip.reason is Reason.NOT_SUPPLIED
    assert skip.detail == "no installed plugin supplies Never"
    assert faults(report) == []
    assert not any(verdict.complete for verdict in report.releases[0].verdicts)


def test_junk_is_refused_by_name_and_findings_before_it_count(installed: Install) -> None:
    report = judged_beside_witness(installed, text_of("junk"))

    told = faults(report)
    for rule in ("bad.nothing", "bad.number", "bad.object", "bad.word"):
        assert sum(fault.startswith(f"rule {rule} raised ") for fault in told) == 1, rule
    assert len(told) == 4
    assert "bad.word: this one counts" in said(report)
    assert any(line.startswith("witness.here") for line in said(report))


@pytest.mark.parametrize(
    ("module", "why"),
    [
        ("same_id", "rule 'bad.twin' is declared by 'bad' too"),
        ("foreign_prefix", "rule 'witness.too' must begin with 'bad.'"),
        ("two_suppliers", "Mood of Release is supplied by 'bad' and 'bad'"),
        ("ring", "facts need each other in a ring: "),
        ("loose_options", "which is not a frozen struct type with defaults"),
        ("needy_options", "which is not a frozen struct type with defaults"),
        ("unknown_hook", "unknown hook 'precheck_rule'"),
    ],
)
def test_a_plugin_that_may_not_be_is_broken_whole(
    installed: Install, module: str, why: str
) -> None:
    plugin = bad_plugin(installed, text_of(module))

    assert plugin.status == "broken"
    assert why in "; ".join(plugin.problems)
    assert (plugin.rules, plugin.inspectors, plugin.options, plugin.policies) == ((), (), (), ())


def test_the_second_plugin_of_one_name_is_refused(installed: Install) -> None:
    installed("bad", "one", one=text_of("raising_rule"))
    folder = installed("worse", "other", other=text_of("raising_rule"))
    entry = folder / "worse-1.0.dist-info" / "entry_points.txt"
    entry.write_text("[precheck]\nbad = other\n", encoding="utf-8")

    first, second = (p for p in Registry.installed(only=("bad",)).plugins if p.name == "bad")

    assert (first.status, second.status) == ("loaded", "broken")
    assert "two plugins are named 'bad': one of worse, one of bad" in second.problems


def test_one_that_supplies_what_another_supplies_names_both(installed: Install) -> None:
    text = text_of("two_suppliers").replace("[cheerful, gloomy]", "[cheerful]")
    shared = "from bad_plugin import precheck_inspectors\n"
    installed("bad", "bad_plugin", bad_plugin=text)
    installed("worse", "worse_plugin", worse_plugin=shared)

    registry = Registry.installed(only=("bad", "worse"))

    problems = {plugin.name: plugin.problems for plugin in registry.plugins}
    assert problems["bad"] == ()
    assert problems["worse"] == (
        "Mood of Release is supplied by 'bad' and 'worse'; leave one out with --without",
    )
