"""A finding points at the line that is wrong; real messages are read and judged."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from precheck import AiAmount, Declaration, Delivery, Finding, Place, Release
from precheck.reading import discover, read_release
from precheck.testing import a_release, check

Judge = Callable[..., dict[str, list[Finding]]]

ROOT = Path(__file__).parents[3]
CORPUS = Path(os.environ.get("PRECHECK_DDEX_CORPUS", ROOT.parent / "shared" / "ddex"))

MESSAGE = """\
<?xml version="1.0" encoding="UTF-8"?>
<ern:NewReleaseMessage xmlns:ern="http://ddex.net/xml/ern/432" AvsVersionId="9">
  <ResourceList>
    <SoundRecording>
      <ResourceReference>A1</ResourceReference>
      <Contributor SequenceNumber="1">
        <SpecialContributor>GenerativeAI</SpecialContributor>
        <Role><Value>Musician</Value></Role>
      </Contributor>
      <Contributor SequenceNumber="2">
        <ContributorPartyReference>PSinger</ContributorPartyReference>
        <Role><Value>LeadVocalist</Value></Role>
        <AiContribution>Partly</AiContribution>
      </Contributor>
      <ContainsAI>{amount}</ContainsAI>
    </SoundRecording>
  </ResourceList>
</ern:NewReleaseMessage>
"""


def read(path: Path) -> Release:
    release, _ = read_release(discover(path).sources[0])
    return release


@pytest.fixture
def release_stating(tmp_path: Path) -> Callable[[str], Release]:
    def write(amount: str) -> Release:
        path = tmp_path / "message.xml"
        path.write_text(MESSAGE.format(amount=amount), "utf-8")
        return read(path)

    return write


def places(findings: list[Finding]) -> list[Place | None]:
    return [finding.place for finding in findings]


def test_a_contradicting_credit_is_named_by_line_and_xpath(
    judge: Judge, release_stating: Callable[[str], Release]
) -> None:
    found = judge(release_stating("None"))["ai-credits.none-with-ai-contributor"]
    assert [(p.line, (p.xpath or "").rpartition("/")[2]) for p in places(found) if p] == [
        (7, "SpecialContributor"),
        (13, "AiContribution"),
    ]
    assert [f.evidence["contains_ai_line"] for f in found] == [15, 15]


def test_an_unknown_word_is_named_by_line_and_xpath(
    judge: Judge, release_stating: Callable[[str], Release]
) -> None:
    (place,) = places(judge(release_stating("partly"))["ai-credits.value-unknown"])
    assert place is not None
    assert place.line == 15
    assert (place.xpath or "").endswith("ContainsAI")


def test_a_consistent_message_says_nothing_but_what_it_declares(
    judge: Judge, release_stating: Callable[[str], Release]
) -> None:
    assert judge(release_stating("Partly")).keys() == {"ai-credits.partly-ai"}


# --- more than the message -------------------------------------------------------------------


def reported(rule: str, side: str = "loud") -> tuple[Place, ...]:
    report = check(ROOT / "fixtures" / "rules" / rule / side, only=("ai-credits", "audio-tags"))
    (notice,) = [n for r in report.releases for n in r.notices if n.rule == rule]
    return notice.places


@pytest.mark.parametrize("subject", ["", "-image"])
@pytest.mark.parametrize("rule", ["message-and-artist-differ", "declaration-lost"])
def test_what_message_and_artist_say_is_named_in_both(rule: str, subject: str) -> None:
    message, declared = reported(f"ai-credits.{rule}{subject}")
    assert message.line is not None
    assert declared == Place(file="delivery.toml")


@pytest.mark.parametrize(
    ("subject", "end", "tag"), [("", ".flac", "COMMENT"), ("-image", ".png", "PNG:Source")]
)
def test_a_false_none_is_named_in_the_message_and_in_the_file(
    subject: str, end: str, tag: str
) -> None:
    message, file = reported(f"ai-credits.none-but-marked{subject}")
    assert (message.xpath or "").endswith("ContainsAI")
    assert message.tag is None
    assert ((file.file or "").endswith(end), file.line, file.tag) == (True, None, tag)


@pytest.mark.parametrize(("ai", "rule"), [(AiAmount.ALL, "fully-ai"), (AiAmount.SOME, "partly-ai")])
def test_what_the_artist_alone_declares_is_named_in_delivery_toml(
    judge: Judge, ai: AiAmount, rule: str
) -> None:
    release = a_release(root=Path("release"), delivery=Delivery(audio=Declaration(ai=ai)))
    (finding,) = judge(release)[f"ai-credits.{rule}"]
    assert (finding.place, finding.file) == (None, Path("release/delivery.toml"))


def test_what_the_message_declares_is_not_named_in_delivery_toml(
    judge: Judge, release_stating: Callable[[str], Release]
) -> None:
    (finding,) = judge(release_stating("Partly"))["ai-credits.partly-ai"]
    assert finding.place is not None
    assert finding.file is None


# --- real messages ---------------------------------------------------------------------------

SAMPLES = sorted((CORPUS / "samples").glob("[34]*/*.xml"))
AI_SAMPLE = CORPUS / "samples" / "4.3.1" / "miqwit__033_ern431_new_features.xml"

NOTES = {"ai-credits.undeclared", "ai-credits.artwork-undeclared"}


@pytest.mark.skipif(not SAMPLES, reason="the corpus of real messages is not here")
@pytest.mark.parametrize("path", [p for p in SAMPLES if p != AI_SAMPLE], ids=lambda p: p.stem)
def test_a_real_message_without_ai_is_only_undeclared(judge: Judge, path: Path) -> None:
    expected = NOTES | (
        set() if path.parent.name in {"4.3.1", "4.3.2"} else {"ai-credits.version-cannot-disclose"}
    )
    assert judge(read(path)).keys() <= expected


@pytest.mark.skipif(not AI_SAMPLE.exists(), reason="the corpus of real messages is not here")
def test_the_one_real_message_with_ai_is_consistent(judge: Judge) -> None:
    found = judge(read(AI_SAMPLE))
    lines = {rule: [p.line for p in places(fs) if p is not None] for rule, fs in found.items()}
    assert lines == {"ai-credits.partly-ai": [107], "ai-credits.undeclared": [109]}
