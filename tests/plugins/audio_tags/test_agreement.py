"""Several kinds of tag in one file: what contradicts, and what is the same written otherwise."""

# mypy: allow-untyped-calls
# mutagen, which writes the tags, is not annotated.

from __future__ import annotations

import struct
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from mutagen.apev2 import APEv2
from mutagen.id3 import ID3, TALB, TIT2, TPE1, TSRC
from mutagen.wave import WAVE

from precheck import Finding, Severity, TextTag
from precheck.testing import a_track, ask
from precheck_audio_tags.fields import read_tags
from precheck_audio_tags.id3v1 import id3v1_texts
from precheck_audio_tags.options import Likeness
from precheck_audio_tags.rules.agreement import tags_disagree

if TYPE_CHECKING:
    from tests.plugins.audio_tags.conftest import Learned, Maker

    Learn = Callable[[Path], Learned]

LONG = "The Quick Brown Fox Jumps Over the Lazy Dog"


def told(*texts: tuple[str, str], likeness: Likeness | None = None) -> list[Finding]:
    tags = read_tags(tuple(TextTag(name=name, text=text) for name, text in texts))
    return ask(tags_disagree, a_track(), tags, *((likeness,) if likeness else ()))


def id3v1(title: str = "", artist: str = "", album: str = "", coding: str = "latin-1") -> bytes:
    texts = (text.encode(coding)[:30].ljust(30, b"\0") for text in (title, artist, album))
    return b"TAG" + b"".join(texts) + b"2026" + bytes(30) + b"\xff"


# --- what is told ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ("TIT2", "ID3v1:Title", ("ID3v2", "ID3v1")),
        ("TIT2", "APE:Title", ("ID3v2", "APE")),
        ("APE:Title", "ID3v1:Title", ("APE", "ID3v1")),
        ("TIT2", "TITLE", ("ID3v2", "Vorbis")),
        ("TIT2", "RIFF:INAM", ("ID3v2", "RIFF INFO")),
        ("TIT2", "AIFF:NAME", ("ID3v2", "AIFF chunks")),
    ],
)
def test_another_title_in_another_kind_of_tag_is_told(
    one: str, other: str, kinds: tuple[str, str]
) -> None:
    (finding,) = told((one, "Slow Tide"), (other, "Night Drive"))
    assert finding.evidence["title"] == {
        "said": [
            {"kind": kinds[0], "tag": one, "text": "Slow Tide"},
            {"kind": kinds[1], "tag": other, "text": "Night Drive"},
        ],
        "similarity": pytest.approx(0.2, abs=0.2),
    }
    assert finding.evidence["threshold"] == 0.6


def test_a_file_is_told_once_with_every_field() -> None:
    (finding,) = told(
        *(("TIT2", "Slow Tide"), ("TPE1", "Ada Example"), ("TALB", "Low Water")),
        *(("TSRC", "QZPRE2600001"), ("APE:Title", "Night Drive"), ("APE:Artist", "Zed Quartet")),
        *(("APE:Album", "Low Water"), ("APE:ISRC", "QZ-PRE-26-00002")),
    )
    assert finding.message == (
        "the tags contradict each other on title, artist, ISRC: "
        "ID3v2 says 'Slow Tide' as title, APE says 'Night Drive'"
    )
    assert set(finding.evidence) == {"title", "artist", "isrc", "threshold"}
    assert finding.place is not None
    assert finding.place.tag == "APE:Title"


def test_the_third_kind_counts_as_well() -> None:
    (finding,) = told(
        ("TIT2", "Slow Tide"), ("APE:Title", "Slow Tide"), ("ID3v1:Title", "Night Drive")
    )
    said: Any = finding.evidence["title"]
    assert [side["kind"] for side in said["said"]] == ["ID3v2", "APE", "ID3v1"]


@pytest.mark.parametrize("name", ["bext:Description", "axml"])
def test_another_isrc_in_bext_or_axml_is_told(name: str) -> None:
    (finding,) = told(("TSRC", "QZPRE2600001"), (name, "ISRC: QZ-PRE-26-00002"))
    assert finding.message == (
        "the tags contradict each other on ISRC: ID3v2 says 'QZPRE2600001' as ISRC, "
        f"{name.partition(':')[0]} says 'QZPRE2600002'"
    )


def test_it_warns_and_no_more() -> None:
    assert tags_disagree.severity is Severity.WARNING
    assert tags_disagree.is_estimate


def test_a_policy_may_ask_for_more_likeness_of_kinds() -> None:
    texts = (("TIT2", "Slow Tide"), ("APE:Title", "Slow Tyde"))
    assert told(*texts) == []
    assert told(*texts, likeness=Likeness(similarity=0.95))


def test_a_long_and_hostile_tag_gives_one_short_line_quickly() -> None:
    begin = time.process_time()
    kinds = ("TIT2", "TITLE", "APE:Title", "RIFF:INAM", "AIFF:NAME", "ID3v1:Title")
    (finding,) = told(*((kind, f"{kind} x\n(" * 8_000) for kind in kinds))
    assert "\n" not in finding.message
    assert len(finding.message) < 300
    assert time.process_time() - begin < 2


# --- what is left alone ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("TIT2", "Slow Tide"), ("APE:Title", "slow tide (feat. Bo)")),
        (("TIT2", "Slow Tide"), ("RIFF:INAM", "01 - Slow Tide")),
        (("TIT2", "Slow Tide - Live"), ("APE:Title", "Slow Tide (Live)")),
        (("TPE1", "Ada Example & Bo Sample"), ("APE:Artist", "Bo Sample, Ada Example")),
        (("TPE1", "Ada Example; Bo Sample"), ("ID3v1:Artist", "Ada Example")),
        (("TALB", "Low Water"), ("RIFF:IPRD", "LOW WATER")),
        (("TSRC", "QZPRE2600001"), ("APE:ISRC", "qz-pre-26-00001")),
        (("TSRC", "QZPRE2600001"), ("RIFF:ISRC", "Tape archive")),
        (("TSRC", "QZPRE2600001"), ("APE:ISRC", "unknown")),
        (("TIT2", LONG), ("ID3v1:Title", LONG[:30])),
        (("TIT2", "A " + "very " * 12 + "long title"), ("ID3v1:Title", ("A " + "very " * 9)[:30])),
        (("TIT2", "遅い潮"), ("ID3v1:Title", "\u2019x\u201a\u00a2\u2019\u00aa")),
        (("TIT2", "Медленный прилив"), ("ID3v1:Title", "????????? ??????")),
        (("TIT2", "Slow Tide"), ("TITLE_SORT", "Night Drive")),
        (("TIT2", "Slow Tide"), ("APE:Artist", "Ada Example")),
    ],
)
def test_the_same_written_otherwise_or_cut_off_is_not_told(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert told(one, other) == []
    assert told(other, one) == []


def test_the_beginning_of_another_text_is_no_cut() -> None:
    assert told(("TIT2", LONG), ("APE:Title", LONG[:14]))
    assert told(("TIT2", LONG), ("ID3v1:Title", "Night Drive"))


def test_one_kind_of_tag_cannot_contradict_itself() -> None:
    assert told(("TIT2", "Slow Tide"), ("TIT2", "Night Drive")) == []
    assert told(("TSRC", "QZPRE2600001"), ("TXXX:ISRC", "QZPRE2600002")) == []
    assert told() == []


# --- how they are read -----------------------------------------------------------------------


def test_three_kinds_of_tag_of_an_mp3_are_read(make: Maker, learn: Learn) -> None:
    path = make.mp3()
    tag = ID3()
    for frame in (TIT2, TPE1, TALB):
        tag.add(frame(encoding=3, text="Slow Tide"))
    tag.save(path)
    items = APEv2()
    items["Title"] = "Slow Tide"
    items.save(path)
    with path.open("ab") as file:
        file.write(id3v1("Night Drive", "Slow Tide", "Slow Tide"))
    learned = learn(path)
    assert learned.tags.title == "Slow Tide"
    (finding,) = ask(tags_disagree, learned.track, *learned.facts)
    assert finding.message == (
        "the tags contradict each other on title: "
        "ID3v2 says 'Slow Tide' as title, ID3v1 says 'Night Drive'"
    )


def test_id3v1_of_the_same_recording_is_not_told(make: Maker, learn: Learn) -> None:
    path = make.mp3(tail=id3v1(LONG, "Ada Example"))
    tag = ID3()
    tag.add(TIT2(encoding=3, text=LONG))
    tag.add(TPE1(encoding=3, text="Ada Example"))
    tag.add(TSRC(encoding=3, text="QZPRE2600001"))
    tag.save(path, v1=0)
    with path.open("ab") as file:
        file.write(id3v1(LONG, "Ada Example"))
    learned = learn(path)
    assert {t.name for t in learned.tags.texts} >= {"TIT2", "ID3v1:Title"}
    assert ask(tags_disagree, learned.track, *learned.facts) == []


def test_foreign_tags_around_flac_are_read(make: Maker, learn: Learn) -> None:
    flac = make.flac(title="Slow Tide").read_bytes()
    tail = id3v1("Night Drive")
    learned = learn(make.file(flac + tail, "b.flac"))
    assert learned.tags.title == "Slow Tide"
    assert len(ask(tags_disagree, learned.track, *learned.facts)) == 1
    broken = b"APETAGEX" + struct.pack("<4I8x", 2000, 10**6, 1, 0)
    assert learn(make.file(flac + broken, "c.flac")).file.troubles == ()


def test_id3_and_list_info_of_wave_are_compared(make: Maker, learn: Learn) -> None:
    info = b"INFOINAM" + struct.pack("<I", 12) + b"Night Drive\0"
    path = make.wav(before=[(b"LIST", info)])
    audio: Any = WAVE(path)
    audio.add_tags()
    audio.tags.add(TIT2(encoding=3, text="Slow Tide"))
    audio.save()
    learned = learn(path)
    (finding,) = ask(tags_disagree, learned.track, *learned.facts)
    assert "ID3v2 says 'Slow Tide' as title, RIFF INFO says 'Night Drive'" in finding.message


def test_every_text_of_id3v1_has_a_name() -> None:
    data = id3v1("Slow Tide ", "Ada Example", "Low Water")[:97] + b"hello".ljust(30, b"\0") + b"\7"
    assert dict(id3v1_texts(data)) == {
        "ID3v1:Title": "Slow Tide",
        "ID3v1:Artist": "Ada Example",
        "ID3v1:Album": "Low Water",
        "ID3v1:Year": "2026",
        "ID3v1:Comment": "hello",
    }


@pytest.mark.parametrize("coding", ["utf-8", "cp1252"])
def test_letters_of_id3v1_are_read_in_either_coding(coding: str) -> None:
    assert dict(id3v1_texts(id3v1("Café", coding=coding)))["ID3v1:Title"] == "Café"


@pytest.mark.parametrize(
    "data", [b"", b"TAG", b"TAG" + bytes(range(125)), b"GAT" + bytes(125), b"TAG" + bytes(126)]
)
def test_what_is_no_id3v1_gives_no_texts(data: bytes) -> None:
    assert list(id3v1_texts(data)) == []
