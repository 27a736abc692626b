"""A law has nothing to say of a release that is not offered where it holds."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from precheck.report import Report
from precheck.testing import check

AI_DECLARED = Path(__file__).parents[3] / "fixtures" / "deliveries" / "ai-declared"
LAWS = ("china-labelling", "eu-ai-act")
WORLD = "<TerritoryCode>Worldwide</TerritoryCode>"


def offered(into: Path, territories: str, **changes: str) -> Report:
    """The delivery of a track that is all AI, its deals for these territories."""
    delivery = copytree(AI_DECLARED, into / "delivery")
    (message,) = delivery.glob("*.xml")
    text = message.read_text("utf-8")
    assert WORLD in text
    for old, new in {WORLD: territories, **changes}.items():
        text = text.replace(old, new)
    message.write_text(text, "utf-8")
    return check(delivery, recipients=(*LAWS, "default"))


def said_by(report: Report) -> set[str]:
    shares = (share for n in report.releases[0].notices for share in n.recipients)
    return {share.name for share in shares} & set(LAWS)


@pytest.mark.parametrize(
    ("territories", "laws"),
    [
        (WORLD, {"china-labelling", "eu-ai-act"}),
        ("<TerritoryCode>US</TerritoryCode>", set()),
        ("<TerritoryCode>CN</TerritoryCode>", {"china-labelling"}),
        ("<TerritoryCode>US</TerritoryCode><TerritoryCode>FR</TerritoryCode>", {"eu-ai-act"}),
        ("<ExcludedTerritoryCode>CN</ExcludedTerritoryCode>", {"eu-ai-act"}),
    ],
)
def test_a_law_speaks_where_a_deal_offers_the_release(
    territories: str, laws: set[str], tmp_path: Path
) -> None:
    report = offered(tmp_path, territories)

    assert said_by(report) == laws
    verdicts = {v.recipient: v for v in report.releases[0].verdicts}
    assert set(verdicts) == {*LAWS, "default"}
    assert all(verdicts[name].complete for name in set(LAWS) - laws)


def test_the_others_ask_as_before(tmp_path: Path) -> None:
    at_home = offered(tmp_path / "a", "<TerritoryCode>US</TerritoryCode>")
    abroad = offered(tmp_path / "b", WORLD)

    told = [
        {n.rule for n in r.releases[0].notices if "default" in {s.name for s in n.recipients}}
        for r in (at_home, abroad)
    ]
    assert told[0] == told[1]


def test_what_cannot_be_read_is_told_to_a_law_that_is_not_concerned(tmp_path: Path) -> None:
    report = offered(
        tmp_path,
        "<TerritoryCode>US</TerritoryCode>",
        **{"</ern:NewReleaseMessage>": ""},
    )
    assert said_by(report) == set(LAWS)
