"""Signs of origin: what stays, and what goes when that is said."""

from __future__ import annotations

from pathlib import Path

from making.sound import EXTENSIBLE, wav
from precheck.fixed import Outcome
from tests.fixing.bench import C2PA, LABEL, LABEL_TEXT, PCM, fixed, one, precheck, rules_told


def test_a_label_stays_in_the_file(sounds: Path, tmp_path: Path) -> None:
    (sounds / "a.wav").write_bytes(wav(PCM, behind=LABEL))
    report = fixed(sounds, out=tmp_path / "out")
    assert report.complete
    assert LABEL_TEXT in (tmp_path / "out" / "a.wav").read_bytes()
    assert rules_told(tmp_path / "out") >= {"audio-tags.generator-mark"}


def test_a_label_that_a_repair_would_remove_makes_it_incomplete(
    sounds: Path, tmp_path: Path
) -> None:
    (sounds / "a.wav").write_bytes(wav(PCM, behind=LABEL))
    done = precheck("fix", sounds, "--out", "out", "--repair", "audio-tags.no-tags", cwd=tmp_path)
    assert done.returncode == 1
    assert "stays: it holds the AIGC label of GB 45438-2025" in done.stdout
    assert LABEL_TEXT in (tmp_path / "out" / "a.wav").read_bytes()


def test_it_goes_when_that_is_said_and_one_is_warned_first(sounds: Path, tmp_path: Path) -> None:
    (sounds / "a.wav").write_bytes(wav(PCM, behind=LABEL + C2PA))
    done = precheck("fix", sounds, "--out", "out", "--remove-provenance", cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "out" / "a.wav").read_bytes() == wav(PCM)
    warned = done.stdout.index("warning: the AIGC label goes")
    assert (
        warned < done.stdout.index("warning: the C2PA manifest goes") < done.stdout.index("plan:")
    )


def test_a_manifest_that_stays_no_longer_matches_and_that_is_said(
    sounds: Path, tmp_path: Path
) -> None:
    (sounds / "a.wav").write_bytes(wav(PCM, fmt=EXTENSIBLE, behind=C2PA))
    file = one(fixed(sounds, out=tmp_path / "out"))
    assert file.outcome is Outcome.FIXED
    assert "no longer matches" in file.warnings[0]
    assert C2PA in (tmp_path / "out" / "a.wav").read_bytes()
