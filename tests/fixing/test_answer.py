"""The answer of `precheck fix`, and its page."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from making.sound import chunk, wav
from precheck.fixed import Outcome
from precheck.plugins import Registry
from precheck.present.fixing import in_all, plan_of, result_of, schema_json, to_json
from precheck.repairs import Repair
from tests.fixing.bench import PCM, WRONG, fixed, precheck

PAGE = (Path(__file__).parents[2] / "docs" / "fixing.md").read_text("utf-8")


def test_the_answer_keeps_to_its_schema(sounds: Path, tmp_path: Path) -> None:
    (sounds / "b.wav").write_bytes(WRONG[:-1000])
    done = precheck("fix", sounds, "--out", "out", "--json", cwd=tmp_path)
    told: dict[str, Any] = json.loads(done.stdout)
    jsonschema.validate(told, json.loads(schema_json()), cls=jsonschema.Draft202012Validator)
    assert [file["outcome"] for file in told["files"]] == ["fixed", "left-out"]
    assert str(tmp_path) not in done.stdout


def test_the_same_files_give_the_same_bytes(delivery: Path, tmp_path: Path) -> None:
    reports = [to_json(fixed(delivery, out=tmp_path / name)) for name in ("one", "two")]
    assert reports[0] == reports[1]


def test_nothing_hostile_reaches_the_terminal(sounds: Path, tmp_path: Path) -> None:
    (sounds / "a.wav").rename(sounds / "a\x1b[2J\u202e.wav")
    (sounds / "b.wav").write_bytes(wav(PCM, behind=chunk(b"\x1b]0\x07", b"")))
    (sounds / "c.wav").write_bytes(wav(PCM, behind=chunk(b"~[m!", bytes(4))))
    report = fixed(sounds, out=tmp_path / "out")
    lines = [line for file in report.files for line in (*plan_of(file), *result_of(file))]
    lines += in_all(report)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202e]", "".join(lines))


def test_a_name_that_is_no_text_is_written_as_it_is(sounds: Path, tmp_path: Path) -> None:
    name = os.fsdecode(b"a\xff.wav")
    (sounds / "a.wav").rename(sounds / name)
    done = precheck("fix", sounds, "--out", "out", cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "out" / name).read_bytes() == wav(PCM)
    assert "a\\xff.wav  fixed" in done.stdout


@pytest.mark.parametrize("repair", Registry.installed().repairs.values(), ids=lambda r: r.id)
def test_every_repair_is_on_the_page_with_the_rules_it_answers(repair: Repair) -> None:
    (line,) = (line for line in PAGE.splitlines() if line.startswith(f"| `{repair.id}` |"))
    assert all(f"(rules/{rule}.md)" in line for rule in repair.rules)
    assert set(repair.rules) <= set(Registry.installed().rules)


def test_every_outcome_is_on_the_page() -> None:
    shown = re.findall(r"^\| `([a-z-]+)` \|", PAGE.partition("`outcome` says")[2], re.MULTILINE)
    assert shown == [outcome.value for outcome in Outcome]
