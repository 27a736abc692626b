"""A finding points at the line that is wrong; real messages are read and judged."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from precheck import Finding, Place, Release
from precheck.reading import discover, read_release

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
