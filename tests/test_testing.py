"""The test kit is tested as its users use it: what it lets through, and what it catches."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from precheck.errors import NothingToCheck
from precheck.facts import Facts, MissingFact
from precheck.model import Batch, Image, Message, Node, Release, Track
from precheck.plugins import Plugin, Registry
from precheck.rules import Basis, Finding, Rule, Severity, Source, Threshold
from precheck.shared_facts import Tags
from precheck.testing import (
    A_DAY,
    Install,
    Manner,
    NoSampleError,
    a_track,
    ask,
    check,
    sample,
    screen_text,
)
from precheck.testing.contract import holds
from precheck.testing.scenes import Stage
from precheck.testing.watching import watching

pytest_plugins = "precheck.testing"

RELEASE = Path(__file__).parent.parent / "fixtures" / "deliveries" / "clean-single"
PAGE = "\n\n".join(
    f"## {heading}\n\nSomething."
    for heading in ("What it checks", "Why it matters", "What to do", "Limits")
)
BOOK = Source(title="Book", url="https://book.example/", read=date(2026, 11, 22))
SHOUTS = """
from precheck import Finding, Rule, Severity, Track, hookimpl, rule

@rule("loud.title", title="It shouts", severity=Severity.NOTE, of=Track)
def title(track, facts):
    yield Finding(track.title.upper())

@hookimpl
def precheck_rules():
    return [title]
"""

TWICE = """
import sys
from importlib.metadata import entry_points
from precheck.plugins import Registry

pytest_plugins = "precheck.testing"

def test_one(installed):
    installed("loud", "loud_plugin", loud_plugin={text!r})
    assert "loud.title" in Registry.installed().rules

def test_two():
    assert "loud_plugin" not in sys.modules
    assert "loud" not in [entry.name for entry in entry_points(group="precheck")]
"""


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """One number."""

    most: int = 3


class Shape(StrEnum):
    """An enum."""

    ROUND = "round"
    FLAT = "flat"


class Rich(Struct, frozen=True, kw_only=True):
    """A fact with a field of every kind."""

    name: str
    count: int
    share: float
    shape: Shape
    pair: tuple[str, int]
    many: tuple[Limits, ...]
    by_name: dict[str, Limits]
    when: date | None
    where: Path
    node: Node | None = None


class Opaque(Struct, frozen=True):
    """A fact that cannot be made from its annotations."""

    node: Node


def silent(_: Any, __: Facts) -> Iterator[Finding]:
    yield from ()


def declared(**changes: Any) -> Rule[Any]:
    """A rule of a plugin `mine` with nothing wrong but what is changed."""
    fields: dict[str, Any] = {
        "id": "mine.is-sound",
        "title": "It is sound",
        "severity": Severity.NOTE,
        "of": Track,
        "ask": silent,
        "sources": (BOOK,),
        "doc": PAGE,
    }
    return Rule(**{**fields, **changes})


def told(rule: Rule[Any], *samples: object) -> dict[str, str]:
    """The contract's complaints about one rule, by demand."""
    registry = Registry(
        plugins=(Plugin(name="mine", rules=(rule,)),),
        rules={rule.id: rule},
        inspectors=dict.fromkeys((Track, Image, Release, Batch), ()),
    )
    every = {
        name.partition(": ")[2]: "\n".join(hold())
        for name, hold in holds("mine", samples, registry).items()
    }
    return {name: text for name, text in every.items() if text}


# --- the contract ----------------------------------------------------------------------------


@pytest.mark.parametrize("of", [Track, Image, Release, Batch])
def test_a_sound_rule_hears_no_complaint(of: type) -> None:
    assert told(declared(of=of, needs=(Tags,))) == {}


@pytest.mark.parametrize(
    ("demand", "advice", "changes"),
    [
        ("id_is_words", "begin the id with 'mine.'", {"id": "yours.is-sound"}),
        ("id_is_words", "lower-case words with hyphens", {"id": "mine.Is_Sound"}),
        ("title_is_a_sentence", "without a full stop", {"title": "It is sound."}),
        ("title_is_a_sentence", "one line of words", {"title": "It is\nsound"}),
        ("page_has_four_parts", "it has none of them", {"doc": "It asks."}),
        (
            "page_has_four_parts",
            "write something under '## Limits'",
            {"doc": PAGE.removesuffix("Something.")},
        ),
        ("page_has_four_parts", "in this order", {"doc": PAGE.replace("Limits", "Bounds")}),
        ("sources_are_named", "name a source", {"sources": ()}),
        (
            "sources_are_named",
            "an https address",
            {"sources": (Source(title="Book", url="http://book.example", read=A_DAY),)},
        ),
        ("numbers_are_explained", "default of 'most'", {"options": Limits}),
        (
            "numbers_are_explained",
            "names no option",
            {"thresholds": (Threshold(option="least", basis=Basis.OURS),)},
        ),
        (
            "numbers_are_explained",
            "is published: name its source",
            {
                "options": Limits,
                "thresholds": (Threshold(option="most", basis=Basis.PUBLISHED),),
            },
        ),
        (
            "estimate_never_blocks",
            "never block",
            {"is_estimate": True, "severity": Severity.BLOCK},
        ),
        (
            "untried_never_holds",
            "a warning at most",
            {"needs_trial": True, "severity": Severity.REVIEW},
        ),
    ],
)
def test_a_declaration_is_told_what_to_write(
    demand: str, advice: str, changes: dict[str, Any]
) -> None:
    complaints = told(declared(**changes))

    assert advice in complaints.pop(demand)
    assert complaints == {}


def test_options_that_a_policy_cannot_fill_are_refused() -> None:
    class Loose(Struct):
        """Neither frozen nor with a default."""

        word: str

    complaints = told(declared(options=Loose, needs=()))

    assert "frozen=True, forbid_unknown_fields=True" in complaints["options_are_frozen"]
    assert "Loose.word a default" in complaints["options_are_frozen"]


def reads_a_clock(_: Track, __: Facts) -> Iterator[Finding]:
    yield Finding(f"it was asked {len(CALLS)} times")
    CALLS.append(1)


CALLS: list[int] = []


def opens_a_file(_: Track, __: Facts) -> Iterator[Finding]:
    if Path(__file__).read_bytes():
        yield Finding("the file is there")


def lists_a_folder(_: Track, __: Facts) -> Iterator[Finding]:
    if list(Path(__file__).parent.iterdir()):
        yield Finding("the folder is there")


def opens_a_socket(_: Track, __: Facts) -> Iterator[Finding]:
    with socket.socket() as one:
        yield Finding(f"the socket is {one.family.name}")


def imports_a_module(_: Track, __: Facts) -> Iterator[Finding]:
    yield Finding(import_module("this_is_made_by_a_test").TEXT)


def changes_a_fact(_: Track, facts: Facts) -> Iterator[Finding]:
    names: Any = facts[Tags].names
    names["title"] = "changed"
    yield from ()


def divides(track: Track, __: Facts) -> Iterator[Finding]:
    if track.duration_seconds is not None:
        yield Finding(f"it is {1 / track.duration_seconds} long")


def indexes(_: Track, facts: Facts) -> Iterator[Finding]:
    yield Finding(facts[Tags].texts[0].text or "nothing")


def yields_words(_: Track, __: Facts) -> Iterable[Any]:
    return ["a word"]


def two_lines(track: Track, __: Facts) -> Iterator[Finding]:
    yield Finding(f"{track.label}\nand another line")


def a_path(_: Track, __: Facts) -> Iterator[Finding]:
    evidence: Any = {"file": Path("a")}
    yield Finding("see the file", evidence=evidence)


def speaks_unasked(_: Track, __: Facts) -> Iterator[Finding]:
    yield Finding("it never looked at the tags")


def test_a_rule_that_speaks_where_its_question_does_not_arise_is_told() -> None:
    complaints = told(declared(ask=two_lines, when=lambda *_: False))

    assert "let `when` say yes there too" in complaints["speaks_only_when_it_may"]


def test_an_occasion_that_raises_is_told() -> None:
    complaints = told(declared(when=lambda track, _: 1 / len(track.reference[:0]) > 0))

    assert "its `when` raised ZeroDivisionError" in complaints["speaks_only_when_it_may"]


def test_asking_a_rule_by_hand_holds_it_to_its_occasion() -> None:
    with pytest.raises(AssertionError, match="speaks where its `when` says that it cannot"):
        ask(declared(ask=two_lines, when=lambda *_: False), a_track())


@pytest.mark.parametrize(
    ("asking", "demand", "advice"),
    [
        (reads_a_clock, "says_the_same_twice", "use no clock, chance or memory"),
        (opens_a_file, "opens_nothing", f"open {__file__!r}"),
        (lists_a_folder, "opens_nothing", "let an inspector look"),
        (opens_a_socket, "opens_nothing", "it did socket.__new__"),
        (changes_a_fact, "changes_nothing", "make a copy"),
        (indexes, "raises_nothing_else", "with bare facts: it raised IndexError"),
        (yields_words, "raises_nothing_else", "yield a Finding, not a str"),
        (two_lines, "messages_are_one_line", "on one line"),
        (a_path, "evidence_is_json", "only JSON values"),
        (speaks_unasked, "survives_missing_facts", "it still speaks"),
    ],
)
def test_a_rule_that_is_asked_is_told_what_to_write(asking: Any, demand: str, advice: str) -> None:
    complaints = told(declared(ask=asking, needs=(Tags,)))

    assert advice in complaints[demand]


def test_the_authors_own_samples_come_first() -> None:
    complaints = told(declared(ask=divides), a_track(duration_seconds=0.0))

    assert complaints["raises_nothing_else"].startswith("your Track 1 with your facts: it raised Z")


def test_a_fact_that_cannot_be_made_is_asked_for_by_name() -> None:
    complaints = told(declared(needs=(Opaque,)))

    assert complaints["evidence_is_json"].startswith("no sample can be made of Opaque")
    assert "samples=[...]" in complaints["evidence_is_json"]


def test_a_plugin_that_is_not_there_is_a_complaint_not_an_empty_pass() -> None:
    [(_, hold)] = holds("nobodys").items()

    assert "no plugin named 'nobodys' is installed" in "".join(hold())


def test_a_broken_plugin_is_a_complaint(installed: Install) -> None:
    installed("mine", "mine_plugin", mine_plugin="raise RuntimeError('closed')")

    hold = holds("mine")["mine: takes_part"]

    assert "'mine' is broken" in "".join(hold())


@pytest.mark.parametrize("package", ["mutagen", "lxml", "httpx", "textual"])
def test_a_heavy_import_at_the_top_is_found(installed: Install, package: str) -> None:
    installed("mine", "mine_plugin", mine_plugin=f"import {package}\n{SHOUTS}")

    hold = holds("mine")["mine: top_module_is_light"]

    assert f"importing mine_plugin imports {package}" in "".join(hold())


def test_a_release_rule_meets_the_facts_of_tracks_on_the_tracks() -> None:
    rule = declared(of=Release, needs=(Tags,))
    [supplier] = (i for i in Registry.installed().inspectors[Track] if i.gives is Tags)
    registry = Registry(inspectors={Track: (supplier,), Image: (), Release: (), Batch: ()})

    scenes = list(Stage(registry).scenes(rule))

    assert any(list(scene.facts.each(Tags)) for scene in scenes)
    assert not any(Tags in scene.facts for scene in scenes)


# --- samples ---------------------------------------------------------------------------------


@pytest.mark.parametrize("manner", Manner)
@pytest.mark.parametrize("kind", [Rich, Release, Track, Image, Message, Batch, Tags])
def test_every_manner_makes_a_value_of_the_type(kind: type, manner: Manner) -> None:
    value: object = sample(kind, manner)

    assert type(value) is kind
    assert sample(kind, manner) == value


def test_manners_differ_as_they_say() -> None:
    bare, plain, odd = (sample(Rich, manner) for manner in Manner)

    assert (bare.count, bare.many, bare.when, bare.by_name) == (0, (), None, {})
    assert (len(plain.many), plain.when) == (1, A_DAY)
    assert (len(odd.many), odd.shape, odd.count < 0) == (2, Shape.FLAT, True)


def test_what_cannot_be_made_is_said() -> None:
    with pytest.raises(NoSampleError, match="Node"):
        sample(Opaque, Manner.PLAIN)


# --- watching --------------------------------------------------------------------------------


def test_imports_are_no_business_of_the_watch(tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "this_is_made_by_a_test.py").write_text(
        "from pathlib import Path\nTEXT = Path(__file__).read_text()\n"
    )
    monkeypatch.syspath_prepend(tmp_path)

    with watching() as seen:
        list(imports_a_module(a_track(), Facts()))

    assert seen == []


def test_nothing_is_watched_afterwards() -> None:
    with watching() as seen:
        Path(__file__).read_bytes()
    Path(__file__).read_bytes()

    assert seen == [f"open {__file__!r}"]


# --- installed, check, ask -------------------------------------------------------------------


def test_an_installed_plugin_speaks_in_a_whole_run(installed: Install) -> None:
    installed("loud", "loud_plugin", loud_plugin=SHOUTS)

    report = check(RELEASE, only=("loud",))

    assert "loud.title" in {notice.rule for notice in report.releases[0].notices}
    assert report.plan.as_of == A_DAY
    assert report.plan.offline


def test_a_package_can_be_installed(installed: Install) -> None:
    hooks = SHOUTS.replace("return [title]", "from loud_plugin.more import LIST; return LIST")
    more = "from loud_plugin import title\nLIST = [title]\n"
    installed("loud", "loud_plugin", **{"loud_plugin": hooks, "loud_plugin.more": more})

    assert "loud.title" in Registry.installed(only=("loud",)).rules


def test_what_was_installed_is_gone_afterwards(tmp_path: Path) -> None:
    (tmp_path / "test_twice.py").write_text(TWICE.format(text=SHOUTS))

    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )

    assert "2 passed" in done.stdout


def test_nothing_to_check_is_said_as_the_command_says_it(tmp_path: Path) -> None:
    with pytest.raises(NothingToCheck):
        check(tmp_path)


def test_a_run_on_another_day_says_so() -> None:
    assert check(RELEASE, as_of=date(2027, 1, 5)).plan.as_of == date(2027, 1, 5)


def test_a_rule_without_its_fact_is_not_answered_for() -> None:
    with pytest.raises(MissingFact, match="Tags"):
        ask(declared(ask=indexes), a_track())


# --- the screen ------------------------------------------------------------------------------


def test_a_screen_is_read_as_it_is_seen() -> None:
    from textual.app import App, ComposeResult
    from textual.widgets import Static

    class Two(App[None]):
        def compose(self) -> ComposeResult:
            yield Static("Intro [Live] & 夜明け done", markup=False)
            yield Static("")
            yield Static("   <b>", markup=False)

    async def picture() -> str:
        app = Two()
        async with app.run_test(size=(40, 6)):
            return screen_text(app)

    assert asyncio.run(picture()) == "Intro [Live] & 夜明け done\n\n   <b>"


def test_the_kit_imports_nothing_heavy() -> None:
    code = "import sys, precheck.testing; print(*{'textual', 'httpx', 'lxml'} & set(sys.modules))"

    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == ""


def test_the_kit_is_opt_in() -> None:
    assert not [e for e in entry_points(group="pytest11") if e.value.startswith("precheck")]
