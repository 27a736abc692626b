"""Names, titles, lengths, functional sound and covers: border values, and what stays quiet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec import structs

from precheck import AccountTier, Delivery, Finding, Rule, UploadStatus
from precheck.testing import a_batch, ask
from precheck_cadence.cadence import Cadence
from precheck_cadence.conduct import Conduct, CoverReuse, Names
from precheck_cadence.history import Tally
from precheck_cadence.options import CadenceOptions
from precheck_cadence.options.alike import (
    IdenticalDurations,
    ManyNames,
    ManyNamesExtreme,
    ReusedCover,
    TemplateTitles,
)
from precheck_cadence.options.shares import FunctionalTracks
from precheck_cadence.rules.alike import cover_reuse, identical_durations, template_titles
from precheck_cadence.rules.names import many_names, many_names_extreme
from precheck_cadence.rules.shares import functional_share
from precheck_cadence.signals.lengths import Sameness
from precheck_cadence.signals.templates import Template
from precheck_cadence.upload import ArtistName, TimedBy, UploadEvent, UploadTrack, key_of

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
BARE = Conduct(account="ada", tier=AccountTier.ARTIST, until=NOON, releases=("r1.xml",))
NAMES = Names(of="payee", key="P-1", names=11, tracks=30, median_tracks=4.5)
ALIKE = Template(
    mask="soft rain on the roof",
    is_one_mask=False,
    products=5,
    works=6,
    titles=("Soft Rain on the Roof", "Soft Rains on the Roof", "Soft Rain on the Roofs"),
)
SAME = Sameness(
    tracks=10, shortest_seconds=59.0, longest_seconds=61.0, deviation_seconds=1.99, share=0.5
)
COVER = CoverReuse(
    cover=0xF0F0_0000_0000_000F,
    products=4,
    families=3,
    is_one_artist=False,
    titles=("Low Sun",),
    releases=("r1.xml",),
)


def about(**known: Any) -> Conduct:
    return structs.replace(BARE, **known)


def as_label(conduct: Conduct, tier: AccountTier = AccountTier.LABEL) -> Conduct:
    return structs.replace(conduct, tier=tier)


def names(**changes: Any) -> Conduct:
    return about(names=(structs.replace(NAMES, **changes),))


def titles(**changes: Any) -> Conduct:
    return about(templates=(structs.replace(ALIKE, **changes),))


def lengths(**changes: Any) -> Conduct:
    return about(sameness=structs.replace(SAME, **changes))


def covers(**changes: Any) -> Conduct:
    return about(covers=(structs.replace(COVER, **changes),))


def functional(count: int, tracks: int) -> Conduct:
    return about(quarter=Tally(tracks=tracks, functional=count))


def said(rule: Rule[Any], conduct: Conduct, *options: object) -> list[Finding]:
    """What a rule says of an account, nothing else known."""
    fact = Cadence(history="h", accounts=(conduct,))
    return ask(rule, a_batch(*conduct.releases), fact, *options)


def told(rule: Rule[Any], conduct: Conduct, *events: UploadEvent) -> list[str]:
    """The releases that a rule speaks of, what they are being known."""
    uploads = {event.release: (event,) for event in events}
    known = structs.replace(conduct, releases=tuple(sorted(uploads)))
    fact = Cadence(history="h", accounts=(known,))
    return [one.release for one in ask(rule, a_batch(*uploads), fact, narrower=uploads)]


def song(number: int, title: str = "", artist: str = "Ada", **values: Any) -> UploadTrack:
    name = title or f"{chr(97 + number % 26) * 3}{chr(97 + number // 26) * 3}"
    artists = tuple(ArtistName(key_of(one), one) for one in sorted(artist.split(" & ")))
    isrc = f"QZPRE26{number:05}"
    return UploadTrack(
        reference=f"A{number}",
        key=f"isrc:{isrc}",
        isrc=isrc,
        title=name,
        title_key=key_of(name),
        artist=artist,
        artists=artists,
        **values,
    )


def upload(
    number: int, *songs: UploadTrack, back: timedelta = 0 * DAY, **values: Any
) -> UploadEvent:
    defaults: dict[str, Any] = {"account": "ada", "timed_by": TimedBy.DELIVERY}
    return UploadEvent(
        release=f"r{number:03}.xml",
        product=f"icpn:{number}",
        message=f"M{number}",
        uploaded=NOON - back,
        title=f"Release {number}",
        artists=songs[0].artists if songs else (),
        tracks=songs,
        **{**defaults, **values},
    )


LOUD: dict[str, tuple[Rule[Any], Conduct]] = {
    "names": (many_names, names()),
    "names of an account": (many_names, names(of="account", key="ada")),
    "extreme": (many_names_extreme, names(names=31)),
    "alike": (template_titles, titles()),
    "one mask": (template_titles, titles(is_one_mask=True, products=8, works=8)),
    "durations": (identical_durations, lengths()),
    "functional": (functional_share, functional(11, 20)),
    "cover": (cover_reuse, covers()),
    "cover by one": (cover_reuse, covers(is_one_artist=True, families=6)),
}
"""Each as little as it takes."""


@pytest.mark.parametrize("name", LOUD)
def test_at_its_number_a_rule_speaks_and_says_what_it_counted(name: str) -> None:
    rule, conduct = LOUD[name]
    (finding,) = said(rule, conduct)
    assert finding.release == "r1.xml"
    assert "notice" in finding.message
    evidence = finding.evidence
    assert (evidence["account"], evidence["tier"], evidence["history"]) == ("ada", "artist", "h")
    assert evidence["until"] == NOON.isoformat()
    assert any(key.startswith("threshold") for key in evidence)


QUIET: dict[str, tuple[Rule[Any], Conduct]] = {
    "ten names": (many_names, names(names=10)),
    "names at home": (many_names, names(median_tracks=5.0)),
    "thirty names": (many_names_extreme, names(names=30)),
    "four alike": (template_titles, titles(products=4)),
    "four songs in many products": (template_titles, titles(works=4, products=40)),
    "seven of one mask": (template_titles, titles(is_one_mask=True, products=7, works=70)),
    "nine tracks": (identical_durations, lengths(tracks=9, share=1.0)),
    "two seconds apart": (identical_durations, lengths(deviation_seconds=2.0)),
    "under half": (identical_durations, lengths(share=0.4999)),
    "half": (functional_share, functional(10, 20)),
    "19 tracks": (functional_share, functional(19, 19)),
    "two products": (cover_reuse, covers(families=2, products=9)),
    "five by one artist": (cover_reuse, covers(is_one_artist=True, families=5)),
}


@pytest.mark.parametrize("name", QUIET)
def test_just_below_its_number_a_rule_is_silent(name: str) -> None:
    rule, conduct = QUIET[name]
    assert said(rule, conduct) == []


@pytest.mark.parametrize("tier", [AccountTier.LABEL, AccountTier.DISTRIBUTOR])
@pytest.mark.parametrize("name", [n for n in LOUD if n not in {"durations", "functional"}])
def test_an_honest_label_looks_like_this_and_is_left_alone(name: str, tier: AccountTier) -> None:
    rule, conduct = LOUD[name]
    assert said(rule, as_label(conduct, tier)) == []


@pytest.mark.parametrize("name", ["durations", "functional"])
def test_shares_are_asked_of_labels_too(name: str) -> None:
    rule, conduct = LOUD[name]
    (finding,) = said(rule, as_label(conduct))
    assert finding.evidence["tier"] == "label"


def test_who_is_paid_for_a_label_may_have_under_two_hundred_names() -> None:
    assert said(many_names, as_label(names(names=199, median_tracks=1.0))) == []
    assert len(said(many_names, as_label(names(names=200, median_tracks=1.0)))) == 1
    whole = names(of="account", key="ada", names=900, median_tracks=1.0)
    assert said(many_names, as_label(whole)) == []


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("names", ManyNames(label_from_names=11)),
        ("extreme", ManyNamesExtreme(label_from_names=31)),
        ("alike", TemplateTitles(label_from_alike=5)),
        ("one mask", TemplateTitles(label_from_one_mask=8)),
        ("cover", ReusedCover(label_from_products=3)),
    ],
)
def test_who_wants_to_can_ask_labels_too(name: str, options: object) -> None:
    rule, conduct = LOUD[name]
    assert len(said(rule, as_label(conduct), options)) == 1


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("names", ManyNames(from_names=0)),
        ("extreme", ManyNamesExtreme(from_names=0)),
        ("alike", TemplateTitles(from_alike=0)),
        ("one mask", TemplateTitles(from_one_mask=0)),
        ("durations", IdenticalDurations(from_tracks=0)),
        ("functional", FunctionalTracks(from_tracks=0)),
        ("cover", ReusedCover(from_products=0)),
        ("cover by one", ReusedCover(from_products_by_one=0)),
    ],
)
def test_zero_leaves_a_question_out(name: str, options: object) -> None:
    rule, conduct = LOUD[name]
    assert said(rule, conduct, options) == []


def test_the_two_ways_of_being_alike_are_left_out_one_by_one() -> None:
    rule, conduct = LOUD["alike"]
    assert len(said(rule, conduct, TemplateTitles(from_one_mask=0))) == 1
    rule, conduct = LOUD["cover"]
    assert len(said(rule, conduct, ReusedCover(from_products_by_one=0))) == 1


def test_nothing_functional_is_no_share_even_where_the_share_asked_for_is_zero() -> None:
    assert said(functional_share, functional(0, 50), FunctionalTracks(above_share=0.0)) == []


MESSAGES = {
    "names": (
        "tracks paid to 'P-1' came under 11 artist names in 90 days, in the median 4.5 a name "
        "(notice from 11 names with fewer than 5)"
    ),
    "alike": (
        "titles from 'ada' in 30 days are made from one template: 5 songs in 5 products are "
        "called alike, such as 'Soft Rain on the Roof' and 'Soft Rains on the Roof' "
        "(notice from 5)"
    ),
    "one mask": (
        "titles from 'ada' in 30 days are made from one template: 8 songs in 8 products are "
        "called 'soft rain on the roof' (notice from 8)"
    ),
    "cover by one": (
        "6 releases from 'ada' by one artist that share no song have the same cover (notice from 6)"
    ),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_messages_say_whose_how_many_and_from_where(name: str) -> None:
    (finding,) = said(*LOUD[name])
    assert finding.message == MESSAGES[name]


# --- whom it is said of -----------------------------------------------------------------------


def test_names_are_told_of_what_is_paid_to_that_payee_in_90_days() -> None:
    events = (
        upload(1, payee="P-1"),
        upload(2, payee="P-2"),
        upload(3),
        upload(4, payee="P-1", back=90 * DAY),
        upload(5, payee="P-1", back=90 * DAY - INSTANT),
    )
    assert told(many_names, names(), *events) == ["r001.xml", "r005.xml"]
    assert told(many_names, names(of="account", key="ada"), *events) == ["r003.xml"]


def test_a_template_is_told_of_releases_with_such_a_title_in_30_days() -> None:
    events = (
        upload(1, song(1, "Soft Rain on the Roof"), song(2, "Low Sun")),
        upload(2, song(3, "Low Sun")),
        upload(3, song(4, "Soft Rain on the Roofs"), back=30 * DAY),
    )
    assert told(template_titles, titles(), *events) == ["r001.xml"]


def test_lengths_and_functional_sound_are_told_of_releases_that_have_them() -> None:
    events = (
        upload(1, song(1, seconds=59.0), song(2, seconds=200.0)),
        upload(2, song(3, seconds=58.99), song(4), song(5, is_functional=True)),
        upload(3, song(6, seconds=61.0, is_functional=True), back=90 * DAY),
    )
    assert told(identical_durations, lengths(), *events) == ["r001.xml"]
    assert told(functional_share, functional(11, 20), *events) == ["r002.xml"]


def test_a_release_is_told_of_one_picture_only() -> None:
    other = structs.replace(COVER, releases=("r001.xml", "r003.xml"))
    first = structs.replace(COVER, releases=("r001.xml", "r002.xml"))
    few = structs.replace(COVER, families=1, releases=("r004.xml",))
    conduct = about(covers=(few, first, other))
    events = [upload(n, back=400 * n * DAY) for n in range(1, 5)]
    assert told(cover_reuse, conduct, *events) == ["r001.xml", "r002.xml", "r003.xml"]


# --- from the history on ----------------------------------------------------------------------


def speaks(counter: Any, rule: Rule[Any], events: Iterable[UploadEvent]) -> list[str]:
    """The releases that a rule speaks of when the uploads are handed in together."""
    uploads = {event.release: (event,) for event in events}
    fact = counter.record(uploads)
    assert isinstance(fact, Cadence)
    return [one.release for one in ask(rule, a_batch(*uploads), fact, narrower=uploads)]


def test_each_name_is_counted_and_guests_are_not(either: Any) -> None:
    guests = [upload(n, song(n, artist=f"Ada & Guest {n}"), back=n * DAY) for n in range(20)]
    assert speaks(either, many_names, guests) == []
    ten = [
        upload(n, song(n, artist=f"Name {n}"), account="bo", back=n * DAY) for n in range(50, 60)
    ]
    assert speaks(either, many_names, ten) == []
    eleventh = upload(60, song(60, artist="Name 60"), account="bo")
    assert speaks(either, many_names, [eleventh]) == ["r060.xml"]
    later = upload(61, song(61, artist="Name 61"), account="bo", back=-80 * DAY)
    assert speaks(either, many_names, [later]) == []


def test_a_payee_is_followed_from_account_to_account(counter: Any) -> None:
    sent = [
        upload(n, song(n, artist=f"Name {n}"), account=f"a{n % 3}", payee="P", back=n * DAY)
        for n in range(11)
    ]
    assert speaks(counter, many_names, sent[1:]) == []
    # Nobody can know who is paid for the last one: it is of an account with few names.
    unpaid = upload(12, song(12, artist="Name 12"), account="a0")
    assert speaks(counter, many_names, [sent[0], unpaid]) == ["r000.xml"]


def test_without_a_history_the_batch_is_counted(new_counter: Any) -> None:
    names = [upload(n, song(n, artist=f"Name {n}")) for n in range(11)]
    assert len(speaks(new_counter(), many_names, names)) == 11


def test_five_titles_alike_are_a_template_and_a_book_in_one_product_is_not(counter: Any) -> None:
    alike = [
        f"{start} piano for long {night} by the {sea}"
        for start in ("Calm", "Calmer")
        for night in ("night", "nights")
        for sea in ("sea", "seas")
    ]
    singles = [upload(n, song(n, title), back=-n * DAY) for n, title in enumerate(alike)]
    assert speaks(counter, template_titles, singles[:4]) == []
    assert speaks(counter, template_titles, singles[4:5]) == ["r004.xml"]
    book = [song(100 + n, f"The Lighthouse, Chapter {n}") for n in range(40)]
    mix = [song(200 + n, f"Live at the Dock (Part {n})") for n in range(12)]
    both = [upload(50, *book, account="bo"), upload(51, *mix, account="bo")]
    assert speaks(counter, template_titles, both) == []


def test_a_numbered_series_is_told_from_its_eighth_product_in_30_days(counter: Any) -> None:
    days = (0, 5, 10, 15, 20, 25, 28, 30, 30)
    series = [upload(n, song(n, f"Soft Rain {n}"), back=-day * DAY) for n, day in enumerate(days)]
    assert speaks(counter, template_titles, series[:8]) == []  # the first is 30 days old
    assert speaks(counter, template_titles, series[8:]) == ["r008.xml"]


def test_ten_tracks_of_one_length_are_told_and_songs_are_not(counter: Any) -> None:
    same = [song(n, seconds=60.0 + n % 3) for n in range(10)]
    assert speaks(counter, identical_durations, [upload(1, *same[:9])]) == []
    assert speaks(counter, identical_durations, [upload(2, same[9])]) == ["r002.xml"]
    songs = [song(100 + n, seconds=120.0 + 9.5 * n) for n in range(10)]
    assert speaks(counter, identical_durations, [upload(3, *songs)]) == []  # now they are half
    assert speaks(counter, identical_durations, [upload(4, song(300, seconds=61.0))]) == [
        "r004.xml"
    ]


def test_functional_sound_is_counted_over_90_days(counter: Any) -> None:
    old = upload(1, *(song(n) for n in range(30)), back=90 * DAY)
    sleep = upload(2, *(song(100 + n, is_functional=True) for n in range(11)), back=DAY)
    music = upload(3, *(song(200 + n) for n in range(9)))
    assert speaks(counter, functional_share, [old, sleep, music]) == ["r002.xml"]
    more = upload(4, *(song(300 + n, is_functional=n == 0) for n in range(2)))
    assert speaks(counter, functional_share, [more]) == ["r004.xml"]  # 12 of 22
    even = upload(5, *(song(400 + n, is_functional=n == 0) for n in range(4)))
    assert speaks(counter, functional_share, [even]) == []  # 13 of 26


# --- covers -----------------------------------------------------------------------------------

PICTURE = 0x0F0F_F0F0_1234_8765
SIX_BITS = PICTURE ^ 0b111111
SEVEN_BITS = PICTURE ^ 0b1111111


def single(number: int, artist: str, cover: int | None = PICTURE, **values: Any) -> UploadEvent:
    return upload(number, song(number, artist=artist), cover=cover, **values)


def test_the_third_artist_with_one_picture_is_told(either: Any) -> None:
    pair = [single(1, "Ada", back=300 * DAY), single(2, "Bo", SIX_BITS, back=200 * DAY)]
    assert speaks(either, cover_reuse, pair) == []
    assert speaks(either, cover_reuse, [single(3, "Cy", SEVEN_BITS)]) == []
    assert speaks(either, cover_reuse, [single(4, "Cy", None)]) == []
    (finding,) = either_findings(either, [single(5, "Cy")])
    assert finding.release == "r005.xml"
    assert (finding.evidence["count"], finding.evidence["products"]) == (3, 3)
    assert finding.evidence["hash"] == "0f0ff0f012348765"
    assert finding.evidence["titles"] == ["Release 5", "Release 2", "Release 1"]
    assert "after" not in finding.evidence


def either_findings(counter: Any, events: list[UploadEvent]) -> list[Finding]:
    uploads = {event.release: (event,) for event in events}
    fact = counter.record(uploads)
    return ask(cover_reuse, a_batch(*uploads), fact, narrower=uploads)


def test_an_album_its_singles_and_its_remixes_may_have_one_picture(counter: Any) -> None:
    songs = [song(n, artist="Ada") for n in range(1, 9)]
    singles = [upload(n, one, cover=PICTURE, back=(200 - n) * DAY) for n, one in enumerate(songs)]
    assert speaks(counter, cover_reuse, singles[:5]) == []
    assert speaks(counter, cover_reuse, singles[5:6]) == ["r005.xml"]  # the sixth of no album
    album = upload(20, *songs, cover=PICTURE, back=100 * DAY)
    assert speaks(counter, cover_reuse, [album]) == []
    remixes = upload(
        21,
        *(song(100 + n, f"{one.title} (Bo Remix)", "Ada & Bo") for n, one in enumerate(songs[:3])),
        cover=PICTURE,
    )
    assert speaks(counter, cover_reuse, [remixes, *singles[6:]]) == []


def test_a_farm_under_one_name_is_told_from_its_sixth_product(counter: Any) -> None:
    rain = [
        upload(n, song(n, f"Rain, Pt. {n}", "Rain"), cover=PICTURE ^ (1 << n)) for n in range(6)
    ]
    assert speaks(counter, cover_reuse, rain[:5]) == []
    assert speaks(counter, cover_reuse, rain[5:]) == ["r005.xml"]


def test_a_release_that_comes_again_and_another_account_count_for_nothing(counter: Any) -> None:
    first = single(1, "Ada")
    again = structs.replace(first, uploaded=NOON + DAY, message="M1b", status=UploadStatus.PENDING)
    other = [single(n, f"Artist {n}", account="bo") for n in (2, 3)]
    assert speaks(counter, cover_reuse, [first, again, *other]) == []


def test_a_batch_of_one_picture_is_told_whole(new_counter: Any) -> None:
    batch = [single(n, f"Artist {n}", PICTURE ^ (1 << n)) for n in range(40)]
    assert len(speaks(new_counter(), cover_reuse, batch)) == 40


# --- through the reading ----------------------------------------------------------------------


def test_a_label_of_meditation_is_read_off_its_messages(
    new_counter: Any, desk: Any, tmp_path: Any
) -> None:
    counter = new_counter(tmp_path, CadenceOptions(history="history.sqlite"))
    own = [desk.track(n, n, title=f"White Noise {n}" if n < 12 else f"Song {n}") for n in range(20)]
    release = desk.release(1, own=own, delivery=Delivery(account="ada", uploaded=NOON))
    (finding,) = counter.judge(release)["cadence.functional-share"]
    assert finding.message == (
        "12 of 20 tracks from 'ada' in 90 days are noise, or to sleep or meditate by: 60% "
        "(notice above 50%)"
    )
