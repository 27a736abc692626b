"""A stranger's distribution, built and installed as strangers do, beside one that is broken."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from precheck.model import Track
from precheck.reading import discover, read_release

ROOT = Path(__file__).parent.parent
HOUSES = Path(__file__).parent / "third_party"
RELEASE = ROOT / "fixtures" / "deliveries" / "clean-single"
SETTINGS = '[plugins.label-house]\ncatalogue = "catalogue.csv"\n'


class House:
    """A fresh environment with Precheck and both distributions, and a folder to work in."""

    def __init__(self, folder: Path) -> None:
        """Build the wheels, make the environment, install."""
        wheels = folder / "wheels"
        for source in (ROOT, self.copy(folder, "label_house"), self.copy(folder, "broken_house")):
            run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", wheels, cwd=source)
        self.folder = folder
        self.bin = folder / "venv" / "bin"
        pip = self.make_environment()
        run(*pip, "install", "-q", "--no-index", "--no-deps", *sorted(wheels.iterdir()), cwd=folder)
        self.borrow_dependencies()

    def make_environment(self) -> tuple[str | Path, ...]:
        """Make an environment and return the pip that installs into it; unpacking one is slow."""
        make = (sys.executable, "-m", "venv", self.folder / "venv")
        if find_spec("pip") is None:
            run(*make, cwd=self.folder)
            return (self.bin / "python", "-m", "pip")
        run(*make, "--without-pip", cwd=self.folder)
        return (sys.executable, "-m", "pip", "--python", self.bin / "python")

    @staticmethod
    def copy(folder: Path, name: str) -> Path:
        """A copy of a distribution, so that building leaves nothing behind."""
        return Path(shutil.copytree(HOUSES / name, folder / name))

    def borrow_dependencies(self) -> None:
        """Let the environment see what this one has installed, so that nothing is downloaded.

        A `.pth` file comes after the environment's own packages, and those that it leads to are
        not read for `.pth` files again: an editable installation of Precheck stays out of it.
        """
        [site] = (self.folder / "venv").glob("lib/python*/site-packages")
        paths = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
        (site / "borrowed.pth").write_text("\n".join(paths) + "\n", encoding="utf-8")

    def precheck(self, *arguments: str, code: int | None = 0) -> str:
        """What the command prints in this environment."""
        return run(self.bin / "precheck", *arguments, cwd=self.folder, code=code)

    def checked(self, path: Path, *options: str, code: int) -> dict[str, Any]:
        """The report on a path, as JSON."""
        text = self.precheck("check", str(path), "--json", "--offline", *options, code=code)
        report: dict[str, Any] = json.loads(text)
        return report


def run(*command: str | Path, cwd: Path, code: int | None = 0) -> str:
    """What a command prints; it must end with this code."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COV_"))}
    done = subprocess.run(  # noqa: S603 - our own commands
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert code is None or done.returncode == code, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(tmp_path_factory.mktemp("house"))


@pytest.fixture
def track(house: House) -> Track:
    """The track of a release whose length the catalogue has otherwise."""
    [source] = discover((RELEASE,)).sources
    track = read_release(source)[0].tracks[0]
    assert track.duration_seconds
    lines = f"isrc,seconds\n{track.isrc},{track.duration_seconds + 7}\n"
    (house.folder / "catalogue.csv").write_text(lines, encoding="utf-8")
    (house.folder / "precheck.toml").write_text(SETTINGS, encoding="utf-8")
    return track


def test_precheck_comes_from_the_wheel(house: House) -> None:
    code = "import precheck, label_house; print(precheck.__file__, label_house.__file__)"

    where = run(house.bin / "python", "-c", code, cwd=house.folder).split()

    assert all(Path(file).is_relative_to(house.folder / "venv") for file in where)


def test_both_are_listed_the_broken_one_with_its_reason(house: House) -> None:
    listed = {one["name"]: one for one in json.loads(house.precheck("plugins", "--json"))}

    good, broken = listed["label-house"], listed["broken-house"]
    assert (good["status"], good["rules"], good["inspectors"], good["policies"]) == (
        "loaded",
        1,
        ["CatalogueEntry"],
        ["label-house"],
    )
    assert (good["distribution"], good["version"]) == ("label-house-precheck", "1.0.0")
    assert broken["status"] == "broken"
    assert broken["problem"] == (
        "broken_house could not be loaded: RuntimeError: the house is closed"
    )
    assert {"audio-tags", "ai-credits", "cadence", "ddex", "voice", "recipients"} <= set(listed)


def test_the_strangers_command_stands_in_the_help_and_reads_its_own_settings(house: House) -> None:
    (house.folder / "precheck.toml").write_text(SETTINGS, encoding="utf-8")

    shown = house.precheck("--help")

    assert "Commands of plugins" in shown
    assert "Say where the catalogue of Label House is." in shown
    where = house.precheck("label-catalogue").strip()
    assert Path(where) == house.folder / "catalogue.csv"


def test_a_broken_command_is_told_and_takes_the_place_of_none_of_ours(house: House) -> None:
    shown = " ".join(house.precheck("--help").split())

    assert "'broken-command' of broken-house-precheck 1.0.0 cannot be used" in shown
    house.precheck("broken-command", code=2)
    assert "Check a message" in house.precheck("check", "--help")


def test_the_strangers_rule_is_listed_and_explained(house: House) -> None:
    assert "label-house.length-differs" in house.precheck("rules")
    page = house.precheck("explain", "label-house.length-differs")
    assert "## Why it matters" in page
    assert "- label-house: block" in page


def test_the_strangers_rule_speaks_among_all_others(house: House, track: Track) -> None:
    report = house.checked(RELEASE, "--for", "label-house", code=1)

    [release] = report["releases"]
    [notice] = [n for n in release["notices"] if n["rule"].startswith("label-house.")]
    assert notice["severity"] == "block"
    assert notice["subject"]["isrc"] == track.isrc
    assert notice["evidence"]["tolerance_seconds"] == 0.5
    assert notice["places"][0]["line"] > 1
    assert report["outcome"] == "block"


def test_the_broken_one_costs_the_verdict_its_completeness_and_nothing_else(
    house: House, track: Track
) -> None:
    alone = ("--only", "label-house", "--fail-on", "block")
    both = (*alone, "--only", "broken-house")
    lines = f"isrc,seconds\n{track.isrc},{track.duration_seconds}\n"
    (house.folder / "catalogue.csv").write_text(lines, encoding="utf-8")

    without, beside = house.checked(RELEASE, *alone, code=0), house.checked(RELEASE, *both, code=3)

    assert (without["complete"], beside["complete"]) == (True, False)
    assert [fault["plugin"] for fault in beside["faults"]] == ["broken-house"]
    assert without["releases"][0].get("notices") == beside["releases"][0].get("notices")
    assert without["releases"][0].get("skips") == beside["releases"][0].get("skips")


def test_the_broken_one_can_be_left_out(house: House, track: Track) -> None:
    del track
    report = house.checked(RELEASE, "--without", "broken-house", code=1)

    assert report["faults"] == []


def test_a_required_plugin_that_is_broken_stops_the_run(house: House) -> None:
    said = house.precheck("check", str(RELEASE), "--require", "broken-house", code=2)

    assert said == ""


def test_the_strangers_own_tests_hold_where_they_are_installed(house: House) -> None:
    run(
        *(house.bin / "python", "-P", "-m", "pytest", "-q", "-W", "error", "tests"),
        cwd=house.folder / "label_house",
    )
