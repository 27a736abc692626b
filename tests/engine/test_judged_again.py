"""A saved report gives what a check gives, to the byte, and the files are not needed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from precheck.facts import Reason
from precheck.present.document import gather

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"
DELIVERIES = sorted((FIXTURES / "deliveries").iterdir())
MESSAGES = sorted((FIXTURES / "messages").glob("*.xml"))
LOUD = sorted((FIXTURES / "rules").glob("*/loud"))
CORPUS_FOLDER = Path(os.environ.get("PRECHECK_DDEX_CORPUS", ROOT.parent / "shared" / "ddex"))
CORPUS = sorted(CORPUS_FOLDER.glob("samples/**/*.xml"))
ANOTHER_DAY = date(2027, 1, 1)
OTHERS = ("apple-music", "spotify")

Said = Callable[..., dict[str, Any]]


def as_bytes(said: dict[str, Any]) -> bytes:
    return json.dumps(said).encode()


@pytest.mark.parametrize("path", [*DELIVERIES, *MESSAGES], ids=lambda path: path.name)
@pytest.mark.parametrize("form", ["saved", "saved_whole"])
def test_a_report_is_judged_as_the_files_were_when_they_are_gone(
    desk: Any, said: Said, tmp_path: Path, path: Path, form: str
) -> None:
    folder = tmp_path / "here"
    shutil.copytree(path if path.is_dir() else path.parent, folder)
    delivery = folder if path.is_dir() else folder / path.name
    checked = said(gather(desk.check(delivery)))
    data = getattr(desk, form)(delivery)
    shutil.rmtree(folder)

    judged = said(desk.judged(data))

    assert as_bytes(judged) == as_bytes(checked)


@pytest.mark.parametrize("path", LOUD, ids=lambda path: path.parent.name)
def test_every_rule_says_of_a_report_what_it_says_of_the_files(
    desk: Any, said: Said, path: Path
) -> None:
    checked, data = desk.checked_and_saved(path)

    assert as_bytes(said(desk.judged(data))) == as_bytes(said(checked))


@pytest.mark.skipif(not CORPUS, reason="no corpus of public messages on this machine")
def test_every_public_message_is_judged_again_as_it_was(desk: Any, said: Said) -> None:
    differing = []
    for path in CORPUS:
        checked, data = desk.checked_and_saved(path)
        if as_bytes(said(desk.judged(data))) != as_bytes(said(checked)):
            differing.append(path.name)

    assert (differing, len(CORPUS) > 70) == ([], True)


@pytest.mark.parametrize(
    "path",
    [path for path in (*DELIVERIES, *MESSAGES) if path.name != "audio-only"],
    ids=lambda path: path.name,
)
def test_another_day_and_other_recipients_give_what_a_check_for_them_gives(
    desk: Any, said: Said, path: Path
) -> None:
    checked = said(gather(desk.check(path, day=ANOTHER_DAY, recipients=OTHERS)))

    judged = said(desk.judged(desk.saved(path), day=ANOTHER_DAY, recipients=OTHERS))

    assert as_bytes(judged) == as_bytes(checked)


def test_what_hangs_on_the_day_is_not_judged_for_another(desk: Any) -> None:
    # Audio alone states no time, so that its upload counts as of the day of the check.
    report = desk.judged(desk.saved(FIXTURES / "deliveries" / "audio-only"), day=ANOTHER_DAY)

    stale = {skip.detail for skip in report.skips if skip.reason is Reason.STALE}
    assert stale == {
        f"{fact} rests on UploadEvent, which is another now"
        for fact in ("Blocked", "Cadence", "Campaigns")
    }
    assert not report.complete


def test_without_the_flag_a_report_holds_no_facts(desk: Any) -> None:
    report = gather(desk.check(FIXTURES / "deliveries" / "clean-single"))

    assert report.facts is None
    assert all(release.facts is None for release in report.releases)


def test_saving_the_facts_changes_nothing_that_is_said(desk: Any, said: Said) -> None:
    path = FIXTURES / "deliveries" / "batch"

    with_facts = said(gather(desk.check(path, with_facts=True)))

    assert as_bytes(with_facts) == as_bytes(said(gather(desk.check(path))))


def test_a_saved_report_names_no_path_of_this_machine(desk: Any, tmp_path: Path) -> None:
    copy = shutil.copytree(FIXTURES / "deliveries" / "batch", tmp_path / "batch")
    report = json.loads(desk.saved_whole(copy))
    del report["run"]

    assert str(tmp_path) not in json.dumps(report)
    assert str(ROOT) not in json.dumps(report)


def test_the_same_delivery_is_saved_in_the_same_bytes(desk: Any) -> None:
    path = FIXTURES / "deliveries" / "batch"
    first, second = (json.loads(desk.saved_whole(path)) for _ in range(2))
    del first["run"], second["run"]

    assert json.dumps(first) == json.dumps(second)


def test_names_that_are_no_text_are_found_again(desk: Any, said: Said, tmp_path: Path) -> None:
    folder = tmp_path / "odd \\ names"
    shutil.copytree(FIXTURES / "deliveries" / "audio-only", folder)
    file = next(file for file in folder.rglob("*") if file.is_file())
    (folder / os.fsdecode(b"b\xe4d \\xe4.flac")).write_bytes(file.read_bytes())
    checked = said(gather(desk.check(folder)))
    data = desk.saved(folder)
    shutil.rmtree(folder)

    assert as_bytes(said(desk.judged(data))) == as_bytes(checked)


def test_every_fact_of_ours_can_be_saved(desk: Any) -> None:
    for path in (*DELIVERIES, *MESSAGES):
        report = gather(desk.check(path, with_facts=True))
        subjects = [s for r in report.releases if r.facts is not None for s in r.facts.subjects]
        facts = [fact for subject in subjects for fact in subject.facts]

        assert len(facts) > 0
        assert [(fact.fact, fact.unsaved) for fact in facts if fact.unsaved] == []
        assert report.facts is not None
        assert all(learner.form for learner in report.facts.learners)
