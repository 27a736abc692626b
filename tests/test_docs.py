"""What is written agrees with what is done: hooks, examples, rule pages and the schema."""

from __future__ import annotations

import inspect
import json
import re
import runpy
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from precheck import hookspecs, shared_facts, testing
from precheck.facts import Reason
from precheck.plugins import Plugin, Registry
from precheck.present.document import to_json
from precheck.rules import Severity
from precheck.testing import Install, check
from precheck.testing.contract import holds
from precheck.views import RunRelease, RunView

pytest_plugins = "precheck.testing"

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
HOUSE = ROOT / "tests" / "third_party" / "label_house"
DELIVERIES = ROOT / "fixtures" / "deliveries"
GUIDE = (DOCS / "plugins.md").read_text(encoding="utf-8")
HOOKS = [name for name in dir(hookspecs) if name.startswith("precheck_")]
COMMAND = (sys.executable, "-m", "precheck")
REMEDY = "run: python docs/generate.py"


def generated() -> Mapping[str, bytes]:
    """The generated files as they ought to be, by their path below docs."""
    made: Mapping[str, bytes] = runpy.run_path(str(DOCS / "generate.py"))["generated"]()
    return made


def signature(hook: str) -> str:
    """The hook as its heading has it."""
    return hook + str(inspect.signature(getattr(hookspecs, hook))).replace("'", "")


def section(heading: str) -> str:
    """The text below a heading of the guide, up to the next one of its level."""
    mark = heading.partition(" ")[0]
    before, found, after = GUIDE.partition(f"\n{heading}\n")
    assert found, f"docs/plugins.md has no heading {heading!r}"
    del before
    return re.split(rf"^#{{1,{len(mark)}}} ", after, maxsplit=1, flags=re.MULTILINE)[0]


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)


# --- the guide -------------------------------------------------------------------------------


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_has_a_heading_with_its_signature(hook: str) -> None:
    assert f"\n### `{signature(hook)}`\n" in GUIDE


def test_every_heading_of_a_hook_is_a_hook() -> None:
    headings = re.findall(r"^### `(precheck_[^`]*)`$", GUIDE, flags=re.MULTILINE)

    assert sorted(headings) == sorted(signature(hook) for hook in HOOKS)


@pytest.mark.parametrize("hook", HOOKS)
def test_the_example_of_a_hook_is_complete(installed: Install, hook: str) -> None:
    [example] = blocks(section(f"### `{signature(hook)}`"), "python")
    installed("my-label", "my_label", my_label=example)

    plugin = plugin_named("my-label")

    kept = getattr(plugin, hook.removeprefix("precheck_"))
    assert (plugin.problems, len(kept)) == ((), 1)
    assert check(DELIVERIES / "clean-single", only=("my-label",)).faults == ()


def plugin_named(name: str) -> Plugin:
    [plugin] = (p for p in Registry.installed(only=(name,)).plugins if p.name == name)
    return plugin


@pytest.mark.parametrize(
    "file",
    sorted(
        file.relative_to(HOUSE).as_posix()
        for file in HOUSE.rglob("*")
        if file.suffix in {".py", ".toml"}
    ),
)
def test_the_complete_plugin_on_the_page_is_the_one_that_is_tested(file: str) -> None:
    language = "python" if file.endswith(".py") else "toml"

    [shown] = blocks(section(f"### `{file}`"), language)

    assert shown == (HOUSE / file).read_text(encoding="utf-8")


def test_the_view_on_the_page_is_drawn_by_the_command_below_it() -> None:
    view, command = blocks(section("### Views"), "python")
    shown: dict[str, Any] = {}
    exec(view, shown)  # noqa: S102 - our own page
    exec(command, shown)  # noqa: S102
    releases = (RunRelease(id="one.xml", account="ada"), RunRelease(id="two.xml"))
    run = RunView(releases=releases, recipients=("spotify",), as_of=date(2026, 11, 22))

    words = shown["view"].pages(run)

    assert words == {"one.xml": ("label-catalogue", "--", "ada")}
    done = CliRunner().invoke(shown["command"], ["--drawn", "80x24", "ada"])
    assert json.loads(done.stdout) == [[{"text": "ada", "look": "strong"}]]


def test_every_severity_and_reason_is_explained() -> None:
    severities = re.findall(r"^\| `([A-Z]+)` \|", section("## Rules"), flags=re.MULTILINE)
    reasons = re.findall(r"^\| `([a-z-]+)` \|", section("## Skips and faults"), flags=re.MULTILINE)

    assert sorted(severities) == sorted(severity.name for severity in Severity)
    assert sorted(reasons) == sorted(reason.value for reason in Reason)


def test_every_shared_fact_is_in_the_table() -> None:
    shown = re.findall(r"^\| `(\w+)` \|", section("## Facts and inspectors"), flags=re.MULTILINE)
    every = [i for of in Registry.installed().inspectors.values() for i in of]
    spoken_of = {kind for i in every for kind in (i.gives, *i.needs, *i.wants)}
    home = shared_facts.__name__
    shared = {kind.__name__ for kind in spoken_of if kind.__module__.startswith(home)}

    assert set(shown) == shared


def test_every_name_of_the_test_kit_is_there() -> None:
    table = section("## Testing")
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(\w+)", row)}

    assert named <= set(testing.__all__)


def test_the_worked_example_of_contributing_works(tmp_path: Path) -> None:
    rule, its_tests = blocks((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), "python")
    (tmp_path / "test_example.py").write_text(rule + its_tests, encoding="utf-8")
    made = runpy.run_path(str(tmp_path / "test_example.py"))
    registry = Registry.of((Plugin(name="audio-tags", rules=(made["title_missing"],)),))

    for name in ("test_a_file_without_a_title_is_told", "test_a_file_with_a_title_is_fine"):
        made[name]()

    assert [told for hold in holds("audio-tags", (), registry).values() for told in hold()] == []


# --- what is generated -----------------------------------------------------------------------


def test_every_rule_has_its_page_and_every_page_its_rule() -> None:
    there = {f"rules/{file.name}" for file in (DOCS / "rules").iterdir()}

    answers = ("report", "judgement", "disclosure", "fix", "cadence")
    schemas = {f"{answer}.schema.json" for answer in answers}
    assert there | schemas | {"profiles.md", "recipients.md"} == set(generated()), REMEDY


def test_the_pages_and_the_schema_say_what_the_code_says() -> None:
    stale = [
        name
        for name, content in generated().items()
        if not (DOCS / name).is_file() or (DOCS / name).read_bytes() != content
    ]

    assert not stale, f"{', '.join(stale)} out of date; {REMEDY}"


# --- the schema ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    read: dict[str, Any] = json.loads((DOCS / "report.schema.json").read_bytes())
    return read


@pytest.mark.parametrize("delivery", ["clean-single", "ai-undeclared", "batch", "hostile"])
def test_a_report_keeps_to_the_schema(schema: dict[str, Any], delivery: str) -> None:
    text = to_json(check(DELIVERIES / delivery))

    jsonschema.validate(json.loads(text), schema, cls=jsonschema.Draft202012Validator)


def test_the_schema_is_a_schema(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)


def test_a_report_with_something_missing_does_not_keep_to_it(schema: dict[str, Any]) -> None:
    told = json.loads(to_json(check(DELIVERIES / "clean-single")))
    del told["outcome"]

    with pytest.raises(jsonschema.ValidationError, match="'outcome' is a required property"):
        jsonschema.validate(told, schema, cls=jsonschema.Draft202012Validator)


def test_every_line_of_jsonl_keeps_to_the_schema(schema: dict[str, Any]) -> None:
    line = {"$schema": schema["$schema"], "$defs": schema["$defs"], "$ref": "#/$defs/Event"}
    done = subprocess.run(  # noqa: S603 - our own command
        [*COMMAND, "check", DELIVERIES / "batch", "--format", "jsonl", "--offline"],
        capture_output=True,
        check=False,
    )

    events = [json.loads(text) for text in done.stdout.splitlines()]

    assert len(events) > 2
    for event in events:
        jsonschema.validate(event, line, cls=jsonschema.Draft202012Validator)
