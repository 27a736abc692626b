"""What may be looked for in users' videos."""

from __future__ import annotations

import pytest

from precheck import (
    AiAmount,
    AiDisclosure,
    AiStatement,
    Deal,
    Facts,
    Finding,
    Origin,
    Place,
    Release,
    Rule,
)
from precheck.testing import a_message, a_release, a_track, an_image, ask
from precheck_recipients.options import IneligibleTraits, UserVideos
from precheck_recipients.rules.user_videos import ai_in_user_videos, ineligible_for_user_videos
from precheck_recipients.traits import ReleaseTraits, TrackTraits, Trait, TraitKind

STREAMS = Deal(use_types=("OnDemandStream",), commercial_models=("SubscriptionModel",))
UPLOADS = Deal(use_types=("OnDemandStream", "UserMakeAvailableUserProvided"))
CLAIMS = Deal(commercial_models=("RightsClaimModel",))
ENDED = Deal(use_types=("UserMakeAvailableUserProvided",), is_takedown=True)
EVERYTHING = UserVideos(always=True)
TRACK = a_track(title="Low Sun")


def dealt(*deals: Deal) -> Release:
    return a_release(TRACK, message=a_message(deals=deals))


def said(amount: AiAmount | None, origin: Origin = Origin.MESSAGE) -> AiDisclosure:
    statement = AiStatement(
        origin=origin, amount=amount, detail="ContainsAI is All", place=Place(line=9)
    )
    return AiDisclosure(statements=(statement,))


def asked_of_members(
    rule: Rule[Release], release: Release, options: object, disclosure: AiDisclosure
) -> list[Finding]:
    members = (
        (TRACK, Facts({AiDisclosure: disclosure})),
        (an_image(), Facts({AiDisclosure: disclosure})),
    )
    return list(rule.ask(release, Facts({type(options): options}, members)))


def is_a(kind: TraitKind) -> ReleaseTraits:
    trait = Trait(kind=kind, said="its genre is 'X'", place=Place(line=9))
    return ReleaseTraits(tracks=(TrackTraits(reference="A1", traits=(trait,)),))


@pytest.mark.parametrize("deal", [UPLOADS, CLAIMS])
@pytest.mark.parametrize("amount", [AiAmount.ALL, AiAmount.SOME, None])
def test_ai_in_a_deal_for_users_videos_is_told_of_the_track(
    deal: Deal, amount: AiAmount | None
) -> None:
    (finding,) = asked_of_members(
        ai_in_user_videos, dealt(STREAMS, deal), UserVideos(), said(amount)
    )
    assert finding.message == (
        "Low Sun (A1) contains AI (ContainsAI is All), and may be looked for in users' videos "
        "only with exclusive rights"
    )
    assert finding.place == Place(line=9)


def test_ai_that_only_the_file_tells_of_counts_too() -> None:
    marked = said(None, Origin.FILE)
    assert asked_of_members(ai_in_user_videos, dealt(UPLOADS), UserVideos(), marked)


@pytest.mark.parametrize("amount", [AiAmount.ALL, AiAmount.SOME, None])
def test_what_only_a_detector_concludes_does_not_count(amount: AiAmount | None) -> None:
    heard = said(amount, Origin.DETECTOR)
    assert asked_of_members(ai_in_user_videos, dealt(UPLOADS), UserVideos(), heard) == []
    denied = AiDisclosure(statements=(*said(AiAmount.NONE).statements, *heard.statements))
    assert asked_of_members(ai_in_user_videos, dealt(UPLOADS), UserVideos(), denied) == []


def test_a_track_that_the_release_may_mean_is_told_as_one_that_may_contain_ai() -> None:
    (statement,) = said(AiAmount.SOME).statements
    open_ = AiDisclosure(unplaced=statement)
    (finding,) = asked_of_members(ai_in_user_videos, dealt(UPLOADS), UserVideos(), open_)
    assert finding.message.startswith("Low Sun (A1) may contain AI (ContainsAI is All), and may")


@pytest.mark.parametrize("deals", [(), (STREAMS,), (ENDED,)])
def test_a_release_for_listening_alone_is_fine(deals: tuple[Deal, ...]) -> None:
    assert (
        asked_of_members(ai_in_user_videos, dealt(*deals), UserVideos(), said(AiAmount.ALL)) == []
    )
    assert ask(ineligible_for_user_videos, dealt(*deals), is_a(TraitKind.KARAOKE)) == []


def test_a_recipient_that_looks_for_everything_needs_no_such_deal() -> None:
    assert asked_of_members(ai_in_user_videos, dealt(STREAMS), EVERYTHING, said(AiAmount.ALL))
    always = IneligibleTraits(always=True)
    assert ask(ineligible_for_user_videos, dealt(STREAMS), is_a(TraitKind.KARAOKE), always)


@pytest.mark.parametrize("disclosure", [AiDisclosure(), said(AiAmount.NONE)])
def test_music_without_ai_is_fine(disclosure: AiDisclosure) -> None:
    assert asked_of_members(ai_in_user_videos, dealt(UPLOADS), UserVideos(), disclosure) == []


def test_a_kind_that_must_not_be_claimed_is_told() -> None:
    (finding,) = ask(ineligible_for_user_videos, dealt(UPLOADS), is_a(TraitKind.REMIX))
    assert finding.message == (
        "Low Sun (A1) is a remix (its genre is 'X'), and may be looked for in users' videos "
        "only with exclusive rights"
    )
    assert finding.evidence["granted"] == ("UserMakeAvailableUserProvided",)


@pytest.mark.parametrize("kind", [TraitKind.COVER, TraitKind.LIVE])
def test_kinds_on_which_lists_disagree_are_told_only_where_a_policy_names_them(
    kind: TraitKind,
) -> None:
    assert ask(ineligible_for_user_videos, dealt(UPLOADS), is_a(kind)) == []
    named = IneligibleTraits(kinds=(kind,))
    assert ask(ineligible_for_user_videos, dealt(UPLOADS), is_a(kind), named)
