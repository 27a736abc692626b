"""A second delivery of one product must not take back what the first one disclosed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from precheck import (
    Contributor,
    Declaration,
    Delivery,
    Reason,
    Resource,
    Tools,
    Track,
    Unavailable,
)
from precheck.engine.own_rules import OWN
from precheck.model import Release
from precheck.plugins import Registry
from precheck.reading import read_other
from precheck.report import Notice
from precheck.settings import Settings
from precheck.testing import (
    a_contributor,
    a_message,
    a_release,
    a_track,
    ask,
    check,
    look,
    some_tools,
)
from precheck_ai_credits.earlier import EarlierMessage, as_earlier, last_message
from precheck_ai_credits.options import AiCredits
from precheck_ai_credits.rules.earlier import disclosure_withdrawn

MESSAGES = Path(__file__).parents[3] / "fixtures" / "messages"
REGISTRY = Registry.installed(only=("ai-credits",), own=(OWN,))
UPC = "9520000000905"
RULE = "ai-credits.disclosure-withdrawn"
VERSIONS = ("3.8", "3.8.1", "3.8.2", "3.8.3", "4.1", "4.1.1", "4.2", "4.3", "4.3.1", "4.3.2")


def written(version: str, day: str = "2026-11-02") -> str:
    """Our message of this version, under an id and a day of its own."""
    text = (MESSAGES / f"{version}.xml").read_text("utf-8")
    text = re.sub(r"<MessageId>[^<]*", f"<MessageId>SENT-{day}", text)
    return re.sub(r"(<MessageCreatedDateTime>)[0-9-]{10}", rf"\g<1>{day}", text)


def sent(home: Path, name: str, text: str) -> Path:
    file = home / "sent" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def judged(home: Path, text: str, delivery: str = "") -> list[Notice]:
    folder = home / "now"
    folder.mkdir(exist_ok=True)
    (folder / "message.xml").write_text(text, encoding="utf-8")
    if delivery:
        (folder / "delivery.toml").write_text(delivery, encoding="utf-8")
    settings = Settings(
        plugins={"ai-credits": {"earlier": "sent"}}, path=str(home / "precheck.toml")
    )
    report = check(folder, registry=REGISTRY, settings=settings)
    assert [f for r in report.releases for f in r.faults] == []
    return [n for r in report.releases for n in r.notices if n.rule == RULE]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_later_message_that_lacks_the_disclosure_is_held(tmp_path: Path, version: str) -> None:
    sent(tmp_path, f"{UPC}.xml", written("4.3.2", "2026-10-01"))
    silent = re.sub(r"<ContainsAI>Partly</ContainsAI>", "", written(version))
    silent = re.sub(
        r"<Contributor [^>]*>\s*<SpecialContributor>.*?</Contributor>", "", silent, flags=re.DOTALL
    )
    (notice,) = judged(tmp_path, silent)
    assert notice.severity.value == "review"
    assert notice.evidence["earlier"]["message_id"] == "SENT-2026-10-01"
    assert notice.evidence["earlier"]["roles"] == ["Musician"]


@pytest.mark.parametrize("version", ["4.3.1", "4.3.2"])
def test_a_later_message_that_says_the_same_is_fine(tmp_path: Path, version: str) -> None:
    sent(tmp_path, f"{UPC}/first.xml", written("4.3.2", "2026-10-01"))
    assert judged(tmp_path, written(version)) == []


def test_a_role_that_a_model_no_longer_has_is_named(tmp_path: Path) -> None:
    sent(tmp_path, f"{UPC}.xml", written("4.3.2", "2026-10-01"))
    now = written("4.3.2")
    at = now.index("<SpecialContributor>")
    later = now[:at] + now[at:].replace("<Value>Musician<", "<Value>Vocalist<", 1)
    (notice,) = judged(tmp_path, later)
    assert notice.message.endswith(f"as {UPC}.xml did: GenerativeAI as Musician")


def test_a_note_says_why(tmp_path: Path) -> None:
    sent(tmp_path, f"{UPC}.xml", written("4.3.2", "2026-10-01"))
    silent = written("4.3")
    note = '[audio]\nnote = "sung anew by a person"\n'
    assert judged(tmp_path, silent)
    assert judged(tmp_path, silent, note) == []


def test_the_last_message_before_this_one_counts(tmp_path: Path) -> None:
    sent(tmp_path, f"{UPC}/1.xml", written("4.3.2", "2026-09-01"))
    sent(tmp_path, f"{UPC}/2.xml", written("4.3", "2026-10-01"))
    sent(tmp_path, f"{UPC}/3.xml", written("4.3.2", "2026-12-01"))
    assert judged(tmp_path, written("4.3")) == []


def test_the_message_itself_is_not_its_own_forerunner(tmp_path: Path) -> None:
    sent(tmp_path, f"{UPC}.xml", written("4.3.2"))
    assert judged(tmp_path, written("4.3")) == []


# --- what is taken back --------------------------------------------------------------------------


SUNG = a_contributor("LeadVocalist", name="Mara Example", ai_contribution="Partly")
PLAYED = a_contributor("Musician", name="Mara Example", ai_contribution="Partly")
DENIED = a_contributor("LeadVocalist", name="Mara Example", ai_contribution="None")
MODEL = a_contributor("LeadVocalist", special="GenerativeAI")


def credited(*contributors: Contributor, said: str = "Partly") -> Release:
    return with_words(a_track(contains_ai=said, contributors=contributors))


def with_words(track: Track, words: str = "") -> Release:
    text = Resource(reference="A9", type="LyricText", contains_ai=words)
    return a_release(track, resources=(text,) if words else (), message=a_message())


def album(said: str, *of_tracks: str) -> Release:
    tracks = (
        a_track(reference=f"A{n}", isrc=f"QZABC260000{n}", contains_ai=one)
        for n, one in enumerate(of_tracks, start=1)
    )
    return a_release(*tracks, contains_ai=said, message=a_message())


def taken_back(before: Release, now: Release) -> list[str]:
    earlier = as_earlier(before, a_message(), "1.xml")
    return [finding.message for finding in ask(disclosure_withdrawn, now, earlier)]


@pytest.mark.parametrize(
    "now", [credited(DENIED, PLAYED), credited(PLAYED), credited(SUNG, PLAYED, said="None")]
)
def test_a_person_s_part_is_taken_back(now: Release) -> None:
    assert len(taken_back(credited(SUNG, PLAYED), now)) == 1


def test_one_of_two_people_s_parts_is_taken_back() -> None:
    other = replace(SUNG, party=replace(SUNG.party, name="Otto Example"))
    (told,) = taken_back(credited(SUNG, other), credited(SUNG, DENIED))
    assert told.endswith("as 1.xml did: AiContribution in the role LeadVocalist")


@pytest.mark.parametrize(
    "now",
    [
        credited(SUNG),
        credited(replace(SUNG, party=replace(SUNG.party, name="Mara E."))),
        credited(SUNG, PLAYED),
        credited(MODEL),
        credited(SUNG, said="All"),
    ],
)
def test_a_part_that_is_still_told_is_not_taken_back(now: Release) -> None:
    assert taken_back(credited(SUNG), now) == []


def test_a_credit_that_contradicts_its_track_is_not_taken_back_by_staying() -> None:
    odd = credited(SUNG, said="None")
    assert taken_back(odd, odd) == []


@pytest.mark.parametrize("now", ["None", ""])
def test_the_words_are_taken_back(now: str) -> None:
    human = a_track(contains_ai="None")
    (told,) = taken_back(with_words(human, "All"), with_words(human, now))
    assert told.endswith("as 1.xml did: of the lyrics A9, ContainsAI is All")


@pytest.mark.parametrize(
    "now",
    [
        with_words(a_track(contains_ai="None"), "Partly"),
        credited(a_contributor("Lyricist", special="GenerativeAI")),
    ],
)
def test_words_that_are_still_told_are_not_taken_back(now: Release) -> None:
    assert taken_back(with_words(a_track(contains_ai="None"), "All"), now) == []


@pytest.mark.parametrize(
    "now", [album("None", "", ""), album("", "", ""), album("None", "None", "")]
)
def test_what_the_whole_release_stated_is_taken_back(now: Release) -> None:
    assert taken_back(album("Partly", "", ""), now) == [
        "the release no longer discloses AI as 1.xml did: ContainsAI of the release is Partly"
    ]
    noted = Delivery(tracks={"A2": Declaration(note="sung anew")})
    assert taken_back(album("Partly", "", ""), replace(now, delivery=noted)) == []


@pytest.mark.parametrize(
    "now", [album("Partly", "", ""), album("", "Partly", ""), album("All", "", "")]
)
def test_what_the_whole_release_stated_is_still_told(now: Release) -> None:
    assert taken_back(album("Partly", "", ""), now) == []


def test_what_a_track_takes_back_is_told_of_the_track_alone() -> None:
    (told,) = taken_back(album("Partly", "Partly", ""), album("None", "None", ""))
    assert told.startswith("the track A1")


# --- what cannot be learned --------------------------------------------------------------------


def learned(home: Path, release: Release, folder: str = "sent") -> EarlierMessage | Unavailable:
    tools = Tools(as_of=some_tools().as_of, web=some_tools().web, data=home, read=read_other)
    return look(last_message, release, AiCredits(earlier=folder), tools=tools)


@pytest.mark.parametrize(
    "upc", ["", "../../etc/passwd", "123", "9520000000905/..", "９５２０００００"]
)
def test_only_a_upc_is_looked_for(tmp_path: Path, upc: str) -> None:
    (tmp_path / "sent").mkdir()
    why = learned(tmp_path, a_release(icpn=upc))
    assert isinstance(why, Unavailable)
    assert why.reason is Reason.NOT_APPLICABLE


def test_without_a_folder_nothing_is_asked(tmp_path: Path) -> None:
    why = learned(tmp_path, a_release(), folder="")
    assert isinstance(why, Unavailable)
    assert why.reason is Reason.NOT_CONFIGURED


@pytest.mark.parametrize("text", ["", "<html/>", "<ern:NewReleaseMessage"])
def test_an_earlier_message_that_cannot_be_read_is_no_silence(tmp_path: Path, text: str) -> None:
    sent(tmp_path, f"{UPC}.xml", text)
    why = learned(tmp_path, a_release(icpn=UPC))
    assert isinstance(why, Unavailable)
    assert why.reason is Reason.UNREADABLE


def test_a_folder_that_is_not_there_is_no_silence(tmp_path: Path) -> None:
    why = learned(tmp_path, a_release(icpn=UPC))
    assert isinstance(why, Unavailable)
    assert why.reason is Reason.UNREADABLE


def test_a_product_that_was_never_sent_is_not_compared(tmp_path: Path) -> None:
    (tmp_path / "sent").mkdir()
    why = learned(tmp_path, a_release(icpn=UPC))
    assert isinstance(why, Unavailable)
    assert why.reason is Reason.NOT_APPLICABLE
