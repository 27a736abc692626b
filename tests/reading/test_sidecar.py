"""delivery.toml is read key by key; what is wrong in it is told and lost alone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from precheck.model import AccountTier, AiAmount, Delivery, UploadStatus
from precheck.reading import Problem, ProblemKind
from precheck.reading.problems import Problems
from precheck.reading.sidecar import BYTE_LIMIT, delivery_of, sidecar_text

FULL = """
account = "paper-harbour"
payee = "Paper Harbour Ltd"
tier = "label"
label = "Paper Harbour"
status = "taken-down"
transfer = true
uploaded = 2026-11-02T09:00:00Z
voices = ["v-1"]

[audio]
ai = "none"

[artwork]
ai = "some"
tool = "Brush 2"

[tracks.AQPRE2600001]
ai = "all"
made = 2026-10-01
has_vocals = true

[images."cover.jpg"]
ai = "none"
"""


def outcome(folder: Path, content: str | bytes) -> tuple[Delivery, tuple[Problem, ...]]:
    data = content.encode() if isinstance(content, str) else content
    (folder / "delivery.toml").write_bytes(data)
    return read(folder)


def read(folder: Path) -> tuple[Delivery, tuple[Problem, ...]]:
    problems = Problems("message.xml")
    text = sidecar_text(folder, problems)
    delivery = delivery_of(text, problems) if text is not None else Delivery()
    return delivery, problems.reading().problems


def test_a_full_sidecar_is_read(tmp_path: Path) -> None:
    delivery, problems = outcome(tmp_path, FULL)
    assert problems == ()
    assert (delivery.account, delivery.payee) == ("paper-harbour", "Paper Harbour Ltd")
    assert (delivery.tier, delivery.label) == (AccountTier.LABEL, "Paper Harbour")
    assert (delivery.status, delivery.transfer) == (UploadStatus.TAKEN_DOWN, True)
    assert delivery.uploaded == datetime(2026, 11, 2, 9, tzinfo=UTC)
    assert delivery.voices == ("v-1",)
    assert delivery.audio.ai is AiAmount.NONE
    assert (delivery.artwork.ai, delivery.artwork.tool) == (AiAmount.SOME, "Brush 2")
    assert delivery.tracks["AQPRE2600001"].made == date(2026, 10, 1)
    assert delivery.tracks["AQPRE2600001"].has_vocals is True
    assert delivery.images["cover.jpg"].ai is AiAmount.NONE


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('tier = "king"', "'tier' cannot be used"),
        ('status = "lost"', "'status' cannot be used"),
        ('transfer = "yes"', "'transfer' cannot be used"),
        ("label = 7", "'label' cannot be used"),
    ],
)
def test_a_wrong_word_about_the_account_is_lost_alone(tmp_path: Path, line: str, why: str) -> None:
    delivery, (problem,) = outcome(tmp_path, f'payee = "P"\n{line}\n')
    assert why in problem.text
    assert delivery == Delivery(payee="P")


def test_no_sidecar_is_an_empty_one(tmp_path: Path) -> None:
    assert read(tmp_path) == (Delivery(), ())


def test_a_time_without_a_zone_is_utc(tmp_path: Path) -> None:
    delivery, _ = outcome(tmp_path, "uploaded = 2026-11-02T09:00:00")
    assert delivery.uploaded == datetime(2026, 11, 2, 9, tzinfo=UTC)


def test_an_unknown_key_is_named_with_its_line_and_the_nearest_known_one(tmp_path: Path) -> None:
    delivery, (problem,) = outcome(tmp_path, 'payee = "P"\nacount = "A"\n')
    assert problem.kind is ProblemKind.SIDECAR
    assert "'acount'; did you mean 'account'?" in problem.text
    assert (problem.place.file, problem.place.line) == ("delivery.toml", 2)
    assert delivery.payee == "P"


def test_an_unknown_key_in_a_declaration_is_named_with_its_table(tmp_path: Path) -> None:
    delivery, (problem,) = outcome(tmp_path, '[tracks.A1]\nai = "all"\ntol = "X"\n')
    assert "'tol' in [tracks.\"A1\"]; did you mean 'tool'?" in problem.text
    assert problem.place.line == 3
    assert delivery.tracks["A1"].ai is AiAmount.ALL


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("account = 3", "account"),
        ('voices = "v-1"', "voices"),
        ("uploaded = 2026-11-02", "uploaded"),
        ('[audio]\nai = "most"', "ai"),
        ('[audio]\nmade = "yesterday"', "made"),
        ("audio = 3", "audio"),
        ("tracks = 3", "tracks"),
        ("[tracks]\nA1 = 3", "tracks.A1"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_and_lost_alone(
    tmp_path: Path, content: str, key: str
) -> None:
    delivery, (problem,) = outcome(tmp_path, f'payee = "P"\n{content}\n')
    assert f"'{key}' cannot be used" in problem.text
    assert problem.place.line is not None
    assert delivery == Delivery(payee="P")


def test_broken_toml_is_a_problem_with_its_line(tmp_path: Path) -> None:
    delivery, (problem,) = outcome(tmp_path, 'account = "A"\npayee = \n')
    assert problem.kind is ProblemKind.SIDECAR
    assert "not valid TOML" in problem.text
    assert problem.place.line == 2
    assert delivery == Delivery()


@pytest.mark.parametrize(
    "content",
    [
        b"account = '\xff\xfe'",
        b"x = " + b"[" * 100_000,
        b"#" * (BYTE_LIMIT + 1),
        b"uploaded = 2026-13-45T99:99:99Z",
        b"\0",
    ],
    ids=["not utf-8", "deep", "large", "no such day", "zero byte"],
)
def test_what_is_no_sidecar_is_a_problem(tmp_path: Path, content: bytes) -> None:
    delivery, problems = outcome(tmp_path, content)
    assert [problem.kind for problem in problems] == [ProblemKind.SIDECAR]
    assert delivery == Delivery()


def test_a_sidecar_that_is_a_link_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.toml").write_text('account = "stolen"')
    folder = tmp_path / "release"
    folder.mkdir()
    (folder / "delivery.toml").symlink_to(tmp_path / "elsewhere.toml")
    delivery, (problem,) = read(folder)
    assert (delivery, problem.kind) == (Delivery(), ProblemKind.SIDECAR)
