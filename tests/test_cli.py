"""The command as a user runs it: a process, its streams and its exit code."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

DELIVERIES = Path(__file__).parents[1] / "fixtures" / "deliveries"
CLEAN = DELIVERIES / "clean-single"


def precheck(
    *arguments: str | Path, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "precheck", *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, **environment},
    )


def test_the_answer_alone_is_on_stdout(tmp_path: Path) -> None:
    done = precheck("check", CLEAN, "--json", "--offline", cwd=tmp_path)
    report = json.loads(done.stdout)
    assert report["schema"] == 1
    assert report["releases"][0]["id"]
    assert done.stderr == ""


def test_json_is_an_object_that_names_who_took_part(tmp_path: Path) -> None:
    report = json.loads(precheck("check", CLEAN, "--json", cwd=tmp_path).stdout)
    names = {plugin["name"] for plugin in report["plugins"]}
    assert {
        "precheck",
        "audio-tags",
        "ai-credits",
        "cadence",
        "ddex",
        "voice",
        "recipients",
    } <= names
    assert {policy["name"] for policy in report["policies"]} == set(report["plan"]["recipients"])
    assert "skips" in report["counts"]


def test_lines_of_json_begin_and_end_with_the_run(tmp_path: Path) -> None:
    done = precheck("check", CLEAN, "--format", "jsonl", cwd=tmp_path)
    events = [json.loads(line)["event"] for line in done.stdout.splitlines()]
    assert events == [
        "run-started",
        "release-started",
        "release-done",
        "batch-done",
        "run-finished",
    ]


def test_two_runs_give_the_same_bytes_but_for_the_run(tmp_path: Path) -> None:
    def body() -> dict[str, object]:
        done = precheck("check", DELIVERIES / "batch", "--json", cwd=tmp_path)
        report: dict[str, object] = json.loads(done.stdout)
        del report["run"]
        return report

    assert json.dumps(body()) == json.dumps(body())


def test_text_ends_with_the_outcome(tmp_path: Path) -> None:
    done = precheck("check", DELIVERIES / "hostile", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1].startswith("BLOCK")


def test_no_escape_sequence_of_a_submission_reaches_the_terminal(tmp_path: Path) -> None:
    done = precheck("check", DELIVERIES / "batch", "--no-color", cwd=tmp_path)
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert "Mirror [bold]Words[/bold]" in done.stdout


def test_colour_is_for_those_who_ask_or_look(tmp_path: Path) -> None:
    assert "\x1b[" not in precheck("check", CLEAN, cwd=tmp_path).stdout
    assert "\x1b[" in precheck("check", CLEAN, "--color", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("check", "nowhere"), 2, "nowhere"),
        (("check", "."), 5, ""),
        (("check", CLEAN, "--for", "spotfy"), 2, "did you mean 'spotify'"),
        (("check", CLEAN, "--for", "TuneCore"), 2, "did you mean 'believe' (Believe and TuneCore)"),
        (("check", CLEAN, "--for", "symphonic"), 2, "`precheck disclose --for symphonic` puts"),
        (("check", CLEAN, "--only", "audiotags"), 2, "did you mean 'audio-tags'"),
        (("check", CLEAN, "--require", "nothing"), 2, "nothing"),
        (("check", CLEAN, "--as-of", "soon"), 2, "soon"),
        (("check", CLEAN, "--config", "missing.toml"), 2, "missing.toml"),
        (("explain", "audio-tags.isrc-difers"), 2, "did you mean"),
        (("policies", "show", "spotfy"), 2, "did you mean 'spotify'"),
        (("chek",), 2, "did you mean 'check'"),
        (("tui", ".", "--json"), 2, "--json belongs to precheck check"),
        (("tui", "--offline"), 2, "terminal"),
        ((), 2, "terminal"),
    ],
)
def test_wrong_use_says_what_and_what_to_do(
    tmp_path: Path, arguments: tuple[str | Path, ...], code: int, said: str
) -> None:
    done = precheck(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_an_output_file_appears_whole(tmp_path: Path) -> None:
    done = precheck("check", CLEAN, "--json", "-o", "report.json", cwd=tmp_path)
    assert done.stdout == ""
    assert json.loads((tmp_path / "report.json").read_text())["schema"] == 1
    assert [p.name for p in tmp_path.iterdir()] == ["report.json"]


def test_an_output_that_is_no_file_stays_what_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "precheck", "check", str(CLEAN), "--json", "--output", str(pipe)]
    ) as process:
        written = pipe.read_bytes()
    assert process.returncode == 0
    assert json.loads(written)["schema"] == 1
    assert pipe.is_fifo()


def test_a_link_to_an_output_file_stays_a_link(tmp_path: Path) -> None:
    link, file = tmp_path / "link.json", tmp_path / "file.json"
    file.write_text("old")
    link.symlink_to(file)
    precheck("check", CLEAN, "--json", "--output", link)
    assert link.is_symlink()
    assert json.loads(file.read_text("utf-8"))["schema"] == 1


@pytest.mark.parametrize(
    "output",
    ["release/9520000000011.xml", "release/delivery.toml", "own.toml", "house.toml"],
)
def test_what_is_read_is_not_written_over(tmp_path: Path, output: str) -> None:
    shutil.copytree(CLEAN, tmp_path / "release")
    (tmp_path / "house.toml").write_text('name = "house"\ntitle = "House"\n', encoding="utf-8")
    (tmp_path / "own.toml").write_text('policy-files = ["house.toml"]\n', encoding="utf-8")
    before = (tmp_path / output).read_bytes()

    done = precheck("check", "release", "--config", "own.toml", "-o", output, cwd=tmp_path)

    assert done.returncode == 2
    assert f"{output} is what the answer is made from" in done.stderr
    assert (tmp_path / output).read_bytes() == before


def test_an_answer_in_the_delivery_may_be_renewed(tmp_path: Path) -> None:
    shutil.copytree(CLEAN, tmp_path / "release")
    (tmp_path / "release" / "report.json").write_text("{}", encoding="utf-8")
    done = precheck("check", "release", "--json", "-o", "release/report.json", cwd=tmp_path)
    assert done.returncode == 0
    assert json.loads((tmp_path / "release" / "report.json").read_bytes())["schema"] == 1


def test_an_output_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    done = precheck("check", CLEAN, "-o", "no/such/folder/report.txt", cwd=tmp_path)
    assert done.returncode != 0
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_settings_inside_the_delivery_are_not_honoured(tmp_path: Path) -> None:
    (tmp_path / "precheck.toml").write_text("nonsense = true")
    message = DELIVERIES.parent / "messages" / "4.3.2.xml"
    (tmp_path / "m.xml").write_bytes(message.read_bytes())
    done = precheck("check", ".", cwd=tmp_path)
    assert "is not used" in done.stderr
    assert "nonsense" not in done.stdout


def test_settings_beside_it_are(tmp_path: Path) -> None:
    (tmp_path / "precheck.toml").write_text("nonsense = true")
    done = precheck("check", CLEAN, cwd=tmp_path)
    assert done.returncode == 2
    assert "nonsense" in done.stderr


def test_the_policy_of_the_rules_alone_can_be_named(tmp_path: Path) -> None:
    done = precheck("check", CLEAN, "--only", "ddex", "--for", "default", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    done = precheck("check", CLEAN, "--only", "ddex", "--for", "spotify", cwd=tmp_path)
    assert "there is no policy 'spotify' (installed: default)" in done.stderr


def test_the_bar_decides_the_exit_code(tmp_path: Path) -> None:
    bad = DELIVERIES / "hostile"
    assert precheck("check", bad, "--fail-on", "block", cwd=tmp_path).returncode == 1
    (tmp_path / "precheck.toml").write_text('fail-on = "block"')
    assert precheck("check", bad, cwd=tmp_path).returncode == 1


@pytest.mark.parametrize("command", ["rules", "plugins", "policies"])
def test_what_is_listed_for_people_is_listed_for_machines(tmp_path: Path, command: str) -> None:
    listed = json.loads(precheck(command, "--json", cwd=tmp_path).stdout)
    text = precheck(command, cwd=tmp_path).stdout
    for one in listed:
        assert one.get("id", one.get("name")) in text


def test_every_rule_can_be_explained(tmp_path: Path) -> None:
    done = precheck("explain", "precheck.message-hostile", cwd=tmp_path)
    assert done.returncode == 0
    for heading in ("What it checks", "Why it matters", "What to do", "Limits", "For whom"):
        assert f"## {heading}" in done.stdout


def test_a_rule_says_who_disagrees_about_it(tmp_path: Path) -> None:
    lines = precheck("explain", "audio-tags.half-too-short", cwd=tmp_path).stdout.splitlines()
    believe = next(n for n, line in enumerate(lines) if line.startswith("- believe: block"))
    assert lines[believe + 1].startswith("  Sources disagree: 45 seconds")
    assert lines[believe + 2].startswith("  Otherwise: ")


def test_a_policy_shows_its_lines_with_dates_and_sources(tmp_path: Path) -> None:
    done = precheck("policies", "show", "spotify", "--as-of", "2026-03-31", cwd=tmp_path)
    assert "Not in force on 2026-03-31:" in done.stdout
    assert "https://" in done.stdout


@pytest.mark.parametrize("columns", ["80", "150"])
def test_a_policy_fits_the_terminal(tmp_path: Path, columns: str) -> None:
    done = precheck("policies", "show", "spotify", cwd=tmp_path, COLUMNS=columns)
    lines = [line for line in done.stdout.splitlines() if "https://" not in line]
    assert max(map(len, lines)) <= min(int(columns), 100)


def test_a_policy_is_compared_on_two_days(tmp_path: Path) -> None:
    days = ("--from", "2026-03-01", "--to", "2026-12-02")
    done = precheck("policies", "diff", "spotify", *days, cwd=tmp_path)
    assert "2026-04-01  recipients.message-version: off (the rule's own) -> block" in done.stdout
    changes = json.loads(precheck("policies", "--json", "diff", "spotify", *days).stdout)
    (version,) = [c for c in changes if c["rule"] == "recipients.message-version"]
    assert version["before"] is None
    assert version["after"]["severity"] == "block"


def test_days_in_the_wrong_order_are_refused(tmp_path: Path) -> None:
    days = ("--from", "2026-12-02", "--to", "2026-03-01")
    done = precheck("policies", "diff", "spotify", *days, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "--from 2026-12-02 lies after --to 2026-03-01" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("diff", "spotify", "--from", "2026-03-01", "--to", "2026-12-02", "--as-of", "2026-04-01"),
        ("--as-of", "2026-04-01", "diff", "spotify", "--from", "2026-03-01", "--to", "2026-12-02"),
    ],
)
def test_a_comparison_has_no_single_day(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = precheck("policies", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "--as-of" in done.stderr


def test_on_the_same_day_nothing_changes(tmp_path: Path) -> None:
    days = ("--from", "2026-12-02", "--to", "2026-12-02")
    assert "nothing changes" in precheck("policies", "diff", "spotify", *days, cwd=tmp_path).stdout


def test_the_help_shows_the_exit_codes(tmp_path: Path) -> None:
    done = precheck("--help", cwd=tmp_path)
    assert "Not complete" in done.stdout
    assert "check" in done.stdout


def test_the_version_is_said(tmp_path: Path) -> None:
    assert precheck("--version", cwd=tmp_path).stdout.startswith("precheck 0.")


@pytest.mark.parametrize("lines", [1, 2, 12])
def test_an_interrupt_is_answered_in_one_line_and_leaves_nobody_behind(
    tmp_path: Path, lines: int
) -> None:
    message = (DELIVERIES.parent / "messages" / "4.3.2.xml").read_bytes()
    for number in range(300):
        (tmp_path / f"r{number}").mkdir()
        (tmp_path / f"r{number}" / "m.xml").write_bytes(message)
    command = [sys.executable, "-m", "precheck", "check", str(tmp_path), "--format", "jsonl", "-j2"]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as run:
        assert run.stdout is not None
        for _ in range(lines):
            run.stdout.readline()
        os.killpg(run.pid, signal.SIGINT)
        os.killpg(run.pid, signal.SIGINT)
        _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert said == "precheck: interrupted\n"
    deadline = time.monotonic() + 30
    while alive_in(run.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not alive_in(run.pid)


def alive_in(group: int) -> list[str]:
    """The processes of a group that still run; one that waits to be buried does not."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, own_group, *_ = stat.read_text().rpartition(") ")[2].split()
            if own_group == str(group) and state != "Z":
                found.append(stat.parent.name)
    return found
