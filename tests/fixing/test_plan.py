"""The plan of `precheck fix`: what is asked for, and shown before anything is written."""

from __future__ import annotations

import json
from pathlib import Path

from making.sound import wav
from precheck.fixed import Outcome
from precheck.settings import read
from tests.fixing.bench import BEHIND, ID3, PCM, WRONG, fixed, one, precheck


def test_a_dry_run_shows_the_difference_and_writes_nothing(sounds: Path, tmp_path: Path) -> None:
    done = precheck("fix", sounds, "--out", "out", "--dry-run", cwd=tmp_path)
    assert done.returncode == 0
    assert not (tmp_path / "out").exists()
    lines = done.stdout.splitlines()
    assert lines[0] == f"a.wav  {len(WRONG):,} -> {len(wav(PCM)):,} bytes"
    assert "    - the chunk 'LIST' behind the samples is removed, 28 bytes" in lines
    assert lines[-1] == "nothing was written; the sound is compared when it is"


def test_the_plan_is_shown_before_the_outcome(sounds: Path, tmp_path: Path) -> None:
    said = precheck("fix", sounds, "--out", "out", cwd=tmp_path).stdout
    assert said.index("plan: 1 file to rewrite") < said.index("a.wav  fixed")


def test_tags_in_front_go_only_where_a_recipient_forbids_them(sounds: Path, tmp_path: Path) -> None:
    (sounds / "a.wav").write_bytes(wav(PCM, id3=ID3))
    assert one(fixed(sounds, out=tmp_path / "one")).outcome is Outcome.NOTHING_TO_FIX

    (tmp_path / "precheck.toml").write_text(
        '[rules."audio-tags.tags-forbidden"]\nseverity = "block"\n', "utf-8"
    )
    settings = read(tmp_path / "precheck.toml", (sounds,))
    report = fixed(sounds, out=tmp_path / "two", settings=settings)
    assert [step.repair for step in one(report).steps] == ["audio-tags.no-tags"]
    assert (tmp_path / "two" / "a.wav").read_bytes() == wav(PCM)


def test_a_repair_can_be_asked_for_by_name(sounds: Path, tmp_path: Path) -> None:
    report = fixed(sounds, out=tmp_path / "out", repairs=("audio-tags.plain-header",))
    assert [step.repair for step in one(report).steps] == ["audio-tags.plain-header"]
    assert (tmp_path / "out" / "a.wav").read_bytes() == wav(PCM, behind=BEHIND)


def test_a_law_that_does_not_ask_for_a_rule_asks_for_no_repair(
    sounds: Path, tmp_path: Path
) -> None:
    done = precheck("fix", sounds, "--for", "eu-ai-act", "--out", "out", "--json", cwd=tmp_path)
    assert json.loads(done.stdout)["files"][0]["outcome"] == "nothing-to-fix"
