from datetime import date
from typing import Any

import pytest

from precheck import (
    AiAmount,
    AiDisclosure,
    AiStatement,
    Deal,
    Delivery,
    Finding,
    Message,
    Origin,
    Reason,
    Release,
    Rule,
    Severity,
    Title,
    Unavailable,
)
from precheck.testing import a_message, a_release, a_track, ask, look
from precheck_voice.facts import (
    Band,
    BrokenConsent,
    Consent,
    Consents,
    Heard,
    ProtectedNames,
    Stretch,
    VoiceMatch,
    VoiceMatches,
)
from precheck_voice.names import protected_names
from precheck_voice.options import ConsentTerm, GalleryAge, VoiceOptions
from precheck_voice.rules import answers, consent, resemblance, titles
from precheck_voice.rules.answers import answer_incomplete, artist_not_compared, gallery_old
from precheck_voice.rules.answers import mix_input as mix_input_rule
from precheck_voice.rules.titles import ai_next_to_name

ADA, BOB = "isni:000000012345678X", "spotify:artist:4aBc"
RULES: dict[str, Rule[Any]] = {
    rule.id.removeprefix("voice."): rule
    for rule in (*answers.RULES, *consent.RULES, *resemblance.RULES, *titles.RULES)
}
ABOUT_CONSENT = (
    *("resembles-without-consent", "possible-resemblance", "consented", "own-voice"),
    *("consent-broken", "consent-expired", "consent-not-yet-valid", "consent-other-person"),
    *("consent-out-of-scope", "consent-unused-invalid"),
)


def a_match(score: float = 0.71, artist: str = ADA, name: str = "Ada Example") -> VoiceMatch:
    limits = [(0.67, Band.STRONG), (0.61, Band.POSSIBLE), (0.54, Band.WEAK), (0.0, Band.NONE)]
    return VoiceMatch(
        artist=artist,
        name=name,
        score=score,
        band=next(band for limit, band in limits if score >= limit),
        k=3,
        windows=(Stretch(start=12.0, end=15.0, score=score),),
    )


def matches(*found: VoiceMatch, **more: Any) -> VoiceMatches:
    answer: dict[str, Any] = {
        "matches": found,
        "vocal_seconds": 92.5,
        "request_id": "r-1",
        "model": "campplus",
        "model_version": "1",
        "threshold_set": "named-k3",
        "strong_from": 0.67,
        "possible_from": 0.61,
        "impostor_trials": 60975,
        "gallery_updated": date(2026, 11, 1),
        "audio_sha256": "ef" * 32,
        "heard": Heard.STEM,
        "artists": tuple(m.artist for m in found),
    }
    return VoiceMatches(**{**answer, **more})


def a_consent(**more: Any) -> Consent:
    record: dict[str, Any] = {
        "file": "consents/ada.json",
        "id": "urn:uuid:1",
        "owner": "Ada Example",
        "owner_ids": (ADA,),
        "uses": ("ai-sung lead vocal", "release on streaming services"),
        "isrcs": ("QZPRE2600001",),
        "releases": ("36000291452",),
        "territories": ("Worldwide",),
        "starts": date(2026, 10, 1),
        "ends": date(2029, 9, 30),
    }
    return Consent(**{**record, **more})


def the_release(*territories: str, day: str = "2026-12-02", **more: Any) -> Release:
    message = a_message(deals=(Deal(territories=territories or ("Worldwide",)),))
    return a_release(**{"message": message, "release_date": day, **more})


def say(name: str, release: Release, *facts: object, found: VoiceMatches) -> list[Finding]:
    return ask(RULES[name], release, *facts, narrower={"A1": [found]})


def who_speaks(
    found: VoiceMatches, *records: Consent | BrokenConsent, release: Release | None = None
) -> dict[str, str]:
    """The rules about consent that find something, with what they say."""
    known = Consents(
        records=tuple(r for r in records if isinstance(r, Consent)),
        broken=tuple(r for r in records if isinstance(r, BrokenConsent)),
    )
    said = {n: say(n, release or the_release(), known, found=found) for n in ABOUT_CONSENT}
    return {name: findings[0].message for name, findings in said.items() if findings}


# --- the table of decisions ------------------------------------------------------------------


def test_a_strong_match_without_a_record_is_for_review() -> None:
    said = who_speaks(matches(a_match()))

    assert list(said) == ["resembles-without-consent"]
    assert said["resembles-without-consent"] == (
        "Slow Tide (A1) strongly resembles the voice of Ada Example: "
        "score 0.710, strong from 0.670, over 92 s of voice; there is no consent record"
    )


def test_a_strong_match_with_a_covering_record_is_noted() -> None:
    said = who_speaks(matches(a_match()), a_consent())

    assert list(said) == ["consented"]
    assert "consents/ada.json covers it" in said["consented"]


def test_a_possible_match_is_for_review() -> None:
    said = who_speaks(matches(a_match(0.63)))

    assert list(said) == ["possible-resemblance"]
    assert "may resemble the voice of Ada Example" in said["possible-resemblance"]


def test_a_possible_match_with_a_covering_record_is_noted() -> None:
    assert list(who_speaks(matches(a_match(0.63)), a_consent())) == ["consented"]


@pytest.mark.parametrize("score", [0.31, 0.58])
def test_a_weak_match_or_none_says_nothing(score: float) -> None:
    assert who_speaks(matches(a_match(score)), a_consent()) == {}


@pytest.mark.parametrize("score", [0.71, 0.63])
def test_an_expired_record_blocks(score: float) -> None:
    said = who_speaks(matches(a_match(score)), a_consent(ends=date(2026, 12, 1)))

    held = "resembles-without-consent" if score > 0.67 else "possible-resemblance"
    assert list(said) == [held, "consent-expired"]
    assert "it ended on 2026-12-01, the music goes out on 2026-12-02" in said["consent-expired"]
    assert RULES["consent-expired"].severity is Severity.BLOCK


def test_a_record_holds_on_its_first_and_last_day() -> None:
    span = a_consent(starts=date(2026, 12, 2), ends=date(2026, 12, 2))

    assert list(who_speaks(matches(a_match()), span)) == ["consented"]


def test_a_record_that_ended_before_delivery_blocks_though_the_release_is_older() -> None:
    release = the_release(day="2026-11-10")  # judged on 22 November

    said = who_speaks(matches(a_match()), a_consent(ends=date(2026, 11, 15)), release=release)

    assert "is delivered on 2026-11-22" in said["consent-expired"]


def test_a_revoked_record_blocks() -> None:
    gone = a_consent(ends=date(2026, 11, 20), was_revoked=True)

    assert "was revoked on 2026-11-20" in who_speaks(matches(a_match()), gone)["consent-expired"]


def test_a_record_that_begins_later_blocks() -> None:
    said = who_speaks(matches(a_match()), a_consent(starts=date(2026, 12, 3)))

    assert list(said) == ["resembles-without-consent", "consent-not-yet-valid"]
    assert "it begins on 2026-12-03" in said["consent-not-yet-valid"]


@pytest.mark.parametrize("day", ["", "soon", "2026"])
def test_without_a_release_date_the_day_of_the_verdict_counts(day: str) -> None:
    late = a_consent(starts=date(2026, 11, 23))

    said = who_speaks(matches(a_match()), late, release=the_release(day=day))

    assert "the music goes out on 2026-11-22" in said["consent-not-yet-valid"]


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (a_consent(isrcs=("QZPRE2600009",)), "it names QZPRE2600009, not QZPRE2600001"),
        (a_consent(releases=("4006381333931",)), "it names 4006381333931, not 0036000291452"),
        (a_consent(territories=("DE", "AT")), "it allows DE, AT, not worldwide"),
        (a_consent(uses=("training",)), "it allows training, which does not name the voice"),
        (a_consent(uses=("voice model training", "release")), "does not name the voice"),
        (a_consent(uses=("ai-sung lead vocal",)), "does not name its release"),
    ],
)
def test_a_record_for_something_else_blocks(record: Consent, words: str) -> None:
    said = who_speaks(matches(a_match()), record)

    assert list(said) == ["resembles-without-consent", "consent-out-of-scope"]
    assert words in said["consent-out-of-scope"]


@pytest.mark.parametrize(
    "record",
    [
        a_consent(isrcs=()),
        a_consent(releases=()),
        a_consent(isrcs=(), releases=("any",)),
        a_consent(uses=("AI vocals", "streaming and download")),
        a_consent(territories=("worldwide",)),
    ],
)
def test_a_record_that_names_less_but_enough_covers(record: Consent) -> None:
    assert list(who_speaks(matches(a_match()), record)) == ["consented"]


def test_the_territories_of_the_deals_are_what_counts() -> None:
    record = a_consent(territories=("DE", "AT"))

    assert list(who_speaks(matches(a_match()), record, release=the_release("DE"))) == ["consented"]
    assert "not CH" in str(who_speaks(matches(a_match()), record, release=the_release("DE", "CH")))


def test_what_cannot_be_told_is_for_review_and_never_blocks() -> None:
    no_deals = the_release(message=a_message())
    there = a_consent(territories=("DE",))
    unread = a_consent(uses=("KI-Gesang", "release"))

    assert list(who_speaks(matches(a_match()), there, release=no_deals)) == [
        "resembles-without-consent"
    ]
    assert list(who_speaks(matches(a_match()), unread)) == ["resembles-without-consent"]


def test_a_second_record_that_covers_is_enough() -> None:
    old = a_consent(ends=date(2026, 1, 1), file="consents/old.json")

    assert list(who_speaks(matches(a_match()), old, a_consent())) == ["consented"]


def test_a_record_of_another_person_is_for_review() -> None:
    said = who_speaks(matches(a_match()), a_consent(owner="Bob", owner_ids=(BOB,)))

    assert list(said) == ["resembles-without-consent", "consent-other-person"]
    assert "is given for the voice of Bob; the track resembles Ada" in said["consent-other-person"]


def test_a_duet_of_which_one_consented_names_the_other_alone() -> None:
    both = matches(a_match(), a_match(0.69, BOB, "Bob"))

    said = who_speaks(both, a_consent())

    assert set(said) == {"resembles-without-consent", "consented"}
    assert "the voice of Bob" in said["resembles-without-consent"]


@pytest.mark.parametrize("ids", [(ADA,), ()])
def test_a_broken_record_that_is_needed_blocks(ids: tuple[str, ...]) -> None:
    broken = BrokenConsent(file="consents/ada.json", why="it names no use", owner_ids=ids)

    said = who_speaks(matches(a_match()), broken)

    assert list(said) == ["resembles-without-consent", "consent-broken"]
    assert said["consent-broken"].endswith("no valid consent record: it names no use")


@pytest.mark.parametrize("ids", [(BOB,), ()])
def test_a_broken_record_that_nothing_needs_is_a_warning(ids: tuple[str, ...]) -> None:
    broken = BrokenConsent(file="consents/bob.json", why="it names no use", owner_ids=ids)

    said = who_speaks(matches(a_match(0.31)), broken)

    assert list(said) == ["consent-unused-invalid"]
    assert RULES["consent-unused-invalid"].severity is Severity.WARNING


def test_an_expired_record_that_nothing_needs_is_a_warning() -> None:
    said = who_speaks(matches(a_match(0.31)), a_consent(ends=date(2026, 11, 1)))

    assert list(said) == ["consent-unused-invalid"]
    assert "ended on 2026-11-01" in said["consent-unused-invalid"]


def test_an_artist_is_the_same_in_every_spelling_of_the_id() -> None:
    spelled = matches(a_match(artist="https://isni.org/isni/000000012345678x"))

    assert list(who_speaks(spelled, a_consent())) == ["consented"]


# --- one's own voice -------------------------------------------------------------------------

OWN = VoiceOptions(own_voices={"example-account": (ADA,)})


def own_voice(*facts: object, track_facts: tuple[object, ...] = (), **more: Any) -> set[str]:
    release = the_release(**more)
    narrower = {"A1": [matches(a_match()), *track_facts]}
    return {
        name
        for name in ABOUT_CONSENT
        if ask(RULES[name], release, Consents(), *facts, narrower=narrower)
    }


def test_ones_own_voice_is_noted() -> None:
    assert own_voice(OWN) == {"own-voice"}


def test_another_account_has_no_claim_to_the_voice() -> None:
    assert own_voice(OWN, account="other-account") == {"resembles-without-consent"}


def test_an_account_that_does_not_credit_the_artist_has_no_claim() -> None:
    track = a_track(artist="Somebody Else")

    assert own_voice(OWN, tracks=(track,), artist="Somebody Else") == {"resembles-without-consent"}


def test_ones_own_voice_made_by_ai_needs_a_record() -> None:
    said = AiStatement(origin=Origin.MESSAGE, amount=AiAmount.SOME, detail="ContainsAI is Partly")

    found = own_voice(OWN, track_facts=(AiDisclosure(statements=(said,)),))

    assert found == {"resembles-without-consent"}


# --- what a finding carries ------------------------------------------------------------------


def test_the_evidence_holds_score_thresholds_model_and_counts() -> None:
    found = say("resembles-without-consent", the_release(), Consents(), found=matches(a_match()))

    evidence = found[0].evidence
    assert {k: evidence[k] for k in ("score", "band", "threshold_set", "strong_from", "k")} == {
        "score": 0.71,
        "band": "strong",
        "threshold_set": "named-k3",
        "strong_from": 0.67,
        "k": 3,
    }
    assert (evidence["model"], evidence["impostor_trials"]) == ("campplus", 60975)
    assert (evidence["gallery_updated"], evidence["vocal_seconds"]) == ("2026-11-01", 92.5)
    assert (evidence["input"], evidence["transport"]) == ("stem", "stored")
    assert evidence["windows"] == [{"start": 12.0, "end": 15.0, "score": 0.71}]


def test_the_sentence_says_when_only_the_mix_was_heard() -> None:
    said = who_speaks(matches(a_match(), heard=Heard.MIX))

    assert "judged on the full mix" in said["resembles-without-consent"]


def test_no_estimate_blocks_and_no_message_claims_identity() -> None:
    assert all(r.severity <= Severity.REVIEW for r in RULES.values() if r.is_estimate)
    for name, message in who_speaks(matches(a_match())).items():
        assert " is the voice" not in message, name


# --- the answer itself -----------------------------------------------------------------------


def test_a_complete_answer_is_quiet() -> None:
    found = matches(a_match())

    for rule in (answer_incomplete, artist_not_compared, gallery_old, mix_input_rule):
        assert ask(rule, a_track(), found) == []


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"model": ""}, "the model"),
        ({"model_version": ""}, "the model's version"),
        ({"threshold_set": ""}, "the threshold set"),
        ({"gallery_updated": None}, "the gallery's date"),
        ({"request_id": ""}, "the request id"),
        ({"audio_sha256": ""}, "the audio's SHA-256"),
    ],
)
def test_an_answer_that_leaves_something_out_is_for_review(
    missing: dict[str, Any], words: str
) -> None:
    found = ask(answer_incomplete, a_track(), matches(a_match(), **missing))

    assert [f.message for f in found] == [f"the voice answer for Slow Tide does not name {words}"]


def test_an_artist_the_answer_is_silent_about_is_for_review() -> None:
    found = ask(artist_not_compared, a_track(), matches(a_match(), artists=(ADA, BOB)))

    assert [f.evidence["artists"] for f in found] == [[BOB]]
    assert found[0].message == (
        f"Slow Tide (A1) was not compared with {BOB}: the answer has no score for this voice"
    )


def test_an_artist_who_was_not_compared_is_called_by_name() -> None:
    known = VoiceOptions(names={"https://open.spotify.com/artist/4aBc": "Bob Example"})

    found = ask(artist_not_compared, a_track(), matches(a_match(), artists=(ADA, BOB)), known)

    assert f"compared with Bob Example ({BOB}): " in found[0].message


def test_an_artist_the_service_does_not_know_is_for_review() -> None:
    silent = matches(artists=(ADA, BOB), not_enrolled=(ADA, BOB))

    found = ask(artist_not_compared, a_track(), silent)

    assert [f.message for f in found] == [
        f"Slow Tide (A1) was not compared with {ADA}, {BOB}: the service does not know these voices"
    ]


@pytest.mark.parametrize(("days", "is_old"), [(90, False), (91, True)])
def test_a_gallery_is_old_after_ninety_days(days: int, is_old: bool) -> None:  # noqa: FBT001 - a case
    changed = date.fromordinal(date(2026, 11, 22).toordinal() - days)

    found = ask(gallery_old, a_track(), matches(a_match(), gallery_updated=changed))

    assert bool(found) is is_old


def test_a_policy_may_ask_for_a_younger_gallery() -> None:
    assert ask(gallery_old, a_track(), matches(a_match()), GalleryAge(max_age_days=20))


@pytest.mark.parametrize("heard", [Heard.MIX, Heard.UNKNOWN])
def test_what_was_not_the_stem_is_noted(heard: Heard) -> None:
    assert len(ask(mix_input_rule, a_track(), matches(a_match(), heard=heard))) == 1


# --- terms -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ends", "is_minor", "is_long"),
    [
        (date(2036, 10, 1), False, False),
        (date(2036, 10, 2), False, True),
        (date(2031, 10, 1), True, False),
        (date(2031, 10, 2), True, True),
        (None, False, True),
    ],
)
def test_a_consent_may_run_ten_years_or_five(
    ends: date | None,
    is_minor: bool,  # noqa: FBT001 - a case
    is_long: bool,  # noqa: FBT001 - a case
) -> None:
    record = Consents(records=(a_consent(ends=ends, is_minor=is_minor),))

    assert bool(ask(RULES["consent-term-long"], the_release(), record)) is is_long


def test_a_term_from_a_leap_day_is_counted() -> None:
    record = Consents(records=(a_consent(starts=date(2028, 2, 29), ends=date(2038, 3, 5)),))

    assert ask(RULES["consent-term-long"], the_release(), record, ConsentTerm())


# --- wording ---------------------------------------------------------------------------------

NAMES = ProtectedNames(names=("Ada Example",))


@pytest.mark.parametrize(
    "title",
    [
        "AI Ada Example",
        "A.I. Ada Example",
        "Slow Tide (Ada Example AI Cover)",
        "Slow Tide (Ada Example ai cover)",
        "Slow Tide [AI version of ADA EXAMPLE]",
        "Cover by AI of Ada Example",
        "Ada Example (AI)",
        "Ada Example - AI",
        "Ada Example's AI voice",
        "Ada Example Voice Model",
        "deepfake ada example",
        "Artificial Intelligence sings as Ada Example",
        "A\u200bI Ada\u00a0Example",
        "ＡＩ Ada Example",
    ],
)
def test_ai_next_to_a_protected_name_blocks(title: str) -> None:
    found = ask(ai_next_to_name, a_release(title=title), NAMES)

    assert len(found) == 1
    assert found[0].evidence["name"] == "Ada Example"
    assert ai_next_to_name.severity is Severity.BLOCK


@pytest.mark.parametrize(
    "title",
    [
        "Slow Tide",
        "Ada Example",
        "J'ai vu Ada Example",
        "Ai no Ada Example",
        "Ai & Ada Example",
        "AI, Ada Example",
        "AI feat. Ada Example",
        "MAIN Ada Example",
        "Ada Examples AI",
        "Adaexample AI",
        "Ada Exampleson AI Cover",
        "Ada Example at the Aichi AI Fair",
        "The AI Song",
        "",
    ],
)
def test_ai_elsewhere_is_quiet(title: str) -> None:
    assert ask(ai_next_to_name, a_release(title=title, artist="Someone"), NAMES) == []


def test_subtitles_tracks_and_artist_names_are_read_too() -> None:
    track = a_track(title="Ada Example", version="AI Version", artist="AI Ada Example")
    release = a_release(track, titles=(Title(text="Best of", subtitle="AI Ada Example"),))

    fields = [f.evidence["field"] for f in ask(ai_next_to_name, release, NAMES)]

    assert fields == ["title of release", "title of track A1", "artist name of track A1"]


def test_the_names_come_from_the_settings_and_the_delivery() -> None:
    options = VoiceOptions(names={ADA: "Ada  Example"})
    release = a_release(delivery=Delivery(voices=("Bob Sample", BOB)))

    assert look(protected_names, release, options) == ProtectedNames(
        names=("Ada Example", "Bob Sample")
    )


def test_without_names_the_wording_is_not_judged() -> None:
    found = look(protected_names, a_release(), VoiceOptions())

    assert isinstance(found, Unavailable)
    assert found.reason is Reason.NOT_CONFIGURED


# --- the whole plugin ------------------------------------------------------------------------


def test_every_rule_is_documented_and_sourced() -> None:
    assert len(RULES) == 16
    for rule in RULES.values():
        for heading in ("What it checks", "Why it matters", "What to do", "Limits"):
            assert f"## {heading}" in rule.doc, rule.id
        assert rule.sources, rule.id


def test_a_message_is_not_needed_for_a_resemblance() -> None:
    facts = (Consents(), (Message, Unavailable(Reason.NO_MESSAGE, "there is no message")))
    found = ask(
        RULES["resembles-without-consent"],
        a_release(),
        *facts,
        narrower={"A1": [matches(a_match())]},
    )

    assert len(found) == 1
