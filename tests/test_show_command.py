"""`precheck show` as a user runs it: real files, a process, its streams and its exit code."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import numpy as np
import pytest

from making.signals import encoded, noise, silence, sine
from precheck.portrait import Agreement, Portrait
from precheck.present.cells import width_of
from precheck.present.drawing import GUTTER

DELIVERIES = Path(__file__).parents[1] / "fixtures" / "deliveries"
CLEAN = DELIVERIES / "clean-single"
ALBUM = DELIVERIES / "clean-album"
BATCH = DELIVERIES / "batch"
MARKS_LINE = 12
"""The line of the marks: a heading of three lines, a title, eight lines of waveform."""


def show(
    *arguments: str | Path, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "FORCE_COLOR"}}
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "precheck", "show", *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**kept, "OPENBLAS_NUM_THREADS": "1", **environment},
    )


def portrait_of(*arguments: str | Path) -> Portrait:
    done = show(*arguments, "--json", "--offline")
    assert done.stderr == ""
    return msgspec.json.decode(done.stdout, type=Portrait)


def line_with(text: str, start: str) -> str:
    return next(line for line in text.splitlines() if line.lstrip().startswith(start))


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Silence, a sine, a square at full scale, a gap, noise."""
    square = np.sign(sine(50, 1.0, 4, phase=1))
    parts = [silence(3), sine(440, 0.5, 6), square, silence(12), noise(8)]
    return encoded(tmp_path_factory.mktemp("odd") / "odd.flac", np.concatenate(parts, axis=1))


@pytest.fixture(scope="module")
def odd_page(odd: Path) -> str:
    """What is shown of it on a screen of 80 columns."""
    return show(odd, "--offline").stdout


# --- the page --------------------------------------------------------------------------------


def test_the_page_has_the_pictures_the_words_and_the_measurements() -> None:
    done = show(CLEAN, "--offline")
    assert done.returncode == 0
    assert done.stderr == ""
    text = done.stdout
    assert text.splitlines()[0] == "Slow Harbour · Lantern Weather & Mara Quillfeather"
    for heading in ("Waveform", "Loudness", "Spectrum", "Measurements", "Notices"):
        assert line_with(text, heading)
    assert "LUFS integrated" in line_with(text, "Loudness")
    assert "⣿" in text
    assert line_with(text, "ISRC").split() == ["ISRC", "AQPRE2600001", "=", "AQPRE2600001"]
    assert line_with(text, "length").split() == ["length", "66.000", "s", "=", "66.000", "s"]


def test_silence_clipping_and_gaps_are_marked_under_the_waveform(odd_page: str) -> None:
    lines = odd_page.splitlines()
    marks = lines[MARKS_LINE]
    assert marks.strip().startswith("──")
    assert "x" in marks
    number = next(mark for mark in marks if mark.isdigit())
    assert f"notice {number} below · x full scale (" in "\n".join(lines)
    [gap] = [line for line in lines if line.lstrip().startswith(f"{number} review")]
    assert "silent for 12.0 s from 13.0 s on" in gap
    assert marks.index(number) == GUTTER + 13 * (80 - GUTTER) // 33


def test_the_cutoff_of_a_lossy_source_is_marked(tmp_path: Path) -> None:
    file = encoded(tmp_path / "low.mp3", noise(20, 0.2), bit_rate=96_000)
    text = show(file, "--offline", "--alone").stdout
    said = re.search(r"┊ ends at (\d+\.\d) kHz", text)
    assert said is not None
    assert 12 < float(said[1]) < 20
    assert text.count("┊") == 6


def test_what_a_rule_says_differs_is_marked_with_the_rule() -> None:
    text = show(BATCH, "9520000001025/9520000001025.xml#A1", "--offline").stdout
    lines = text.splitlines()
    [place] = [n for n, one in enumerate(lines) if one.startswith("ISRC")]
    assert lines[place].split() == ["ISRC", "AQPRE2600102", "≠", "AQPRE2599999"]
    assert lines[place + 1].strip() == "audio-tags.isrc-differs"
    assert "1 block" in text


def test_a_rule_that_takes_no_part_marks_nothing() -> None:
    portrait = portrait_of(
        BATCH, "9520000001025/9520000001025.xml#A1", "--for", "eu-ai-act", "--alone"
    )
    [isrc] = [row for row in portrait.compared if row.name == "ISRC"]
    assert isrc.agreement is Agreement.UNREMARKED
    assert isrc.rules == ()


# --- which track -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["A2", "9520000000028_01_002.flac"])
def test_a_track_is_named_by_its_reference_or_its_file(name: str) -> None:
    portrait = portrait_of(ALBUM, name, "--alone")
    assert portrait.track.reference == "A2"
    assert portrait.track.file == "resources/9520000000028_01_002.flac"


def test_an_audio_file_is_shown_as_the_track_of_the_message_around_it() -> None:
    [file] = (CLEAN / "resources").glob("*.flac")
    portrait = portrait_of(file, "--alone")
    assert (portrait.track.reference, portrait.release_title) == ("A1", "Slow Harbour")


def test_an_audio_file_without_a_message_is_a_release_of_its_own(odd: Path) -> None:
    portrait = portrait_of(odd, "--alone")
    assert portrait.release == "odd.flac"
    assert portrait.sound is not None
    assert portrait.picture is not None
    assert len(portrait.picture.lows) == len(portrait.picture.highs) > 0


def test_alone_says_the_same_of_the_track() -> None:
    whole, alone = portrait_of(ALBUM, "A3"), portrait_of(ALBUM, "A3", "--alone")
    assert alone.is_alone
    assert alone.sound == whole.sound
    assert alone.compared == whole.compared
    about = [n for n in whole.notices if n.subject.kind == "track"]
    assert list(alone.notices) == about


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nowhere.flac",), 2, "does not exist"),
        ((ALBUM,), 2, "there are 4 tracks; name one of them: A1"),
        ((ALBUM, "A9"), 2, "there is no track 'A9'"),
        ((BATCH, "A1"), 2, "9520000001018/9520000001018.xml#A1"),
        ((DELIVERIES / "hostile" / "not-xml.xml",), 2, "there is no track to show"),
        ((ALBUM, "A1", "--for", "spotfy"), 2, "did you mean 'spotify'"),
        ((Path(__file__),), 5, "neither an XML message nor an audio file"),
    ],
)
def test_wrong_use_says_what_and_what_to_do(
    tmp_path: Path, arguments: tuple[str | Path, ...], code: int, said: str
) -> None:
    done = show(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


# --- what cannot be had ----------------------------------------------------------------------


def test_a_file_that_cannot_be_read_says_why_and_shows_the_rest(tmp_path: Path) -> None:
    release = tmp_path / "release"
    shutil.copytree(CLEAN, release)
    [file] = (release / "resources").glob("*.flac")
    file.write_bytes(b"fLaC" + bytes(500))
    done = show(release, "--offline")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert line_with(done.stdout, "not known, ")
    assert line_with(done.stdout, "ISRC").split()[:2] == ["ISRC", "AQPRE2600001"]
    assert "Waveform" not in done.stdout


def test_a_file_that_breaks_off_shows_what_there_is(tmp_path: Path, odd: Path) -> None:
    cut = tmp_path / "cut.flac"
    cut.write_bytes(odd.read_bytes()[: odd.stat().st_size // 2])
    done = show(cut, "--offline")
    assert "Waveform" in done.stdout
    assert "block" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_message_without_its_files_shows_what_it_says(tmp_path: Path) -> None:
    shutil.copy(next(CLEAN.glob("*.xml")), tmp_path)
    done = show(tmp_path, "--offline")
    assert done.returncode == 3
    assert "no file" in done.stdout
    assert "not known, stream" in done.stdout


# --- the terminal ----------------------------------------------------------------------------


@pytest.mark.parametrize(("columns", "width"), [("40", 80), ("150", 150)])
def test_the_page_is_as_wide_as_the_terminal_and_never_wider(
    columns: str, width: int, odd: Path
) -> None:
    lines = show(odd, "--offline", "--alone", COLUMNS=columns).stdout.splitlines()
    assert max(map(width_of, lines)) <= width
    assert max(map(width_of, lines)) > width - 4


def test_colour_is_for_those_who_ask_or_look(odd: Path, odd_page: str) -> None:
    assert "\x1b" not in odd_page
    assert "\x1b[" in show(odd, "--offline", "--alone", "--color").stdout


def test_no_escape_sequence_of_a_submission_reaches_the_terminal() -> None:
    text = show(BATCH, "9520000001070/9520000001070.xml#A1", "--offline", "--alone").stdout
    assert text
    assert "\x1b" not in text
    assert "\u202e" not in text
