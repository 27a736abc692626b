"""What the tests of `precheck fix` share: sound files that need a repair, and how it is run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from making.sound import EXTENSIBLE, chunk, music, wav
from making.tags import Tagging, id3
from precheck.engine.own_rules import OWN
from precheck.engine.repairing.run import Fixing, FixRequest
from precheck.engine.room import Order
from precheck.fixed import FixedFile, FixReport
from precheck.plugins import Registry
from precheck.repairs import Terms
from precheck.settings import Settings
from precheck.testing import A_DAY, check

DELIVERIES = Path(__file__).parents[2] / "fixtures" / "deliveries"
SONG = "resources/9520000000011_01_001.flac"
MUSIC = music(3, 0.5)
PCM = MUSIC.pcm()
ID3 = id3(Tagging(title="Low Sun", artist="Ada", album="Keys", isrc="QZPRE2600001", number=1))
BEHIND = chunk(b"LIST", b"INFO" + chunk(b"INAM", b"Low Sun\0"))
LABEL_TEXT = b'{"AIGC":{"Label":"1","ContentProducer":"a","ProduceID":"1"}}'
LABEL = chunk(b"LIST", b"INFO" + chunk(b"ICMT", LABEL_TEXT))
C2PA = chunk(b"C2PA", b"jumb....jumdc2pa....c2pa.claim")
WRONG = wav(PCM, fmt=EXTENSIBLE, behind=BEHIND)
ANSWERED = ("audio-tags.wav-not-plain-pcm", "audio-tags.wav-chunk-after-samples")


def precheck(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "precheck", *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        cwd=cwd,
    )


def fixed(
    *paths: Path,
    out: Path | None,
    terms: Terms | None = None,
    repairs: tuple[str, ...] = (),
    only: tuple[str, ...] = (),
    settings: Settings | None = None,
    force: bool = False,
    only_fixed: bool = False,
) -> FixReport:
    order = Order(
        root=Path(), as_of=A_DAY, settings=settings or Settings(), only=only, offline=True
    )
    request = FixRequest(
        paths=paths,
        order=order,
        out=out,
        force=force,
        only_fixed=only_fixed,
        repairs=repairs,
        terms=terms or Terms(),
    )
    with Fixing(request, Registry.installed(only=only, own=(OWN,))) as fixing:
        files = tuple(fixing.make(fixing.plan()))
        return fixing.report(files, tuple(fixing.copy_others()))


def one(report: FixReport) -> FixedFile:
    (file,) = report.files
    return file


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def rules_told(path: Path) -> set[str]:
    report = check(path, only=("audio-tags",))
    return {notice.rule for release in report.releases for notice in release.notices}
