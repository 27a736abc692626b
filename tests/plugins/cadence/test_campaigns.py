"""Albums that are due: whose releases shadow them, and what a bad list says."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec import json

from precheck import AiAmount, Declaration, Delivery, Finding, Reason, Unavailable
from precheck.testing import a_batch, ask, look, some_tools
from precheck_cadence.campaigns import Campaigns, campaigns
from precheck_cadence.options import CadenceOptions
from precheck_cadence.options.works import CampaignShadow
from precheck_cadence.rules.campaigns import campaign_shadow

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HEADER = "artist,date,accounts"
OPTIONS = CadenceOptions(campaigns="due.csv")
ALBUM = "Velvet Driftwood,2026-12-11,big-label;driftwood"


def listed(folder: Path, *lines: str, header: str = HEADER) -> None:
    (folder / "due.csv").write_text("\n".join([header, *lines]) + "\n", "utf-8")


def learned(counter: Any, *releases: Any, options: CadenceOptions = OPTIONS) -> Any:
    events = {release.id: (counter.event(release),) for release in releases}
    tools = some_tools(data=counter.folder)
    return look(campaigns, a_batch(*events), options, tools=tools, narrower=events)


def said(counter: Any, *releases: Any, given: tuple[object, ...] = ()) -> list[Finding]:
    fact = learned(counter, *releases)
    assert isinstance(fact, Campaigns), fact
    assert json.decode(json.encode(fact), type=Campaigns) == fact
    return ask(campaign_shadow, a_batch(*(r.id for r in releases)), fact, *given)


def made(
    desk: Any,
    day: str = "2026-12-10",
    *,
    ai: AiAmount | None = AiAmount.ALL,
    account: str = "ada",
    **values: Any,
) -> Any:
    """A release of Velvet Driftwood's, made by AI and sent by ada."""
    delivery = Delivery(account=account, uploaded=NOON, audio=Declaration(ai=ai))
    said = {"artist": "Velvet Driftwood", "account": account, "delivery": delivery, **values}
    return desk.release(1, release_date=day, **said)


def test_it_says_what_is_near_which_album(counter: Any, desk: Any) -> None:
    listed(counter.folder, "Somebody,2026-12-11,x", ALBUM)
    [finding] = said(counter, made(desk))
    assert finding.message == (
        "the release is made with AI and names 'Velvet Driftwood' in 'Velvet Driftwood'; it comes "
        "out 1 day before the album of 2026-12-11 (notice within 14 days), and 'ada' is no account "
        "of the artist"
    )
    assert finding.evidence["accounts_of_artist"] == ["big-label", "driftwood"]
    assert finding.evidence["line"] == 3


@pytest.mark.parametrize(
    ("day", "count"),
    [
        ("2026-11-26", 0),
        ("2026-11-27", 1),
        ("2026-12-11", 1),
        ("2026-12-25", 1),
        ("2026-12-26", 0),
        ("", 0),
    ],
)
def test_two_weeks_before_and_after_are_near(counter: Any, desk: Any, day: str, count: int) -> None:
    listed(counter.folder, ALBUM)
    assert len(said(counter, made(desk, day))) == count


def test_the_days_may_be_more(counter: Any, desk: Any) -> None:
    listed(counter.folder, ALBUM)
    for day, count in (("2027-03-11", 1), ("2027-03-12", 0)):
        assert len(said(counter, made(desk, day), given=(CampaignShadow(days=90),))) == count


@pytest.mark.parametrize(
    ("ai", "count"),
    [(AiAmount.ALL, 1), (AiAmount.SOME, 1), (AiAmount.NONE, 0), (None, 0)],
)
def test_only_what_ai_made_is_asked(
    counter: Any, desk: Any, ai: AiAmount | None, count: int
) -> None:
    listed(counter.folder, ALBUM)
    assert len(said(counter, made(desk, ai=ai))) == count


@pytest.mark.parametrize("account", ["big-label", "driftwood", ""])
def test_the_artists_own_accounts_may_and_nobody_is_nobody(
    counter: Any, desk: Any, account: str
) -> None:
    listed(counter.folder, ALBUM)
    assert said(counter, made(desk, account=account)) == []


@pytest.mark.parametrize(
    ("listed_as", "values", "count"),
    [
        ("velvet  DRIFTWOOD", {"artist": "Velvet Driftwood"}, 1),
        ("Velvet Driftwood", {"artist": "The Velvet Driftwood Sound"}, 1),
        ("Velvet Driftwood", {"title": "Hello (Velvet Driftwood AI Cover)"}, 1),
        ("Velvet Driftwood", {"title": "Driftwood in Velvet"}, 0),
        ("Beyoncé", {"artist": "Bo & Beyoncé"}, 1),
        ("Beyoncé", {"title": "Hello (feat. Beyoncé)"}, 1),
        ("Air", {"artist": "Air"}, 1),
        ("Air", {"artist": "Air Supply"}, 0),
        ("Air", {"artist": "Nobody x Air"}, 1),
        ("Air", {"title": "Fresh Air"}, 0),
        ("Air", {"title": "Air and Water"}, 0),
        ("Air", {"title": "Water ft. Air"}, 1),
        ("Simon & Garfunkel", {"artist": "Simon & Garfunkel"}, 1),
        ("宇多田ヒカル", {"artist": "宇多田ヒカル"}, 1),
    ],
)
def test_where_a_name_counts(
    counter: Any, desk: Any, listed_as: str, values: dict[str, Any], count: int
) -> None:
    listed(counter.folder, f'"{listed_as}",2026-12-11,big-label')
    release = made(desk, **{"artist": "Ada Example", **values})
    assert len(said(counter, release)) == count


def test_a_name_on_one_track_is_told_at_the_track(counter: Any, desk: Any) -> None:
    listed(counter.folder, ALBUM)
    own = [desk.track(1), desk.track(2, 2, artist="Ada feat. Velvet Driftwood")]
    [finding] = said(counter, made(desk, artist="Ada Example", own=own))
    assert (finding.evidence["track"], finding.evidence["named_in"]) == (
        "A2",
        "Ada feat. Velvet Driftwood",
    )


def test_two_albums_are_told_apart_the_nearer_first(counter: Any, desk: Any) -> None:
    other = "Velvet Driftwood,2026-12-01,big-label"
    listed(counter.folder, other, ALBUM)
    found = said(counter, made(desk))
    assert [one.evidence["album_date"] for one in found] == ["2026-12-11", "2026-12-01"]


def test_without_a_list_the_question_does_not_arise(counter: Any, desk: Any) -> None:
    why = learned(counter, made(desk), options=CadenceOptions())
    assert isinstance(why, Unavailable)
    assert (why.reason, why.detail) == (Reason.NOT_APPLICABLE, "no list of campaigns is named")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (" ,2026-12-11,big-label", "line 3: artist is empty"),
        ("!!,2026-12-11,", "line 3: accounts is empty"),
        ("Ada,,big-label", "line 3: date is empty"),
        ("Ada,11.12.2026,big-label", "date is '11.12.2026', no date such as 2026-11-20"),
        ("Ada,2026-12-11, ; ", "accounts is empty"),
        ("Ada,2026-12-11", "not as many cells"),
    ],
)
def test_a_list_with_a_bad_line_is_not_relied_on(
    counter: Any, desk: Any, line: str, words: str
) -> None:
    listed(counter.folder, ALBUM, line)
    why = learned(counter, made(desk))
    assert isinstance(why, Unavailable)
    assert why.reason is Reason.UNREADABLE
    assert words in why.detail
    assert why.remedy.startswith("Correct it, or what campaigns under [plugins.cadence] names")
    assert "artist, date, accounts" in why.remedy


def test_a_list_that_is_not_there_is_told_of(counter: Any, desk: Any) -> None:
    assert "the list of campaigns 'due.csv' cannot be relied on: No such file" in (
        learned(counter, made(desk)).detail
    )
