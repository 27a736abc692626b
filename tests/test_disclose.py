"""`precheck disclose`: its answer in text and JSON, its exit codes, and whose words it knows."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from precheck.disclosed import DisclosedRelease
from precheck.engine.disclose import Disclosing, Question
from precheck.engine.own_rules import OWN
from precheck.engine.room import Order
from precheck.errors import UsageError
from precheck.model import Track
from precheck.plugins import Registry
from precheck.present.disclosure import schema_json, to_json, to_text
from precheck.settings import Settings
from precheck.shared_facts import AiDisclosure
from precheck.testing import A_DAY, Install

pytest_plugins = "precheck.testing"

ROOT = Path(__file__).parents[1]
DELIVERIES = ROOT / "fixtures" / "deliveries"
CLEAN = DELIVERIES / "clean-single"


def disclosing(path: Path, *names: str, settings: Settings | None = None) -> Disclosing:
    order = Order(root=Path(), as_of=A_DAY, settings=settings or Settings(), offline=True)
    registry = Registry.installed(own=(OWN,))
    return Disclosing(Question(paths=(path,), order=order, names=names), registry)


def answered(path: Path, *names: str) -> dict[str, Any]:
    run = disclosing(path, *names)
    told: dict[str, Any] = json.loads(to_json(run.report(run.releases())))
    return told


def precheck(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "precheck", "disclose", *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        cwd=cwd,
    )


# --- the answer --------------------------------------------------------------------------------


@pytest.mark.parametrize("delivery", ["clean-single", "ai-declared", "batch", "hostile"])
def test_the_answer_keeps_to_its_schema(delivery: str) -> None:
    told = answered(DELIVERIES / delivery)
    assert told["schema"] == 1
    jsonschema.validate(told, json.loads(schema_json()), cls=jsonschema.Draft202012Validator)


def test_the_answer_says_who_says_what_and_where() -> None:
    (release,) = answered(DELIVERIES / "ai-declared", "ern")["releases"]
    track, _ = release["subjects"]
    said = {s["origin"]: (s["amount"], s["place"]) for s in track["statements"]}
    assert said["message"][0] == "all"
    assert said["message"][1]["line"] > 0
    assert said["delivery"] == ("all", None)
    assert said["file"] == (None, {"tag": "COMMENT"})
    assert {(r["role"], r["amount"], r["origin"]) for r in track["roles"]} == {
        ("Composer", "all", "message"),
        ("Musician", "all", "message"),
        ("StudioProducer", "all", "message"),
    }


def test_a_file_that_cannot_be_read_is_not_silent(tmp_path: Path) -> None:
    shutil.copytree(DELIVERIES / "clean-single", tmp_path / "release")
    (sound,) = (tmp_path / "release").rglob("*.flac")
    sound.write_bytes(b"fLaC broken")
    told = answered(tmp_path / "release", "ern")
    track, image = told["releases"][0]["subjects"]
    assert not told["complete"]
    assert [(one["origin"], one["reason"]) for one in track["unread"]] == [("file", "unreadable")]
    assert image["unread"] == []
    (release,) = disclosing(tmp_path / "release", "ern").releases()
    assert any(line.startswith("      file      not read     ") for line in to_text(release, ()))


def test_a_message_alone_is_told_of_its_files_and_complete(tmp_path: Path) -> None:
    shutil.copy(DELIVERIES / "clean-single" / "9520000000011.xml", tmp_path)
    told = answered(tmp_path, "ern")
    assert told["complete"]
    unread = [one["reason"] for who in told["releases"][0]["subjects"] for one in who["unread"]]
    assert unread == ["no-file", "no-file"]


def silent_under(word: str, folder: Path) -> Path:
    """A release of two tracks that say nothing, and which states this itself."""
    text = (ROOT / "fixtures" / "messages" / "4.3.2.xml").read_text("utf-8")
    text = re.sub(r"\s*<AiContribution>[^<]*</AiContribution>", "", text)
    text = re.sub(
        r"\s*<Contributor [^>]*>\s*<SpecialContributor>.*?</Contributor>", "", text, flags=re.DOTALL
    )
    head, release, tail = text.partition("  <ReleaseList>")
    head = re.sub(r"\s*<ContainsAI>[^<]*</ContainsAI>", "", head)
    tail = re.sub(r"<ContainsAI>[^<]*</ContainsAI>", f"<ContainsAI>{word}</ContainsAI>", tail)
    (folder / "message.xml").write_text(head + release + tail, "utf-8")
    return folder


def test_the_statement_of_the_release_is_said_before_those_of_its_tracks(tmp_path: Path) -> None:
    run = disclosing(silent_under("All", tmp_path), "cd-baby")
    (release,) = run.releases()
    assert release.statement is not None
    assert release.statement.place is not None
    line = release.statement.place.line
    said = [row.strip() for row in to_text(release, run.report(()).vocabularies)]
    start = said.index("What is said")
    assert said[start + 1 : start + 5] == [
        "the release as a whole",
        f"message   all          ContainsAI is All at line {line}",
        "A1 Low Bridge (MusicalWorkSoundRecording)",
        f"message   all          ContainsAI of the release is All at line {line}",
    ]
    assert {row.fate.value for row in release.expressions["cd-baby-class"]} == {"refused"}


def test_what_the_release_leaves_open_is_said_of_each_track_it_may_mean(tmp_path: Path) -> None:
    run = disclosing(silent_under("Partly", tmp_path), "cd-baby")
    (release,) = run.releases()
    (of_track,) = {row for row in to_text(release, run.report(()).vocabularies) if " open " in row}
    assert "ContainsAI of the release is Partly, and nothing names the tracks" in of_track
    tracks = [subject for subject in release.subjects if subject.kind == "track"]
    assert all(subject.unplaced is not None for subject in tracks)
    assert not any(subject.statements for subject in tracks)


def test_a_word_that_ddex_does_not_have_is_shown_as_unclear(tmp_path: Path) -> None:
    run = disclosing(silent_under("Some", tmp_path), "ern")
    (release,) = run.releases()
    rows = [row for row in to_text(release, run.report(()).vocabularies) if " unclear " in row]
    tracks = [subject for subject in release.subjects if subject.kind == "track"]
    assert len(rows) == len(tracks)
    assert {one.unclear for one in tracks} == {"'Some' is written as ContainsAI for the release"}


def test_a_release_that_is_silent_has_no_line_of_its_own(tmp_path: Path) -> None:
    run = disclosing(silent_under("Some", tmp_path), "ern")
    (release,) = run.releases()
    assert release.statement is None
    assert "    the release as a whole" not in list(to_text(release, run.report(()).vocabularies))


def test_a_declaration_that_is_about_nothing_is_told_as_not_read(tmp_path: Path) -> None:
    folder = silent_under("None", tmp_path)
    (folder / "delivery.toml").write_text('[tracks.AQPRE2600099]\nai = "all"\n')
    (release,) = disclosing(folder, "ern").releases()
    assert not release.is_complete
    assert "AQPRE2600099" in release.problems[0]


def test_the_same_question_gives_the_same_bytes() -> None:
    one, other = (disclosing(DELIVERIES / "batch") for _ in range(2))
    assert to_json(one.report(one.releases())) == to_json(other.report(other.releases()))


def test_nothing_hostile_reaches_the_terminal() -> None:
    run = disclosing(DELIVERIES)
    head = run.report(())
    lines = [line for r in run.releases() for line in to_text(r, head.vocabularies)]
    assert not any(c < " " or "\x7f" <= c <= "\x9f" or c == "\u202e" for c in "".join(lines))
    assert any("[bold]" in line for line in lines)


def test_a_message_that_cannot_be_read_is_a_problem_and_no_answer() -> None:
    run = disclosing(DELIVERIES / "hostile")
    broken = [release for release in run.releases() if not release.is_complete]
    assert broken
    assert all(release.problems or release.faults for release in broken)


def test_only_what_the_disclosure_takes_is_learned() -> None:
    registry = Registry.installed().learning(AiDisclosure)
    asked = [one.name for one in registry.inspectors[Track]]
    assert asked[-1] == "AiDisclosure"
    assert {"ProvenanceMarks", "Tags"} <= set(asked)
    assert "VoiceMatches" not in asked


# --- whose words -------------------------------------------------------------------------------


def named(run: Disclosing) -> list[str]:
    return [vocabulary.name for vocabulary in run.vocabularies]


def test_a_recipient_or_a_vocabulary_may_be_asked_for() -> None:
    assert named(disclosing(CLEAN, "spotify")) == ["spotify-credits"]
    assert named(disclosing(CLEAN, "ern", "labelgrid")) == ["none-some-all", "ern"]


def test_the_settings_choose_where_nothing_is_asked_for() -> None:
    chosen = disclosing(CLEAN, settings=Settings(recipients=("spotify", "tidal")))
    assert named(chosen) == ["spotify-credits", "tidal-class", "ern"]
    unknown = disclosing(CLEAN, settings=Settings(recipients=("default",)))
    assert len(named(unknown)) > 3


def test_a_name_that_nobody_has_is_refused_with_a_hint() -> None:
    with pytest.raises(UsageError, match="did you mean 'spotify'"):
        disclosing(CLEAN, "spotfy")


STRANGER = """
from precheck import Expression, Fate, Vocabulary, hookimpl

def express(release, said):
    for track in release.tracks:
        yield Expression(subject=track.reference, term=track.title, fate={fate})
        {then}

@hookimpl
def precheck_vocabularies():
    return [Vocabulary(name="{name}", title="Theirs", sources=(), express=express)]
"""


def of_stranger(installed: Install, **changes: str) -> DisclosedRelease:
    code = STRANGER.format(**{"name": "theirs", "fate": "Fate.SHOWN", "then": "pass", **changes})
    installed("my-label", "my_label", my_label=code)
    (release,) = disclosing(CLEAN).releases()
    return release


def test_a_stranger_may_add_a_vocabulary(installed: Install) -> None:
    (row,) = of_stranger(installed).expressions["theirs"]
    assert row.subject == "A1"


@pytest.mark.parametrize(
    "changes", [{"then": "raise RuntimeError('no')"}, {"fate": "'gone'"}, {"fate": "None"}]
)
def test_a_vocabulary_that_breaks_is_a_fault_and_costs_no_other(
    installed: Install, changes: dict[str, str]
) -> None:
    release = of_stranger(installed, **changes)
    assert [fault.where for fault in release.faults] == ["vocabulary: theirs"]
    assert "theirs" not in release.expressions
    assert release.expressions["apple-tags"]
    assert not release.is_complete


def test_two_vocabularies_of_one_name_are_refused(installed: Install) -> None:
    code = STRANGER.format(name="apple-tags", fate="Fate.SHOWN", then="pass")
    installed("my-label", "my_label", my_label=code)
    (plugin,) = [p for p in Registry.installed().plugins if p.name == "my-label"]
    assert plugin.status == "broken"
    assert "'apple-tags' is provided by 'ai-credits' too" in plugin.problems[0]


# --- the command -------------------------------------------------------------------------------


def test_the_command_prints_who_says_what_and_whose_words(tmp_path: Path) -> None:
    done = precheck(DELIVERIES / "ai-declared", "--as-of", "2026-11-22", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "delivery  all" in done.stdout
    assert "AI: Musician                 shown" in done.stdout
    assert "100% AI                      limited" in done.stdout


def test_the_command_prints_markup_to_paste(tmp_path: Path) -> None:
    folder = tmp_path / "release"
    folder.mkdir()
    message = ROOT / "fixtures" / "messages" / "4.3.xml"
    (folder / "message.xml").write_bytes(message.read_bytes())
    (folder / "delivery.toml").write_text('[audio]\nai = "some"\nroles = { lyrics = "all" }\n')
    done = precheck(folder, "--for", "ern", cwd=tmp_path)
    assert "into //ResourceList/SoundRecording[ResourceReference='A1'], before" in done.stdout
    assert "<SpecialContributor>GenerativeAI</SpecialContributor>" in done.stdout
    assert "<Role><Value>Lyricist</Value></Role>" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nowhere",), 2, "nowhere"),
        ((".",), 5, ""),
        ((str(CLEAN), "--for", "spotfy"), 2, "did you mean 'spotify'"),
        ((str(CLEAN), "--for", "TuneCore"), 2, "did you mean 'believe' (Believe and TuneCore)"),
        ((str(CLEAN), "--for", "itunes"), 2, "did you mean 'apple-music' (Apple Music)"),
        ((str(CLEAN), "--for", "soundcloud"), 2, "`precheck check --for soundcloud` judges"),
        ((str(CLEAN), "--only", "aicredits"), 2, "did you mean 'ai-credits'"),
        ((str(CLEAN), "--as-of", "soon"), 2, "soon"),
    ],
)
def test_wrong_use_says_what_and_what_to_do(
    tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = precheck(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_what_could_not_be_read_is_told_by_the_exit_code(tmp_path: Path) -> None:
    (tmp_path / "broken.xml").write_text("<ern:NewReleaseMessage", encoding="utf-8")
    done = precheck(tmp_path / "broken.xml", cwd=tmp_path)
    assert done.returncode == 3
    assert "not read" in done.stdout
