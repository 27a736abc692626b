"""Every rule has a delivery on which it is silent, and one on which it says what is expected.

Those of most rules are committed. Those about the sound are made when they are wanted.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
from lxml import etree
from msgspec import structs

from precheck.engine.docket import draw_up, policies_for
from precheck.engine.own_rules import OWN
from precheck.plugins import Registry
from precheck.reading.schemas import Store
from precheck.reading.schemas.adding import add
from precheck.report import Fault, Notice, Report, Skip, SubjectRef
from precheck.rules import Severity
from precheck.settings import NAME, Settings, read
from precheck.testing import A_DAY, check

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "fixtures" / "rules"
SCHEMAS = ROOT / "fixtures" / "schemas"
CORPUS = Path(os.environ.get("PRECHECK_DDEX_CORPUS", ROOT.parent / "shared" / "ddex"))
HOUSE_VIEW = ("default",)
"""The policy that leaves every rule as it declares itself: for where the settings name none."""
REGISTRY = Registry.installed(own=(OWN,))
OF_STRANGERS = {
    "ai-credits.none-but-detected-image",
    "ai-credits.undeclared-but-detected-image",
    "ai-credits.detector-differs-image",
    "ai-credits.detector-wavers",
    "ai-credits.detector-wavers-image",
    "voice.sound-sent",
}
"""Rules about pictures that were judged, changed copies, or sound that was sent away: only a
stranger's plugin or vendor tells of those, so here they can never be loud."""
OF_EXTRAS = {
    "audio-tags.c2pa-invalid": "c2pa",
    "audio-tags.c2pa-invalid-in-picture": "c2pa",
}
"""Rules that are loud only where the library of an extra is installed."""
OF_PICTURES = {
    "audio-tags.artwork-unreadable",
    "audio-tags.cover-differs",
    "audio-tags.cover-format",
    "audio-tags.cover-not-rgb",
    "audio-tags.cover-not-square",
    "audio-tags.cover-small",
    "cadence.cover-reuse",
}
"""Rules that need Pillow."""
OF_ECHOES = {
    "cadence.near-duplicate": "",
    "cadence.near-duplicate-unsure": "",
    "cadence.altered-copy": "",
    "cadence.foreign-snippet": "",
    "cadence.several-recordings": "",
    "cadence.not-heard": "",
}
"""Rules of the sound about several recordings, none of which needs another to speak."""
OF_FINGERPRINTS = {"audio-tags.same-recording", "audio-tags.loop-only", *OF_ECHOES}
"""Rules that need libchromaprint."""
OF_SOUND = {
    "audio-tags.not-decodable": "",
    "audio-tags.bad-packets": "audio-tags.decoded-length-differs",
    "audio-tags.bad-samples": "audio-tags.bit-depth-high",
    "audio-tags.bytes-behind-flac": "",
    "audio-tags.decoded-length-differs": "",
    "audio-tags.pcm-md5-differs": "",
    "audio-tags.silent-track": "",
    "audio-tags.silent-edge": "",
    "audio-tags.hidden-gap": "",
    "audio-tags.ends-abruptly": "",
    "audio-tags.clipped": "audio-tags.true-peak-high",
    "audio-tags.true-peak-high": "",
    "audio-tags.dc-offset": "",
    "audio-tags.dual-mono": "",
    "audio-tags.dead-channel": "",
    "audio-tags.inverted-phase": "",
    "audio-tags.lossy-source": "",
    "audio-tags.noise": "",
    "audio-tags.noise-too-short": "audio-tags.noise",
    "audio-tags.speech": "",
    "audio-tags.loop-only": "",
    "audio-tags.click-track": "",
    "audio-tags.same-samples": "audio-tags.duplicate-file",
    "audio-tags.same-recording": "",
    **OF_ECHOES,
}
"""Rules whose deliveries are made when they are wanted, with the one other that must speak too.

What cannot be decoded is missing from the length; full scale leaves no room for encoders; and noise
that is too short is noise. The same samples are the same sound.
"""
OTHERS = {"16": "choreography-sftp-1.6/ern-choreography-sftp.xsd"}
"""Those of other messages than ERN, by the number at the end of their namespace."""
NEEDED = {"quiet", "loud", "expected.txt"}
ALLOWED = NEEDED | {NAME, "quiet.toml", "loud.toml", "beside"}


@pytest.fixture(params=sorted(REGISTRY.rules.keys() - OF_STRANGERS))
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That of a rule, named after it."""
    rule = str(request.param)
    if rule in OF_PICTURES:
        pytest.importorskip("PIL", reason="the extra `pictures` is not installed")
    if rule not in OF_SOUND:
        return RULES / rule
    pytest.importorskip("av", reason="the extra `sound` is not installed")
    if rule in OF_FINGERPRINTS and not has_chromaprint():
        pytest.skip("libchromaprint is not installed")
    return made(rule, tmp_path_factory.getbasetemp())


@cache
def made(rule: str, home: Path) -> Path:
    """Write the deliveries of a rule about the sound."""
    from making.rules import echoing, sounding
    from making.rules.case import put

    for path, content in {**sounding.CASES, **echoing.CASES}[rule]().files().items():
        put(home / "sounding" / path, content)
    return home / "sounding" / rule


def has_chromaprint() -> bool:
    from precheck_audio_tags.sound.chroma import Chroma

    return Chroma().is_there


def test_there_is_a_folder_for_every_rule_and_for_nothing_else() -> None:
    there = {path.name for path in RULES.iterdir()}
    assert there == REGISTRY.rules.keys() - OF_STRANGERS - OF_SOUND.keys()


def test_what_is_made_when_it_is_wanted_is_for_rules_of_the_sound() -> None:
    pytest.importorskip("av", reason="the extra `sound` is not installed")
    from making.rules import echoing, sounding

    assert echoing.CASES.keys() == OF_ECHOES.keys()
    assert sounding.CASES.keys() | echoing.CASES.keys() == OF_SOUND.keys()


def test_a_folder_holds_two_deliveries_and_what_is_expected(folder: Path) -> None:
    kept = {path.name for path in folder.iterdir()}
    assert NEEDED <= kept <= ALLOWED
    assert (folder / "expected.txt").read_text("utf-8").strip()


def test_a_rule_says_nothing_of_its_quiet_delivery(folder: Path) -> None:
    report = judged(folder, "quiet")
    assert said(report, folder.name) == []
    assert faults(report) == []


def test_a_rule_is_asked_about_its_quiet_delivery(folder: Path) -> None:
    settings = settings_of(folder, "quiet", RULES)
    policies = policies_for(REGISTRY, settings, settings.recipients)
    docket = draw_up(REGISTRY, settings, policies, A_DAY)
    assert folder.name in {case.rule.id for cases in docket.cases.values() for case in cases}
    assert [s.detail for s in skips(judged(folder, "quiet")) if s.rule == folder.name] == []


def test_a_rule_says_what_is_expected_of_its_loud_delivery(folder: Path) -> None:
    if folder.name in OF_EXTRAS:
        pytest.importorskip(OF_EXTRAS[folder.name])
    report = judged(folder, "loud")
    assert said(report, folder.name) == (folder / "expected.txt").read_text("utf-8").splitlines()
    assert faults(report) == []


@pytest.mark.parametrize("folder", sorted(OF_SOUND), indirect=True)
def test_a_rule_of_the_sound_speaks_alone(folder: Path) -> None:
    is_ours = is_of_echoes if folder.name in OF_ECHOES else is_of_audio
    loud = {n.rule for n in notices(judged(folder, "loud")) if is_ours(n)}
    quiet = {n.rule for n in notices(judged(folder, "quiet")) if is_ours(n)}
    assert loud == {folder.name, OF_SOUND[folder.name]} - {""}
    assert {rule for rule in quiet if REGISTRY.rules[rule].severity > Severity.NOTE} == set()


def test_the_deliveries_of_a_rule_are_not_the_same(folder: Path) -> None:
    quiet, loud = (files_of(folder, side) for side in ("quiet", "loud"))
    assert quiet != loud


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the DDEX schemas are not here")
def test_the_messages_of_a_quiet_delivery_are_valid(folder: Path) -> None:
    for path in sorted((folder / "quiet").rglob("*.xml")):
        message = etree.fromstring(path.read_bytes().replace(b"/ern/431", b"/ern/432"))
        judge = schema(str(etree.QName(message).namespace).rpartition("/")[2])
        assert judge.validate(message), f"{path}: {judge.error_log}"


@cache
def schema(number: str) -> etree.XMLSchema:
    """The schema of a version; that of 4.3.2 does for 4.3.1, whose own is nowhere to be had."""
    path = CORPUS / "xsd" / OTHERS.get(number, f"{'.'.join(number)}/release-notification.xsd")
    beside = re.sub(r'schemaLocation="http[^"]*/', 'schemaLocation="', path.read_text("utf-8"))
    return etree.XMLSchema(etree.fromstring(beside.encode(), base_url=str(path)))


@cache
def judged(folder: Path, side: str) -> Report:
    """What comes of a delivery; a history or a store of schemas that is named is begun anew."""
    with TemporaryDirectory() as home:
        if (folder / "beside").is_dir():
            copytree(folder / "beside", home, dirs_exist_ok=True)
        settings = settings_of(folder, side, Path(home))
        if settings.schema_folder is not None:
            add(Store(settings.schema_folder), SCHEMAS, A_DAY)
        path = folder / side
        return check(path, registry=REGISTRY, settings=settings, recipients=settings.recipients)


def settings_of(folder: Path, side: str, home: Path) -> Settings:
    """Those for this delivery alone, else those for both; files they name lie in `home`."""
    for name in (f"{side}.toml", NAME):
        if (folder / name).exists():
            found = read(folder / name, [folder / side])
            recipients = found.recipients or HOUSE_VIEW
            return structs.replace(found, recipients=recipients, path=str(home / NAME))
    return Settings(recipients=HOUSE_VIEW)


def files_of(folder: Path, side: str) -> dict[str, bytes]:
    """Settings and delivery, a link as its target."""
    found = (
        {"toml": (folder / f"{side}.toml").read_bytes()}
        if (folder / f"{side}.toml").exists()
        else {}
    )
    for path in (folder / side).rglob("*"):
        name = path.relative_to(folder / side).as_posix()
        if path.is_symlink():
            found[name] = b"link to " + os.fsencode(path.readlink())
        elif path.is_file():
            found[name] = path.read_bytes()
    return found


def said(report: Report, rule: str) -> list[str]:
    """A line for each notice of a rule."""
    return [
        f"{notice.severity.value} {named(notice.subject)} {notice.message}"
        for notice in notices(report)
        if notice.rule == rule
    ]


def notices(report: Report) -> list[Notice]:
    return [*(n for r in report.releases for n in r.notices), *report.notices]


def is_of_audio(notice: Notice) -> bool:
    return notice.rule.startswith("audio-tags.")


def is_of_echoes(notice: Notice) -> bool:
    """Of any rule about cadence or sound but the one that minds having no history."""
    is_near = notice.rule.startswith("cadence.") and notice.rule != "cadence.no-history"
    return is_near or is_of_audio(notice)


def named(subject: SubjectRef) -> str:
    """What kind of thing it is and its id, such as `track release.xml#A1`."""
    reference = f"#{subject.reference}" if subject.reference else ""
    return f"{subject.kind} {subject.release}{reference}".strip()


def skips(report: Report) -> list[Skip]:
    return [*(s for r in report.releases for s in r.skips), *report.skips]


def faults(report: Report) -> list[Fault]:
    return [*(f for r in report.releases for f in r.faults), *report.faults]
