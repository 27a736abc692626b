"""`precheck judge` as a user runs it: a report in, what changed out, a check's exit code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

ROOT = Path(__file__).parents[1]
DELIVERIES = ROOT / "fixtures" / "deliveries"
FLAWED = DELIVERIES / "ai-undeclared"
CLEAN = DELIVERIES / "clean-single"
SCHEMA = json.loads((ROOT / "docs" / "judgement.schema.json").read_bytes())


def precheck(
    *arguments: str | Path, cwd: Path, stdin: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "precheck", *map(str, arguments)],
        check=False,
        capture_output=True,
        cwd=cwd,
        input=stdin,
        env={**os.environ, "NO_COLOR": "1"},
    )


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report for Spotify with its facts, whose files are gone."""
    folder = tmp_path_factory.mktemp("saved")
    copy = shutil.copytree(FLAWED, folder / "delivery")
    asked = ("--for", "spotify", "--as-of", "2026-11-22", "--offline")
    done = precheck("check", copy, *asked, "--json", "--with-facts", cwd=folder)
    (folder / "report.json").write_bytes(done.stdout)
    shutil.rmtree(copy)
    assert done.stderr == b""
    return folder / "report.json"


def test_without_options_nothing_has_changed(saved: Path, tmp_path: Path) -> None:
    done = precheck("judge", saved, cwd=tmp_path)

    assert done.returncode == 1
    assert done.stderr == b""
    assert "BLOCK -> BLOCK · 0 releases changed · no notice changed" in done.stdout.decode()


def test_another_recipient_sees_what_it_would_be_told(saved: Path, tmp_path: Path) -> None:
    done = precheck("judge", saved, "--for", "apple-music", cwd=tmp_path)

    lines = done.stdout.decode().splitlines()
    assert "  not asked -> BLOCK: apple-music" in lines
    assert "not asked any more: spotify" in lines
    assert "nobody was asked both times" in lines
    assert lines[-1] == "BLOCK"
    assert any(line.startswith("  + came    block   A1 Vacancy Sign: ") for line in lines)
    assert "      ai-credits.none-but-marked" in lines


def test_who_was_asked_both_times_is_compared(saved: Path, tmp_path: Path) -> None:
    both = ("--for", "apple-music", "--for", "spotify")
    lines = precheck("judge", saved, *both, cwd=tmp_path).stdout.decode().splitlines()

    assert "compared for spotify" in lines
    assert lines[-1] == "BLOCK -> BLOCK · 0 releases changed · no notice changed"


def test_the_day_is_told_and_asked_for(saved: Path, tmp_path: Path) -> None:
    done = precheck("judge", saved, "--as-of", "2027-01-01", cwd=tmp_path)

    assert "the report of 2026-11-22 judged again, as of 2027-01-01" in done.stdout.decode()


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_what_is_printed_keeps_to_the_schema(saved: Path, tmp_path: Path, form: str) -> None:
    arguments = ("--for", "deezer", "--as-of", "2027-01-01", "--format", form)
    text = precheck("judge", saved, *arguments, cwd=tmp_path).stdout

    if form == "json":
        jsonschema.validate(json.loads(text), SCHEMA, cls=jsonschema.Draft202012Validator)
        return
    event = {"$schema": SCHEMA["$schema"], "$defs": SCHEMA["$defs"], "$ref": "#/$defs/Event"}
    kinds = [json.loads(line)["event"] for line in text.splitlines()]
    assert kinds == ["judging-started", "release-judged", "batch-judged", "judging-finished"]
    for line in text.splitlines():
        jsonschema.validate(json.loads(line), event, cls=jsonschema.Draft202012Validator)


def test_a_stream_is_judged_as_it_comes(tmp_path: Path) -> None:
    asked = ("--format", "jsonl", "--with-facts", "--offline", "--for", "spotify")
    stream = precheck("check", DELIVERIES / "batch", *asked, cwd=tmp_path).stdout

    done = precheck("judge", "-", "--json", "--for", "spotify", cwd=tmp_path, stdin=stream)

    judgement = json.loads(done.stdout)
    assert judgement["started"]["releases"] == 7
    assert judgement["finished"]["releases_changed"] == 0


def test_the_answer_may_go_into_a_file(saved: Path, tmp_path: Path) -> None:
    done = precheck("judge", saved, "--json", "-o", "answer.json", cwd=tmp_path)

    assert done.stdout == b""
    assert json.loads((tmp_path / "answer.json").read_bytes())["finished"]["exit_code"] == 1


@pytest.mark.parametrize("name", ["report.json", "folder/../report.json", "link.json", "hard.json"])
def test_a_report_is_not_replaced_by_what_is_said_of_it(
    saved: Path, tmp_path: Path, name: str
) -> None:
    report = tmp_path / "report.json"
    shutil.copy(saved, report)
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.json").symlink_to("report.json")
    (tmp_path / "hard.json").hardlink_to(report)

    done = precheck("judge", "report.json", "-o", name, cwd=tmp_path)

    assert done.returncode == 2
    assert f"{name} is what the answer is made from" in done.stderr.decode()
    assert report.read_bytes() == saved.read_bytes()


def test_neither_is_a_report_on_stdin(saved: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    shutil.copy(saved, report)

    with report.open("rb") as stdin:
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "precheck", "judge", "-", "-o", report],
            check=False,
            stdin=stdin,
            capture_output=True,
        )

    assert done.returncode == 2
    assert report.read_bytes() == saved.read_bytes()


def test_a_plugin_that_is_gone_can_be_left_out(saved: Path, tmp_path: Path) -> None:
    report = json.loads(saved.read_bytes())
    report["plugins"].append({"name": "stranger", "status": "loaded", "version": "1"})
    (tmp_path / "then.json").write_text(json.dumps(report), encoding="utf-8")

    missed = precheck("judge", "then.json", cwd=tmp_path)
    left_out = precheck("judge", "then.json", "--without", "stranger", cwd=tmp_path)
    mistyped = precheck("judge", "then.json", "--without", "strnger", cwd=tmp_path)

    assert "plugin 'stranger' took part in the report" in missed.stdout.decode()
    assert left_out.returncode == 1
    assert "no notice changed" in left_out.stdout.decode()
    assert "stranger" not in left_out.stdout.decode()
    assert mistyped.returncode == 2


@pytest.mark.parametrize("then", ["without", "require"])
def test_a_plugin_that_was_chosen_then_need_not_be_there_now(
    saved: Path, tmp_path: Path, then: str
) -> None:
    report = json.loads(saved.read_bytes())
    status = "blocked" if then == "without" else "loaded"
    report["plugins"].append({"name": "stranger", "status": status})
    report["plan"][then] = ["stranger"]
    (tmp_path / "then.json").write_text(json.dumps(report), encoding="utf-8")
    asked = () if then == "without" else ("--without", "stranger")

    done = precheck("judge", "then.json", *asked, cwd=tmp_path)

    assert done.returncode == 1
    assert "no notice changed" in done.stdout.decode()


def test_a_plugin_left_out_then_is_left_out_now(tmp_path: Path) -> None:
    asked = ("--only", "ddex", "--only", "recipients", "--json", "--with-facts")
    report = tmp_path / "report.json"
    checked = precheck("check", CLEAN, *asked, cwd=tmp_path)
    report.write_bytes(checked.stdout)

    done = precheck("judge", report, "--json", cwd=tmp_path)

    judgement = json.loads(done.stdout)
    assert set(judgement["started"]["after"]["plugins"]) == {"precheck", "ddex", "recipients"}
    assert done.returncode == checked.returncode


def test_settings_of_now_count(saved: Path, tmp_path: Path) -> None:
    (tmp_path / "precheck.toml").write_text(
        '[[waivers]]\nrule = "ai-credits.none-but-marked"\n'
        'owner = "Kim Example"\nreason = "seen"\nexpires = 2027-12-31\n',
        encoding="utf-8",
    )

    done = precheck("judge", saved, cwd=tmp_path)

    assert done.returncode == 0
    assert "waived by Kim Example until 2027-12-31: seen" in done.stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("judge", "nowhere.json"), "nowhere.json cannot be opened: No such file or directory"),
        (("judge", "."), "cannot be opened"),
        (("judge", CLEAN / "9520000000011.xml"), "it is no report"),
        (("judge", "{saved}", "--for", "spotfy"), "did you mean 'spotify'"),
        (("judge", "{saved}", "--only", "audiotags"), "did you mean 'audio-tags'"),
        (("judge", "{saved}", "--as-of", "soon"), "soon"),
        (("judge", "{saved}", "--config", "missing.toml"), "missing.toml"),
        (("check", CLEAN, "--with-facts"), "--with-facts goes with --json or --format jsonl"),
    ],
)
def test_wrong_use_says_what_and_what_to_do(
    saved: Path, tmp_path: Path, arguments: tuple[str | Path, ...], said: str
) -> None:
    given = [saved if argument == "{saved}" else argument for argument in arguments]

    done = precheck(*given, cwd=tmp_path)

    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


def test_text_of_a_report_cannot_speak_to_the_terminal(saved: Path, tmp_path: Path) -> None:
    report = json.loads(saved.read_bytes())
    release = report["releases"][0]
    release["id"] = "\x1b[2J\u202eevil"
    for notice in release["notices"]:
        notice["rule"] = "gone.\x1b[2J"
        for share in notice["recipients"]:
            share["source"] = {"title": "\x1b[2J", "url": "https://\x1b", "read": "2026-01-01"}
    (tmp_path / "evil.json").write_text(json.dumps(report), encoding="utf-8")

    done = precheck("judge", "evil.json", "--for", "deezer", cwd=tmp_path)

    assert "evil" in done.stdout.decode()
    assert b"\x1b" not in done.stdout
    assert "\u202e" not in done.stdout.decode()


@pytest.mark.parametrize("page", ["README.md", "docs/judging.md"])
def test_the_example_on_the_page_is_what_comes_of_it(tmp_path: Path, page: str) -> None:
    album = DELIVERIES / "clean-album"
    then = ("--for", "eu-ai-act", "--as-of", "2026-11-30", "--only", "recipients")
    learners = ("--only", "ai-credits", "--only", "audio-tags", "--json", "--with-facts")
    precheck("check", album, *then, *learners, "-o", "report.json", cwd=tmp_path)
    done = precheck("judge", "report.json", "--as-of", "2026-12-02", cwd=tmp_path)

    text = (ROOT / page).read_text("utf-8")
    (example,) = (block for block in text.split("```")[1::2] if "as before: eu-ai-act" in block)
    said = done.stdout.decode().splitlines()
    for line in example.strip().splitlines():
        assert any(one.startswith(line.removesuffix("...")) for one in said), line
