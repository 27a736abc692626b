"""The committed fixtures are what the script makes, and true where they claim to be."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from making.faults.clean import EVERY, Clean

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
DELIVERIES = FIXTURES / "deliveries"
CORPUS = Path(os.environ.get("PRECHECK_DDEX_CORPUS", ROOT.parent / "shared" / "ddex"))
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

SOUND = sorted(
    path
    for folder in DELIVERIES.iterdir()
    if folder.name != "hostile"
    for path in folder.rglob("*.xml")
)
MESSAGES = sorted(
    path for name in ("messages", "profiles") for path in (FIXTURES / name).glob("*.xml")
)
TRUTHFUL = [path for path in SOUND if path.parts[-3] != "batch" and "Batch" not in path.name]


def text(path: Path) -> str:
    content = path.read_bytes()
    return content.decode("utf-16" if content.startswith(b"\xff\xfe") else "utf-8")


def written(pattern: str) -> set[str]:
    return {found for path in (*SOUND, *MESSAGES) for found in re.findall(pattern, text(path))}


def md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def passes_mod_37_36(code: str) -> bool:
    carried = 36
    for letter in code[:-1]:
        carried = ((carried + LETTERS.index(letter) - 1) % 36 + 1) * 2 % 37
    return (carried + LETTERS.index(code[-1])) % 36 == 1


def passes_mod_11_2(code: str) -> bool:
    values = [10 if letter == "X" else int(letter) for letter in code]
    total = sum(value << place for place, value in enumerate(reversed(values)))
    return total % 11 == 1


def test_making_again_gives_the_same_bytes(tmp_path: Path) -> None:
    command = [sys.executable, str(FIXTURES / "make.py"), "--into", str(tmp_path)]
    subprocess.run(command, check=True)  # noqa: S603 - our own script
    made = {path.relative_to(tmp_path): path.read_bytes() for path in files(tmp_path)}
    kept = {
        path.relative_to(FIXTURES): path.read_bytes()
        for name in ("deliveries", "messages", "profiles", "rules", "schemas")
        for path in files(FIXTURES / name)
    }
    assert sorted(made) == sorted(kept)
    assert [path for path, content in made.items() if kept[path] != content] == []


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_judges_of_check_characters_know_right_from_wrong() -> None:
    assert passes_mod_37_36("A12425GABC1234002M")
    assert not passes_mod_37_36("A12425GABC1234003M")
    assert passes_mod_11_2("000000012146438X")
    assert not passes_mod_11_2("0000000121464381")


def test_every_icpn_is_an_example_number_with_its_check_digit() -> None:
    codes = written(r"<ICPN[^>]*>([^<]*)<")
    assert len(codes) > 10
    for code in codes:
        assert re.fullmatch(r"952[0-9]{10}", code)
        odd, even = (sum(int(digit) for digit in code[start::2]) for start in (0, 1))
        assert (odd + 3 * even) % 10 == 0


def test_every_grid_has_its_check_character() -> None:
    codes = written(r"<GRid>([^<]*)<")
    assert len(codes) > 10
    assert all(re.fullmatch(r"A1PRE00[0-9]{10}[0-9A-Z]", code) for code in codes)
    assert [code for code in codes if not passes_mod_37_36(code)] == []


def test_every_party_id_is_dated_in_a_month_that_does_not_exist() -> None:
    codes = written(r"PADPIDA\w+")
    assert len(codes) == 3
    assert all(re.fullmatch(r"PADPIDA202600[0-9]{4}[0-9A-Z]", code) for code in codes)
    assert [code for code in codes if not passes_mod_37_36(code)] == []


def test_every_isrc_belongs_to_a_country_without_records() -> None:
    codes = written(r"<ISRC>([^<]*)<")
    assert len(codes) > 20
    assert all(re.fullmatch(r"AQ[A-Z]{3}26[0-9]{5}", code) for code in codes)


def test_every_iswc_has_its_check_digit() -> None:
    codes = written(r"<ISWC>([^<]*)<")
    assert len(codes) > 20
    for code in codes:
        assert re.fullmatch(r"T9999[0-9]{6}", code)
        weighed = sum(weight * int(digit) for weight, digit in enumerate(code[1:10], start=1))
        assert (1 + weighed + int(code[10])) % 10 == 0


def test_every_isni_and_ipi_has_its_check_digits() -> None:
    names = written(r"<ISNI>([^<]*)<") | written(r'<PartyId IsISNI="true">([^<]*)<')
    assert len(names) == 3
    assert [code for code in names if not passes_mod_11_2(code)] == []
    numbers = written(r"<IpiNameNumber>([^<]*)<")
    assert len(numbers) == 2
    for number in numbers:
        weighed = sum((10 - place) * int(digit) for place, digit in enumerate(number[:9]))
        assert (weighed + int(number[9:])) % 101 == 0


@pytest.mark.parametrize("path", TRUTHFUL, ids=lambda path: path.relative_to(DELIVERIES).as_posix())
def test_a_message_tells_the_truth_about_its_files(path: Path) -> None:
    told = re.findall(
        r"<(?:URI|FileName)>([^<]+)<.*?<(?:HashSumValue|HashSum)>([0-9a-f]+)<",
        text(path),
        re.DOTALL,
    )
    resources = {file.name: file.read_bytes() for file in (path.parent / "resources").iterdir()}
    assert sorted(uri.rpartition("/")[2] for uri, _ in told) == sorted(resources)
    for uri, value in told:
        content = resources[uri.rpartition("/")[2]]
        assert value in {md5(content), hashlib.sha256(content).hexdigest()}


@pytest.mark.parametrize("path", TRUTHFUL, ids=lambda path: path.relative_to(DELIVERIES).as_posix())
def test_a_message_tells_the_true_length_of_every_flac(path: Path) -> None:
    sounding = [stream(file)[0] for file in sorted((path.parent / "resources").glob("*.flac"))]
    recordings = re.findall(r"<SoundRecording>.*?</SoundRecording>", text(path), re.DOTALL)
    for recording, seconds in zip(recordings, sounding, strict=bool(sounding)):
        told = re.findall(r"<Duration>PT(\d+)M(\d+)S</Duration>", recording)
        assert {60 * int(minutes) + int(rest) for minutes, rest in told} == {seconds}


def stream(flac: Path) -> tuple[float, str]:
    """The seconds and the MD5 of the samples, from the first block."""
    block = flac.read_bytes()[8:42]
    numbers = int.from_bytes(block[:18])
    return (numbers & (1 << 36) - 1) / (numbers >> 44 & (1 << 20) - 1), block[18:].hex()


def test_a_flac_file_states_the_hash_of_its_samples(tmp_path: Path) -> None:
    (wav,) = (DELIVERIES / "release-by-release").rglob("*.wav")
    samples = wav.read_bytes().partition(b"data")[2][4:]
    flac = tmp_path / "the same.flac"
    program = (
        "import sys; from making.flac import flac; from making.release import composed\n"
        "open(sys.argv[1], 'wb').write(flac(composed(31, 5)))"
    )
    subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", program, str(flac)], check=True, cwd=FIXTURES
    )
    assert stream(flac)[1] == md5(samples)


def test_the_second_hand_release_carries_the_samples_of_the_clean_one() -> None:
    (first,) = (DELIVERIES / "batch/9520000001018/resources").glob("*.flac")
    (again,) = (DELIVERIES / "batch/9520000001063/resources").glob("*.flac")
    assert stream(first) == stream(again)
    assert first.read_bytes() != again.read_bytes()


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the DDEX schemas are not here")
@pytest.mark.parametrize(
    "path", [*SOUND, *MESSAGES], ids=lambda path: path.relative_to(FIXTURES).as_posix()
)
def test_a_message_is_valid_under_its_schema(path: Path) -> None:
    is_valid(text(path))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the DDEX schemas are not here")
@pytest.mark.parametrize(
    "clean",
    [clean for clean in EVERY if not clean.file],
    ids=lambda clean: f"{clean.shape}-{clean.version}",
)
def test_a_message_that_is_only_made_for_tests_is_valid_as_well(clean: Clean) -> None:
    is_valid(clean.text())


def is_valid(written: str) -> None:
    content = written.replace("service.ddex.net", "ddex.net").replace("/ern/431", "/ern/432")
    message = etree.fromstring(content.partition("\n")[2])
    judge = schema(str(etree.QName(message).namespace).rpartition("/")[2])
    assert judge.validate(message), str(judge.error_log)


@cache
def schema(number: str) -> etree.XMLSchema:
    choreography = CORPUS / "xsd/choreography-sftp-1.6/ern-choreography-sftp.xsd"
    ern = CORPUS / "xsd" / ".".join(number) / "release-notification.xsd"
    path = choreography if number == "16" else ern
    beside = re.sub(r'schemaLocation="http[^"]*/', 'schemaLocation="', path.read_text())
    return etree.XMLSchema(etree.fromstring(beside.encode(), base_url=str(path)))
