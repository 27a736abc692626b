"""Switches of plugins: options of `precheck check` that are not ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from precheck.cli.switches import Found, every_switch
from precheck.plugins import Plugin, declared
from precheck.settings import Settings
from precheck.switches import OUTPUT, Switch
from precheck.testing.switching import switch_is_sound

RELEASE = Path(__file__).parents[1] / "fixtures" / "deliveries" / "clean-single"
PLUGIN = """
from typing import Annotated

from msgspec import Struct
from precheck import OUTPUT, Finding, Release, Severity, Switch, hookimpl, rule

class Mine(Struct, frozen=True, forbid_unknown_fields=True):
    catalogue: str = "none"
    limit: int = 3
    log: Annotated[str, OUTPUT] = ""

@rule("mine.says", title="It says what was set", severity=Severity.NOTE, of=Release, needs=(Mine,))
def says(release, facts):
    yield Finding(facts[Mine].catalogue)

@hookimpl
def precheck_rules():
    return [says]

@hookimpl
def precheck_options():
    return [Mine]

def made(option, **more):
    told = {"metavar": "FILE", "help": "Say so."}
    return Switch(plugin="mine", option=option, **{**told, **more})

word = made("catalogue")
path = made("catalogue", is_path=True)
there = made("catalogue", is_path=True, must_exist=True)
nothing = made("catalog")
number = made("limit")
silent = made("catalogue", help="")
no_switch = "a text"
"""
SWITCHES = {
    "word": "mine:word",
    "a-path": "mine:path",
    "there": "mine:there",
    "offline": "mine:word",
    "nothing": "mine:nothing",
    "number": "mine:number",
    "silent": "mine:silent",
    "no-switch": "mine:no_switch",
    "gone": "mine:gone",
    "Shouts_Loud": "mine:word",
}


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that has a distribution with switches, and a release."""
    (tmp_path / "mine.py").write_text(PLUGIN)
    info = tmp_path / "mine-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: mine\nVersion: 1.0\n")
    lines = [f"{name} = {value}" for name, value in SWITCHES.items()]
    points = ["[precheck]", "mine = mine", "[precheck.switches]", *lines]
    (info / "entry_points.txt").write_text("\n".join(points))
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def check(house: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "precheck", "check", *options],
        check=False,
        capture_output=True,
        text=True,
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house)},
    )


def said(house: Path, *options: str) -> str:
    done = check(house, str(RELEASE), "--json", "--only", "mine", *options)
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    [notice] = report["releases"][0]["notices"]
    message: str = notice["message"]
    return message


def test_a_switch_sets_an_option_for_one_run(house: Path) -> None:
    (house / "precheck.toml").write_text('[plugins.mine]\ncatalogue = "written"\n')

    assert said(house, "--offline") == "written"
    assert said(house, "--word", "given") == "given"
    assert said(house, "--a-path=new/file.csv") == str(house / "new" / "file.csv")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--there", "nowhere"), "does not exist"),
        (("--wurd", "x"), "No such option '--wurd'"),
        (("--word",), "requires an argument"),
        (("--word", "x", "--without", "mine"), "'mine', which is left out of this run"),
        (("--word", "x", "--only", "voice"), "'mine', which is left out of this run"),
        (("--nothing", "x"), "[plugins.mine] has no option 'catalog'"),
        (("--number", "x"), "[plugins.mine] Expected `int`"),
        (("--gone", "x"), "the option --gone of mine 1.0 cannot be used: AttributeError"),
        (("--no-switch", "x"), "the option --no-switch of mine 1.0 cannot be used"),
    ],
)
def test_what_cannot_be_honoured_is_refused(
    house: Path, options: tuple[str, ...], words: str
) -> None:
    done = check(house, str(RELEASE), *options)

    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_the_help_tells_the_switches_apart_and_says_which_are_broken(house: Path) -> None:
    done = check(house, "--help")

    ours, theirs = done.stdout.split("Options of plugins:")
    assert done.returncode == 0
    assert "--offline" in ours
    assert "--offline" not in theirs
    assert "--word FILE" in theirs
    assert "--voice-response FILE_OR_DIR" in theirs
    assert "--gone of mine 1.0 cannot be used" in " ".join(theirs.split())


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("word", ""),
        ("offline", "--offline is an option of precheck check"),
        ("nothing", "no setting of 'mine' (catalogue, limit, log)"),
        ("number", "takes no text"),
        ("silent", "in a sentence what it does"),
        ("gone", "AttributeError"),
        ("no-switch", "is no Switch"),
        ("Shouts_Loud", "in lower-case words with hyphens"),
    ],
)
def test_the_contract_holds_switches_to_what_they_name(
    house: Path, name: str, complaint: str
) -> None:
    del house
    found = next(one for one in every_switch() if one.point.name == name)

    told = "; ".join(switch_is_sound(found, plugin_of(found)))

    assert complaint in told
    assert bool(told) is bool(complaint)


def plugin_of(found: Found) -> Plugin:
    import importlib

    return declared("mine", importlib.import_module(found.point.module))


def test_a_setting_that_says_where_to_write_is_no_reason_for_another_fact() -> None:
    from precheck.engine.recorder import settings_digests
    from precheck.plugins import Registry
    from precheck_voice.options import Recordings

    def digest(**values: str) -> object:
        return settings_digests(Registry.installed(), {Recordings: Recordings(**values)})

    assert digest(record="here") == digest()
    assert digest(response="here") != digest()


def test_settings_keep_what_else_is_said_of_a_plugin() -> None:
    settings = Settings(plugins={"require": ("mine",), "mine": {"limit": 4}})

    having = settings.having("mine", "catalogue", "x")

    assert having.plugins == {"require": ("mine",), "mine": {"limit": 4, "catalogue": "x"}}
    assert settings.plugins["mine"] == {"limit": 4}


def test_a_switch_is_a_value() -> None:
    one = Switch(plugin="mine", option="log", metavar="DIR", help="Write.")

    assert (one.is_path, one.must_exist, OUTPUT.extra) == (False, False, {"output": True})
