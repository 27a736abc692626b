"""What the recipients' policies say, from which day on, and where it is written."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from precheck import MarkKind, Policy, Rule, Severity
from precheck.plugins import Registry
from precheck.policy import Line, PolicyKind, Ruling, SetBy, ruling
from precheck.rules import Basis
from precheck.testing import A_DAY

REGISTRY = Registry.installed()
README = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
POLICIES = {p.name: p for q in REGISTRY.plugins if q.name == "recipients" for p in q.policies}
LINES = [
    pytest.param(policy, line, id=f"{policy.name}: {line.rule} from {line.since}")
    for policy in POLICIES.values()
    for line in policy.lines
]


def ruled(rule: str, recipient: str, day: date = A_DAY) -> Ruling:
    """How a rule is judged for a recipient on a day, without any settings of a user."""
    policy = POLICIES[recipient]
    return ruling(REGISTRY.rules[rule], policy, policy.on(day).get(rule), ())


def test_the_plugin_loads_with_every_policy() -> None:
    plugin = next(p for p in REGISTRY.plugins if p.name == "recipients")
    assert plugin.problems == ()
    assert {kind: [p.name for p in POLICIES.values() if p.kind is kind] for kind in PolicyKind} == {
        PolicyKind.RECIPIENT: [
            "amazon-music",
            "apple-music",
            "bandcamp",
            "beatport",
            "deezer",
            "soundcloud",
            "spotify",
            "tidal",
            "tiktok",
            "traxsource",
            "youtube-music",
        ],
        PolicyKind.DISTRIBUTOR: ["believe", "cd-baby", "distrokid", "labelgrid"],
        PolicyKind.LAW: ["china-labelling", "eu-ai-act"],
        PolicyKind.HOUSE: ["default"],
    }


def test_the_readme_names_every_policy() -> None:
    _, _, table = README.partition("## Recipients\n")
    table, _, _ = table.partition("\n## ")
    assert [name for name in POLICIES if f"`{name}`" not in table] == []


def test_the_house_view_lets_every_rule_speak_for_itself() -> None:
    assert POLICIES["default"].kind is PolicyKind.HOUSE
    assert POLICIES["default"].lines == ()


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_a_policy_says_what_it_is_about(policy: Policy) -> None:
    assert policy.title
    assert policy.summary.endswith(".")
    assert "\n" not in policy.summary
    assert len(policy.digest) == 64


@pytest.mark.parametrize(("policy", "line"), LINES)
def test_a_line_is_about_a_rule_that_is_there_and_options_that_it_has(
    policy: Policy, line: Line
) -> None:
    rule: Rule[object] = REGISTRY.rules[line.rule]
    set_by = SetBy.POLICY if line.severity is not None else SetBy.RULE
    assert ruling(rule, policy, line, ()).set_by is set_by


@pytest.mark.parametrize(("policy", "line"), LINES)
def test_a_line_says_who_wrote_it_down_and_why_that_day(policy: Policy, line: Line) -> None:
    source = policy.sources[line.source]
    assert source.url.startswith("https://")
    assert source.clause
    assert source.read >= date(2026, 1, 1)
    assert line.note.endswith(".")


@pytest.mark.parametrize(("policy", "line"), LINES)
def test_nobody_but_a_source_says_what_will_be(policy: Policy, line: Line) -> None:
    is_to_come = line.since > policy.sources[line.source].read
    assert line.basis is Basis.PUBLISHED or not is_to_come


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_every_source_is_used_by_a_line(policy: Policy) -> None:
    used = {key for line in policy.lines for key in (line.source, *line.otherwise)}
    assert set(policy.sources) == used


@pytest.mark.parametrize(("policy", "line"), LINES)
def test_two_lines_about_one_rule_never_begin_on_one_day(policy: Policy, line: Line) -> None:
    same = [x for x in policy.lines if (x.rule, x.since) == (line.rule, line.since)]
    assert same == [line]


@pytest.mark.parametrize(("policy", "line"), LINES)
def test_a_line_that_follows_one_of_several_sources_says_so(policy: Policy, line: Line) -> None:
    del policy
    says_so = any(word in line.note for word in ("Sources disagree", "As for tracks"))
    assert bool(line.otherwise) is says_so


@pytest.mark.parametrize(("policy", "line"), LINES)
def test_a_count_that_nobody_published_never_holds_a_release(policy: Policy, line: Line) -> None:
    del policy
    if line.basis is Basis.MIXED and line.rule.startswith("cadence."):
        assert line.severity is Severity.WARNING
        assert "the numbers are ours" in line.note


def test_what_is_our_own_reading_is_not_called_published() -> None:
    bases = {
        (policy.name, line.rule): line.basis
        for policy in POLICIES.values()
        for line in policy.lines
    }
    assert {name for name, basis in bases.items() if basis is Basis.OURS} == {
        ("soundcloud", "ai-credits.fully-ai"),
        ("tiktok", "ai-credits.fully-ai"),
        ("youtube-music", "ai-credits.fully-ai"),
    }
    partly = {name for name, basis in bases.items() if basis is Basis.MIXED}
    assert {name for name in partly if not name[1].startswith("cadence.")} == {
        ("amazon-music", "ai-credits.fully-ai"),
        ("apple-music", "ai-credits.all-without-sound-role"),
        ("bandcamp", "ai-credits.tool-as-party"),
        ("bandcamp", "ai-credits.tool-as-party-release"),
        ("bandcamp", "ai-credits.undeclared-but-detected"),
        ("beatport", "ai-credits.fully-ai"),
        ("beatport", "ai-credits.undeclared-but-marked"),
        ("believe", "ai-credits.tool-as-party"),
        ("believe", "ai-credits.tool-as-party-release"),
        ("cd-baby", "ai-credits.artwork-ai"),
        ("cd-baby", "ai-credits.tool-as-party"),
        ("cd-baby", "ai-credits.tool-as-party-release"),
        ("cd-baby", "ai-credits.undeclared-but-detected"),
        ("eu-ai-act", "ai-credits.declaration-contradicts-itself"),
        ("eu-ai-act", "ai-credits.declaration-lost"),
        ("eu-ai-act", "ai-credits.declaration-lost-image"),
        ("eu-ai-act", "audio-tags.aigc-label-malformed"),
        ("eu-ai-act", "audio-tags.aigc-label-malformed-in-picture"),
        ("eu-ai-act", "audio-tags.provenance-stripped"),
        ("labelgrid", "ai-credits.all-without-sound-role"),
        ("spotify", "ai-credits.all-without-sound-role"),
        ("spotify", "ai-credits.tool-as-party"),
        ("spotify", "ai-credits.tool-as-party-release"),
        ("spotify", "ai-credits.track-flag-only"),
        ("spotify", "recipients.one-track-artist-differs"),
        ("spotify", "recipients.shared-role-in-one-credit"),
        ("tidal", "ai-credits.undeclared"),
        ("tidal", "ai-credits.undeclared-but-detected"),
        ("youtube-music", "recipients.message-profile-unnamed"),
        ("youtube-music", "recipients.message-version"),
        ("youtube-music", "recipients.message-version-unconfirmed"),
    }


# --- what follows for a track that is all AI -------------------------------------------------


@pytest.mark.parametrize(
    ("recipient", "fully", "partly"),
    [
        ("amazon-music", Severity.NOTE, Severity.OFF),
        ("apple-music", Severity.NOTE, Severity.NOTE),
        ("bandcamp", Severity.BLOCK, Severity.REVIEW),
        ("beatport", Severity.NOTE, Severity.OFF),
        ("believe", Severity.BLOCK, Severity.NOTE),
        ("cd-baby", Severity.BLOCK, Severity.BLOCK),
        ("china-labelling", Severity.WARNING, Severity.WARNING),
        ("deezer", Severity.WARNING, Severity.OFF),
        ("default", Severity.NOTE, Severity.OFF),
        ("distrokid", Severity.NOTE, Severity.OFF),
        ("eu-ai-act", Severity.OFF, Severity.OFF),
        ("labelgrid", Severity.NOTE, Severity.OFF),
        ("soundcloud", Severity.NOTE, Severity.OFF),
        ("spotify", Severity.NOTE, Severity.OFF),
        ("tidal", Severity.WARNING, Severity.NOTE),
        ("tiktok", Severity.NOTE, Severity.OFF),
        ("traxsource", Severity.BLOCK, Severity.NOTE),
        ("youtube-music", Severity.NOTE, Severity.OFF),
    ],
)
def test_music_made_by_ai_ends_differently_at_each_recipient(
    recipient: str, fully: Severity, partly: Severity
) -> None:
    assert ruled("ai-credits.fully-ai", recipient).severity is fully
    assert ruled("ai-credits.partly-ai", recipient).severity is partly


@pytest.mark.parametrize(
    ("recipient", "severity"),
    [
        ("apple-music", Severity.NOTE),
        ("bandcamp", Severity.REVIEW),
        ("believe", Severity.REVIEW),
        ("cd-baby", Severity.BLOCK),
        ("deezer", Severity.WARNING),
        ("default", Severity.OFF),
        ("tidal", Severity.WARNING),
        ("traxsource", Severity.REVIEW),
    ],
)
def test_who_refuses_what_is_all_ai_asks_about_what_may_be(
    recipient: str, severity: Severity
) -> None:
    assert ruled("ai-credits.may-be-all-ai", recipient).severity is severity


def test_whoever_takes_no_content_by_ai_takes_no_words_by_ai() -> None:
    severities = {
        rule: ruled(f"ai-credits.{rule}", "cd-baby").severity
        for rule in ("lyrics-ai", "lyrics-ai-unplaced", "artwork-ai")
    }
    assert severities == {
        "lyrics-ai": Severity.BLOCK,
        "lyrics-ai-unplaced": Severity.BLOCK,
        "artwork-ai": Severity.REVIEW,
    }
    assert ruled("ai-credits.lyrics-ai", "apple-music").severity is Severity.NOTE
    assert ruled("ai-credits.lyrics-ai", "traxsource").severity is Severity.OFF


@pytest.mark.parametrize(
    ("recipient", "begins", "before", "after"),
    [
        ("bandcamp", date(2026, 1, 13), Severity.NOTE, Severity.BLOCK),
        ("believe", date(2026, 4, 30), Severity.NOTE, Severity.BLOCK),
        ("cd-baby", date(2025, 10, 29), Severity.NOTE, Severity.BLOCK),
        ("china-labelling", date(2025, 9, 1), Severity.OFF, Severity.WARNING),
        ("traxsource", date(2026, 7, 1), Severity.NOTE, Severity.BLOCK),
        ("deezer", date(2025, 6, 20), Severity.NOTE, Severity.WARNING),
        ("tidal", date(2026, 7, 15), Severity.NOTE, Severity.WARNING),
    ],
)
def test_a_stance_on_ai_holds_from_its_day_on(
    recipient: str, begins: date, before: Severity, after: Severity
) -> None:
    eve = begins - timedelta(days=1)
    assert ruled("ai-credits.fully-ai", recipient, eve).severity is before
    assert ruled("ai-credits.fully-ai", recipient, begins).severity is after


@pytest.mark.parametrize(
    ("recipient", "undeclared", "artwork", "flag_only"),
    [
        ("apple-music", Severity.WARNING, Severity.WARNING, Severity.OFF),
        ("spotify", Severity.NOTE, Severity.OFF, Severity.BLOCK),
        ("labelgrid", Severity.REVIEW, Severity.REVIEW, Severity.OFF),
        ("tidal", Severity.WARNING, Severity.OFF, Severity.OFF),
        ("distrokid", Severity.NOTE, Severity.OFF, Severity.OFF),
        ("default", Severity.NOTE, Severity.OFF, Severity.OFF),
    ],
)
def test_apple_asks_for_statements_and_spotify_for_roles(
    recipient: str, undeclared: Severity, artwork: Severity, flag_only: Severity
) -> None:
    assert ruled("ai-credits.undeclared", recipient).severity is undeclared
    assert ruled("ai-credits.artwork-undeclared", recipient).severity is artwork
    assert ruled("ai-credits.track-flag-only", recipient).severity is flag_only


@pytest.mark.parametrize(
    "recipient", [name for name, policy in POLICIES.items() if policy.kind is not PolicyKind.LAW]
)
@pytest.mark.parametrize(
    "rule", ["ai-credits.none-but-marked", "ai-credits.message-and-artist-differ"]
)
def test_no_recipient_takes_a_contradiction(recipient: str, rule: str) -> None:
    assert ruled(rule, recipient).severity is Severity.BLOCK


@pytest.mark.parametrize(
    ("recipient", "severity"),
    [
        ("default", Severity.REVIEW),
        ("apple-music", Severity.BLOCK),
        ("labelgrid", Severity.BLOCK),
        ("spotify", Severity.BLOCK),
        ("deezer", Severity.REVIEW),
    ],
)
def test_who_has_words_of_its_own_takes_no_two_answers(recipient: str, severity: Severity) -> None:
    assert ruled("ai-credits.all-without-sound-role", recipient).severity is severity


@pytest.mark.parametrize(
    ("recipient", "severity"),
    [
        ("default", Severity.NOTE),
        ("distrokid", Severity.NOTE),
        ("bandcamp", Severity.REVIEW),
        ("believe", Severity.REVIEW),
        ("cd-baby", Severity.REVIEW),
        ("spotify", Severity.REVIEW),
    ],
)
def test_who_minds_ai_or_credits_it_looks_at_a_generator_among_the_credits(
    recipient: str, severity: Severity
) -> None:
    assert ruled("ai-credits.tool-as-party", recipient).severity is severity


@pytest.mark.parametrize(
    ("recipient", "begins"),
    [
        ("bandcamp", date(2026, 1, 13)),
        ("cd-baby", date(2025, 10, 29)),
        ("deezer", date(2025, 6, 20)),
        ("tidal", date(2026, 6, 29)),
        ("traxsource", date(2026, 7, 1)),
    ],
)
def test_who_minds_ai_or_has_a_detector_looks_at_what_a_detector_hears(
    recipient: str, begins: date
) -> None:
    rule, eve = "ai-credits.undeclared-but-detected", begins - timedelta(days=1)
    assert ruled(rule, recipient, eve).severity is Severity.WARNING
    assert ruled(rule, recipient, begins).severity is Severity.REVIEW


def test_traxsource_scans_since_it_labels() -> None:
    rule, begins = "ai-credits.undeclared-but-marked", date(2026, 7, 1)
    assert ruled(rule, "traxsource", begins).set_by is SetBy.POLICY
    assert ruled(rule, "traxsource", begins - timedelta(days=1)).set_by is SetBy.RULE


@pytest.mark.parametrize(
    ("rule", "severity"),
    [
        ("partly-ai", Severity.NOTE),
        ("generator-unlicensed", Severity.BLOCK),
        ("generator-not-named", Severity.REVIEW),
        ("generator-closed", Severity.REVIEW),
        ("made-not-stated", Severity.REVIEW),
    ],
)
def test_believe_takes_some_ai_by_the_generator_it_was_made_with(
    rule: str, severity: Severity
) -> None:
    assert ruled(f"ai-credits.{rule}", "believe").severity is severity


def test_spotify_alone_wants_a_shared_role_in_two_credits_since_its_beta() -> None:
    rule, begins = "recipients.shared-role-in-one-credit", date(2026, 4, 16)
    assert [name for name in POLICIES if ruled(rule, name).severity is Severity.REVIEW] == [
        "spotify"
    ]
    assert ruled(rule, "spotify", begins - timedelta(days=1)).severity is Severity.OFF


# --- the law ---------------------------------------------------------------------------------


@pytest.mark.parametrize("law", ["china-labelling", "eu-ai-act"])
@pytest.mark.parametrize("rule", ["ddex.isrc-malformed", "audio-tags.isrc-differs"])
def test_a_law_asks_for_nothing_but_its_lines(law: str, rule: str) -> None:
    assert REGISTRY.rules[rule].severity is Severity.BLOCK
    assert ruled(rule, law).severity is Severity.OFF


@pytest.mark.parametrize("law", ["china-labelling", "eu-ai-act"])
def test_the_law_does_not_take_a_denial_of_what_the_file_says(law: str) -> None:
    assert ruled("ai-credits.none-but-marked", law).severity is Severity.BLOCK


@pytest.mark.parametrize("law", ["china-labelling", "eu-ai-act"])
def test_a_sign_that_was_taken_off_is_held_by_the_law(law: str) -> None:
    assert ruled("audio-tags.provenance-stripped", law).severity is Severity.REVIEW


@pytest.mark.parametrize("law", ["china-labelling", "eu-ai-act"])
@pytest.mark.parametrize(
    ("of_music", "of_pictures"),
    [
        ("audio-tags.aigc-label-malformed", "audio-tags.aigc-label-malformed-in-picture"),
        ("ai-credits.declaration-lost", "ai-credits.declaration-lost-image"),
    ],
)
def test_the_law_asks_of_pictures_what_it_asks_of_music(
    law: str, of_music: str, of_pictures: str
) -> None:
    assert ruled(of_pictures, law).severity is ruled(of_music, law).severity


@pytest.mark.parametrize(
    ("day", "severity"),
    [
        (date(2026, 8, 1), Severity.OFF),
        (date(2026, 8, 2), Severity.NOTE),
        (date(2026, 12, 1), Severity.NOTE),
        (date(2026, 12, 2), Severity.WARNING),
    ],
)
def test_marks_for_machines_matter_more_once_the_grace_has_ended(
    day: date, severity: Severity
) -> None:
    assert ruled("recipients.ai-mark-missing", "eu-ai-act", day).severity is severity


def test_china_wants_its_own_label_and_europe_any() -> None:
    china = ruled("recipients.ai-mark-missing", "china-labelling").options.kinds
    europe = ruled("recipients.ai-mark-missing", "eu-ai-act").options.kinds
    assert china == (MarkKind.AIGC_LABEL,)
    assert set(china) < set(europe)


@pytest.mark.parametrize(
    ("law", "day"), [("china-labelling", date(2025, 9, 1)), ("eu-ai-act", date(2026, 12, 2))]
)
def test_the_law_asks_the_same_marks_of_pictures_as_of_music(law: str, day: date) -> None:
    music = ruled("recipients.ai-mark-missing", law, day)
    pictures = ruled("recipients.ai-mark-missing-image", law, day)
    assert (pictures.severity, pictures.options) == (music.severity, music.options)


def test_a_law_says_where_it_holds_and_a_recipient_sells_everywhere() -> None:
    where = {name: len(policy.territories) for name, policy in POLICIES.items()}
    assert {name: count for name, count in where.items() if count} == {
        "china-labelling": 1,
        "eu-ai-act": 34,
    }


def test_names_of_featured_artists_in_titles_are_each_recipients_own_matter() -> None:
    rule = "recipients.featured-artist-in-title"
    asked = {name: ruled(rule, name).severity for name in POLICIES}
    assert {name: one for name, one in asked.items() if one is not Severity.OFF} == {
        "apple-music": Severity.NOTE,
        "cd-baby": Severity.NOTE,
        "distrokid": Severity.WARNING,
        "labelgrid": Severity.NOTE,
        "spotify": Severity.WARNING,
    }
    [line] = (line for line in POLICIES["spotify"].lines if line.rule == rule)
    assert line.otherwise == ("titles-taken",)


@pytest.mark.parametrize(
    "rule", ["recipients.featured-artist-form", "recipients.artist-in-two-roles"]
)
def test_apple_and_labelgrid_want_one_form_and_one_role(rule: str) -> None:
    asked = {name: ruled(rule, name).severity for name in POLICIES}
    assert {name: one for name, one in asked.items() if one is not Severity.OFF} == {
        "apple-music": Severity.BLOCK,
        "labelgrid": Severity.BLOCK,
    }


def test_only_labelgrid_keeps_the_remixer_apart() -> None:
    rule = "recipients.artist-in-two-roles"
    assert [n for n in POLICIES if ruled(rule, n).options.remixers] == ["labelgrid"]


@pytest.mark.parametrize(
    ("rule", "asked"),
    [
        ("small", {"apple-music": "block", "labelgrid": "block", "spotify": "block"}),
        ("not-square", {"apple-music": "block", "labelgrid": "block", "spotify": "warning"}),
        ("format", {"apple-music": "block", "spotify": "block"}),
        ("not-rgb", {"spotify": "review"}),
    ],
)
def test_who_publishes_how_a_cover_must_be_asks_for_it(rule: str, asked: dict[str, str]) -> None:
    ruled_by = {name: ruled(f"audio-tags.cover-{rule}", name).severity for name in POLICIES}
    assert {n: one.value for n, one in ruled_by.items() if one is not Severity.OFF} == asked


@pytest.mark.parametrize(
    ("name", "pixels"), [("apple-music", 3000), ("labelgrid", 3000), ("spotify", 640)]
)
def test_how_large_a_cover_must_be(name: str, pixels: int) -> None:
    assert ruled("audio-tags.cover-small", name).options.pixels == pixels


@pytest.mark.parametrize("rule", ["ddex.isrc-changed", "cadence.isrc-changed"])
def test_an_update_with_another_isrc_costs_an_art_track(rule: str) -> None:
    minds = [name for name in POLICIES if ruled(rule, name).severity > Severity.NOTE]
    assert minds == ["youtube-music"]


# --- the product -----------------------------------------------------------------------------


def test_who_minds_altered_versions_says_so() -> None:
    asked = {name: ruled("recipients.altered-version", name).severity for name in POLICIES}
    assert {name: one for name, one in asked.items() if one is not Severity.OFF} == {
        "cd-baby": Severity.REVIEW,
        "deezer": Severity.WARNING,
    }


def test_believe_alone_refuses_tracks_without_a_writer() -> None:
    rule = "recipients.author-missing"
    assert [name for name in POLICIES if ruled(rule, name).severity is Severity.BLOCK] == [
        "believe"
    ]


def test_a_long_track_makes_an_ep_at_apple_alone() -> None:
    apple, spotify = (
        ruled("recipients.type-differs-from-size", name).options.single_track_minutes
        for name in ("apple-music", "spotify")
    )
    assert (apple, spotify) == (10.0, 0.0)


def test_only_tiktok_looks_for_everything_in_its_users_videos() -> None:
    rule = "recipients.ai-in-user-videos"
    assert [name for name in POLICIES if ruled(rule, name).options.always] == ["tiktok"]


@pytest.mark.parametrize(
    ("recipient", "severity"),
    [
        ("default", Severity.NOTE),
        ("labelgrid", Severity.BLOCK),
        ("soundcloud", Severity.REVIEW),
        ("spotify", Severity.NOTE),
    ],
)
def test_some_ask_for_the_licence_of_a_cover(recipient: str, severity: Severity) -> None:
    assert ruled("recipients.cover-without-licence", recipient).severity is severity


@pytest.mark.parametrize(
    ("recipient", "p_line", "c_line"),
    [
        ("believe", Severity.BLOCK, Severity.BLOCK),
        ("youtube-music", Severity.WARNING, Severity.NOTE),
        ("default", Severity.WARNING, Severity.NOTE),
    ],
)
def test_believe_refuses_what_has_no_rights_lines(
    recipient: str, p_line: Severity, c_line: Severity
) -> None:
    asked = ruled("ddex.p-line-missing", recipient)
    assert asked.severity is p_line
    assert asked.options.on_each_track is (recipient == "believe")
    assert ruled("ddex.c-line-missing", recipient).severity is c_line


@pytest.mark.parametrize(
    ("rule", "severity"),
    [
        ("ddex.isrc-shared-by-mixes", Severity.BLOCK),
        ("ddex.territory-unknown", Severity.BLOCK),
        ("ddex.language-unknown", Severity.BLOCK),
        ("ddex.language-malformed", Severity.BLOCK),
        ("ddex.title-in-other-script", Severity.REVIEW),
        ("ddex.isrc-reused", Severity.BLOCK),
        ("ddex.product-code-reused", Severity.BLOCK),
        ("cadence.isrc-of-other-recording", Severity.REVIEW),
        ("cadence.product-code-of-other-product", Severity.REVIEW),
    ],
)
def test_labelgrid_refuses_codes_that_are_not_in_its_tables_or_not_unique(
    rule: str, severity: Severity
) -> None:
    assert ruled(rule, "labelgrid").severity is severity


def test_labelgrid_takes_upc_and_ean_alone_and_languages_with_an_underscore() -> None:
    assert ruled("ddex.icpn-malformed", "labelgrid").options.digits == (12, 13)
    assert ruled("ddex.language-malformed", "labelgrid").options.underscores


@pytest.mark.parametrize("recipient", ["spotify", "apple-music"])
def test_who_sorts_by_size_warns_of_another_type(recipient: str) -> None:
    rule = "recipients.type-differs-from-size"
    assert ruled(rule, recipient).severity is Severity.WARNING


@pytest.mark.parametrize("recipient", ["distrokid", "labelgrid"])
def test_who_wants_full_rights_asks_for_the_plan(recipient: str) -> None:
    assert ruled("ai-credits.plan-not-commercial", recipient).severity is Severity.BLOCK
    assert ruled("ai-credits.plan-not-stated", recipient).severity is Severity.REVIEW


# --- the sound -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "severity"),
    [
        ("audio-tags.lossy-format", Severity.BLOCK),
        ("audio-tags.bit-depth-low", Severity.BLOCK),
        ("audio-tags.not-stereo", Severity.BLOCK),
        ("audio-tags.wav-not-plain-pcm", Severity.BLOCK),
        ("audio-tags.wav-chunk-after-samples", Severity.BLOCK),
        ("audio-tags.sampling-rate-low", Severity.WARNING),
        ("audio-tags.too-short", Severity.WARNING),
    ],
)
def test_spotify_refuses_what_it_cannot_play_and_takes_what_it_will_not_pay(
    rule: str, severity: Severity
) -> None:
    assert ruled(rule, "spotify").severity is severity


@pytest.mark.parametrize(
    ("rule", "begins", "before"),
    [
        ("audio-tags.too-short", date(2023, 10, 26), Severity.BLOCK),
        ("audio-tags.short-in-album", date(2023, 10, 26), Severity.WARNING),
        ("audio-tags.noise-too-short", date(2024, 2, 1), Severity.OFF),
        ("audio-tags.wav-not-plain-pcm", date(2021, 5, 23), Severity.WARNING),
        ("audio-tags.wav-chunk-after-samples", date(2021, 5, 23), Severity.WARNING),
    ],
)
def test_what_spotify_has_long_asked_for_holds_since_it_is_known(
    rule: str, begins: date, before: Severity
) -> None:
    first = ruled(rule, "spotify", begins)
    assert (first.severity, first.options) == (
        ruled(rule, "spotify").severity,
        ruled(rule, "spotify").options,
    )
    assert ruled(rule, "spotify", begins - timedelta(days=1)).severity is before


def test_noise_has_a_least_length_at_spotify_alone() -> None:
    rule = "audio-tags.noise-too-short"
    assert [name for name in POLICIES if ruled(rule, name).severity > Severity.OFF] == ["spotify"]


def test_believe_asks_for_half_of_the_tracks_to_be_longer_than_45_seconds() -> None:
    asked = ruled("audio-tags.half-too-short", "believe")
    assert asked.severity is Severity.BLOCK
    assert (asked.options.seconds, asked.options.share) == (45.0, 0.5)


# --- versions --------------------------------------------------------------------------------


def test_spotify_asks_for_a_version_from_april_2026_on() -> None:
    before = ruled("recipients.message-version", "spotify", date(2026, 3, 31))
    after = ruled("recipients.message-version", "spotify", date(2026, 4, 1))
    assert (before.severity, before.options.accepted) == (Severity.OFF, ())
    assert after.severity is Severity.BLOCK
    assert after.options.accepted == ("4.3", "4.3.1", "4.3.2")
    assert after.source is not None
    assert after.source.title == "Spotify for providers, getting started"


@pytest.mark.parametrize("recipient", sorted(POLICIES.keys() - {"spotify", "youtube-music"}))
def test_a_recipient_without_a_published_list_takes_any_version(recipient: str) -> None:
    assert ruled("recipients.message-version", recipient).severity is Severity.OFF


def test_what_youtube_leaves_open_is_not_refused_but_noted() -> None:
    taken = ruled("recipients.message-version", "youtube-music").options.accepted
    asked = ruled("recipients.message-version-unconfirmed", "youtube-music")
    assert asked.severity is Severity.NOTE
    assert set(asked.options.unconfirmed) < set(taken)


def test_youtube_alone_names_profiles() -> None:
    rule = "recipients.message-profile-unnamed"
    assert [name for name in POLICIES if ruled(rule, name).options.named] == ["youtube-music"]


def test_only_spotify_minds_a_purge() -> None:
    minds = {
        n for n in POLICIES if ruled("recipients.purge-as-takedown", n).severity > Severity.OFF
    }
    assert minds == {"spotify"}
