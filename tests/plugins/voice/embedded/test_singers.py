"""A release with a protected voice, from the file to the verdict, as a user checks it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.plugins.voice.embedded.conftest import INSTALLED

if shutil.which("flite") is None:
    pytest.skip("flite is not installed", allow_module_level=True)

from making import codes
from making.rules.case import put
from making.rules.voice import CORVA
from making.singers import ENROLLED, by_many, singers


def precheck(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-m", "precheck", *arguments],
        cwd=folder,
        env={**os.environ, "PRECHECK_VOICE_MODEL": str(INSTALLED)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (INSTALLED / "model.json").is_file():
        pytest.skip("the voice model is not installed: precheck voice install")
    made = tmp_path_factory.mktemp("singers")
    for path, content in singers().items():
        put(made / path, content)
    files = [f"enrolment/{n}.wav" for n in range(1, len(ENROLLED) + 1)]
    basis = ("--basis", "written contract of 2026-01-05")
    done = precheck(made, "voice", "enroll", CORVA, *files, *basis, "--until", "2040-01-01")
    assert done.returncode == 0, done.stderr
    return made


def checked(folder: Path, *releases: str) -> tuple[int, dict[str, dict[str, Any]]]:
    """The exit code, and what is told of each release."""
    asked = ("--only", "voice", "--only", "recipients", "--for", "spotify", "--json")
    done = precheck(folder, "check", *releases, *asked, "--as-of", "2026-11-22")
    assert "Traceback" not in done.stderr
    told = json.loads(done.stdout)["releases"]
    return done.returncode, {one["id"].partition("/")[0]: one for one in told}


@pytest.fixture(scope="module")
def told(folder: Path) -> dict[str, dict[str, Any]]:
    """What a run over all releases tells of each."""
    return checked(folder, *VERDICTS)[1]


VERDICTS = {
    "without-consent": {"voice.resembles-without-consent": "review"},
    "with-consent": {"voice.consented": "note"},
    "expired": {"voice.resembles-without-consent": "review", "voice.consent-expired": "block"},
    "out-of-scope": {
        "voice.resembles-without-consent": "review",
        "voice.consent-out-of-scope": "block",
    },
    "other-voice": {},
    "few-words": {},
    "instrumental": {},
}


def heard(told: dict[str, Any]) -> dict[str, str]:
    """The notices, but that the mix was heard."""
    found = {one["rule"]: one["severity"] for one in told.get("notices", [])}
    found.pop("voice.mix-input", None)
    return found


@pytest.mark.parametrize("release", VERDICTS)
def test_each_release_has_its_notices(told: dict[str, dict[str, Any]], release: str) -> None:
    assert heard(told[release]) == VERDICTS[release]


def test_few_words_leave_the_verdict_open(told: dict[str, dict[str, Any]]) -> None:
    (verdict,) = told["few-words"]["verdicts"]

    assert not verdict["complete"]
    assert "s of voice were heard, 10 s are needed" in json.dumps(told["few-words"]["skips"])


def test_an_instrumental_is_not_asked_about(told: dict[str, dict[str, Any]]) -> None:
    (verdict,) = told["instrumental"]["verdicts"]

    assert verdict["complete"]
    assert "of voice were heard" not in json.dumps(told["instrumental"])


def test_nothing_leaves_the_machine_so_that_a_run_may_be_offline(
    folder: Path, told: dict[str, dict[str, Any]]
) -> None:
    code, found = checked(folder, "without-consent", "--offline")

    (alone,) = found.values()
    rules = [one["rule"] for one in told["without-consent"]["notices"]]
    assert [one["rule"] for one in alone["notices"]] == rules
    assert code == 1


@pytest.mark.parametrize(
    ("voices", "rules"),
    [
        (("rms",) * 5, {"voice.one-voice-many-names": "review"}),
        (("rms", "slt", "awb", "kal16", "rms"), {}),
    ],
)
def test_one_voice_under_many_names_is_told_from_many_voices(
    folder: Path, voices: tuple[str, ...], rules: dict[str, str]
) -> None:
    batch = folder / "-".join(sorted(set(voices)))
    for path, content in by_many(voices).items():
        put(batch / path, content)
    settings = with_settings(folder, "across.toml", 'galleries = "none"', "across_names = true")

    _, found = checked(folder, batch.name, "--offline", *settings)

    assert [heard(one) for one in found.values()] == [rules] * 5


OWN = f"isni:{codes.isni(2)}"
"""Of the artist whose releases they are."""


def with_settings(folder: Path, name: str, *lines: str) -> tuple[str, str]:
    """The option that names settings with these lines."""
    text = ["[plugins.voice]", 'service = "embedded"', *lines]
    (folder / name).write_text("\n".join(text) + "\n")
    return "--config", name


def test_a_search_finds_whom_nobody_named(folder: Path) -> None:
    settings = with_settings(folder, "search.toml", 'galleries = "voices"', "watch_list = true")

    _, found = checked(folder, "without-consent", "with-consent", "other-voice", *settings)

    assert {name: heard(one) for name, one in found.items()} == {
        "without-consent": {"voice.watch-list-resemblance": "review"},
        "with-consent": {"voice.consented": "note"},
        "other-voice": {},
    }


def test_a_release_is_held_against_its_artists_own_voice(folder: Path) -> None:
    settings = with_settings(folder, "own.toml", 'galleries = "own"', f'continuity = ["{OWN}"]')
    files = [f"enrolment/{n}.wav" for n in range(1, len(ENROLLED) + 1)]
    done = precheck(folder, "voice", "enroll", OWN, *files, "--basis", "her own", *settings)
    assert done.returncode == 0, done.stderr

    _, found = checked(folder, "without-consent", "other-voice", *settings)

    assert {name: heard(one) for name, one in found.items()} == {
        "without-consent": {},
        "other-voice": {"voice.singer-differs": "review"},
    }


def test_the_artists_are_listed(folder: Path) -> None:
    listed = json.loads(precheck(folder, "voice", "artists", "--json").stdout)

    assert [(one["artist"], one["k"], one["state"]) for one in listed["artists"]] == [
        (CORVA, 3, "valid")
    ]
