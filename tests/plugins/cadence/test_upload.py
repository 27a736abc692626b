"""A release as an upload: who, under which names, when, and which product it is."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from precheck import (
    AccountTier,
    AiAmount,
    AiDisclosure,
    AiStatement,
    AudioStream,
    Deal,
    Declaration,
    Delivery,
    DisplayArtist,
    FileDigest,
    Fingerprint,
    Genre,
    Identifier,
    Origin,
    PictureHash,
    Reason,
    Scheme,
    Sound,
    Texture,
    Title,
    Unavailable,
    UploadStatus,
)
from precheck.testing import (
    A_DAY,
    a_contributor,
    a_message,
    a_party,
    a_release,
    a_track,
    an_image,
    encoded_alike,
    look,
)
from precheck_cadence.options import CadenceOptions
from precheck_cadence.reading import upload_event
from precheck_cadence.upload import TimedBy, UploadEvent, key_of

MUSIC = Texture(flatness=0.1, onsets_per_second=2.0, pitch_salience=0.6)
NOISE = Texture(flatness=0.56, onsets_per_second=0.05, pitch_salience=0.12)


def test_an_upload_says_who_sends_what_and_when(counter: Any, desk: Any) -> None:
    event = counter.event(desk.release(7, tracks=2))
    assert (event.account, event.product, event.message) == ("ada", "icpn:7", "M1")
    assert (event.uploaded, event.timed_by) == (desk.noon, TimedBy.DELIVERY)
    assert [a.name for a in event.artists] == ["Ada Example"]
    assert [t.key for t in event.tracks] == ["isrc:QZPRE2600701", "isrc:QZPRE2600702"]
    assert encoded_alike(event) == event


def test_a_recording_is_known_by_its_sound_whatever_its_tags() -> None:
    digest = FileDigest(size_bytes=1, sha256="aa", sound="sha256:bb")
    event = look(upload_event, a_release(), narrower={"A1": [digest]})
    assert isinstance(event, UploadEvent)
    assert [track.sums for track in event.tracks] == [("sound:bb",)]


def test_a_file_without_a_sum_of_its_sound_is_known_by_its_bytes() -> None:
    event = look(
        upload_event, a_release(), narrower={"A1": [FileDigest(size_bytes=1, sha256="aa")]}
    )
    assert isinstance(event, UploadEvent)
    assert [track.sums for track in event.tracks] == [("file:aa",)]


def test_the_samples_of_a_lossless_file_and_its_fingerprint_are_kept(desk: Any) -> None:
    digest = FileDigest(size_bytes=1, sha256="aa", sound="pcm-md5:CC")
    fingerprint = Fingerprint(raw=b"\0\0\0\0", seconds=1.0)
    event = look(upload_event, desk.release(1, tracks=2), narrower={"A1": [digest, fingerprint]})
    assert isinstance(event, UploadEvent)
    assert [track.sums for track in event.tracks] == [("pcm:cc",), ()]
    assert [track.fingerprint for track in event.tracks] == [fingerprint, None]
    assert encoded_alike(event) == event


def test_an_upload_says_what_kind_of_account_sends_it_and_for_whom(counter: Any, desk: Any) -> None:
    delivery = Delivery(
        account="ada",
        payee=" P-1 ",
        tier=AccountTier.DISTRIBUTOR,
        label="Paper Harbour",
        uploaded=desk.noon,
        status=UploadStatus.REJECTED,
        transfer=True,
    )
    stated = counter.event(desk.release(1, delivery=delivery, labels=("Other",)))
    silent = counter.event(desk.release(2, labels=("Other",)))
    assert (stated.tier, stated.is_label) == (AccountTier.DISTRIBUTOR, True)
    assert (stated.payee, stated.label, stated.status, stated.is_transfer) == (
        "P-1",
        "Paper Harbour",
        UploadStatus.REJECTED,
        True,
    )
    assert (silent.tier, silent.payee, silent.label) == (AccountTier.ARTIST, "", "Other")
    assert (silent.status, silent.is_transfer) == (UploadStatus.PENDING, False)


@pytest.mark.parametrize(
    ("release", "track", "texture"),
    [
        ({"title": "White Noise for Babies"}, {}, MUSIC),
        ({"genres": (Genre(text="New Age", sub_genre="Meditation"),)}, {}, MUSIC),
        ({}, {"titles": (Title(text="Relaxing Rain", subtitle="Loopable"),)}, MUSIC),
        ({}, {"titles": (Title(text="Low Sun", subtitle="Deep Sleep Mix"),)}, MUSIC),
        ({}, {"genres": (Genre(text="Nature"),)}, MUSIC),
        ({}, {}, NOISE),
    ],
)
def test_titles_genres_and_the_sound_tell_what_a_track_is_for(
    desk: Any, release: dict[str, Any], track: dict[str, Any], texture: Texture
) -> None:
    def read(texture: Texture, track: dict[str, Any], **values: Any) -> bool:
        sound = Sound(sampling_rate_hz=44_100, channels=(), samples=1, texture=texture)
        made = desk.release(1, own=[desk.track(1, **track)], **values)
        event = look(upload_event, made, narrower={"A1": [sound]})
        assert isinstance(event, UploadEvent)
        return event.tracks[0].is_functional

    assert read(texture, track, **release)
    assert not read(MUSIC, {})


def test_the_first_front_cover_is_known_by_what_it_looks_like() -> None:
    hidden = a_picture(bits=0x8000_0000_0000_0001)
    back, front, other = (
        an_image(reference, type=kind)
        for reference, kind in (
            ("A8", "BackCoverImage"),
            ("A9", "FrontCoverImage"),
            ("A10", "FrontCoverImage"),
        )
    )
    release = a_release(a_track(), images=(back, front, other))
    seen = {"A8": [a_picture(bits=1)], "A9": [hidden], "A10": [a_picture(bits=2)]}
    event = look(upload_event, release, narrower=seen)
    assert isinstance(event, UploadEvent)
    assert event.cover == 0x8000_0000_0000_0001
    assert encoded_alike(event) == event
    nothing = look(upload_event, release, narrower={"A8": [a_picture(bits=1)]})
    assert isinstance(nothing, UploadEvent)
    assert nothing.cover is None


def a_picture(bits: int) -> PictureHash:
    return PictureHash(rows=tuple(bits.to_bytes(8)), width_pixels=9, height_pixels=8)


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        (" 2026-12-01T00:00:00Z ", date(2026, 12, 1)),
        ("2026-12", None),
        ("2026", None),
        ("soon", None),
        ("2026-13-01", None),
        ("", None),
    ],
)
def test_a_date_counts_where_it_is_stated_to_the_day(
    counter: Any, desk: Any, stated: str, day: date | None
) -> None:
    event = counter.event(desk.release(1, release_date=stated, original_release_date=stated))
    assert (event.release_date, event.original_release_date) == (day, day)


def test_those_who_wrote_it_are_known_by_their_names(counter: Any, desk: Any) -> None:
    contributors = (
        a_contributor("Composer", "Mixer", name="Wim  WRITER"),
        a_contributor("Lyricist", name="wim writer"),
        a_contributor("Mixer", name="Pat Player"),
        a_contributor("Composer", name="Traditional"),
        a_contributor("Composer", name=""),
        a_contributor("Composer", special="GenerativeAI"),
    )
    event = counter.event(desk.release(1, own=[desk.track(1, contributors=contributors)]))
    assert event.tracks[0].writers == ("wim writer",)


@pytest.mark.parametrize(
    ("amounts", "together"),
    [
        (["all", "all"], AiAmount.ALL),
        (["all", "none"], AiAmount.SOME),
        (["some", None], AiAmount.SOME),
        (["none", "none"], AiAmount.NONE),
        (["none", None], None),
        ([None, None], None),
    ],
)
def test_a_release_is_as_much_ai_as_its_tracks(
    counter: Any, desk: Any, amounts: list[str | None], together: AiAmount | None
) -> None:
    declared = {
        f"A{place}": Declaration(ai=AiAmount(amount))
        for place, amount in enumerate(amounts, 1)
        if amount is not None
    }
    delivery = Delivery(account="ada", tracks=declared)
    assert counter.event(desk.release(1, tracks=2, delivery=delivery)).ai is together


def test_what_is_known_of_ai_goes_before_what_delivery_toml_says(desk: Any) -> None:
    def amount(*said: AiStatement) -> AiAmount | None:
        delivery = Delivery(account="ada", audio=Declaration(ai=AiAmount.NONE))
        known = {"A1": [AiDisclosure(statements=said)]}
        event = look(upload_event, desk.release(1, delivery=delivery), narrower=known)
        assert isinstance(event, UploadEvent)
        return event.tracks[0].ai

    message = AiStatement(origin=Origin.MESSAGE, amount=AiAmount.SOME, detail="")
    mark = AiStatement(origin=Origin.FILE, amount=None, detail="")
    manifest = AiStatement(origin=Origin.C2PA, amount=AiAmount.ALL, detail="")
    detector = AiStatement(origin=Origin.DETECTOR, amount=AiAmount.ALL, detail="")
    assert amount(message, manifest) is AiAmount.SOME
    assert amount(mark, manifest) is AiAmount.ALL
    assert amount(mark) is AiAmount.SOME
    assert amount(detector) is None
    assert amount() is None


def test_text_that_a_database_cannot_hold_is_made_one_that_it_can(counter: Any, desk: Any) -> None:
    event = counter.event(desk.release(1, account="a\0b", title="c\0d"))
    assert (event.account, event.title) == ("a?b", "c?d")


def test_a_file_is_named_from_the_release_folder(tmp_path: Path) -> None:
    inside, outside = tmp_path / "resources" / "1.flac", tmp_path.parent / "2.flac"
    tracks = (a_track("A1", audio=inside), a_track("A2", audio=outside), a_track("A3"))
    event = look(upload_event, a_release(*tracks, root=tmp_path))
    assert isinstance(event, UploadEvent)
    assert [track.audio for track in event.tracks] == ["resources/1.flac", "2.flac", ""]


def test_a_purge_is_no_upload() -> None:
    release = a_release(message=a_message(kind="PurgeReleaseMessage"))
    why = look(upload_event, release)
    assert isinstance(why, Unavailable)
    assert why.reason is Reason.NOT_APPLICABLE


def test_a_takedown_is_no_upload_but_one_deal_of_many_is(counter: Any) -> None:
    down = a_release(message=a_message(deals=(Deal(is_takedown=True),)))
    partly = a_release(message=a_message(deals=(Deal(is_takedown=True), Deal())))
    assert isinstance(counter.event(down), Unavailable)
    assert isinstance(counter.event(partly), UploadEvent)


def test_a_release_without_tracks_is_no_upload() -> None:
    why = look(upload_event, a_release(tracks=()))
    assert isinstance(why, Unavailable)
    assert why.reason is Reason.NOT_APPLICABLE


def test_without_an_upload_time_the_message_dates_it_and_then_the_day() -> None:
    created = datetime(2026, 11, 1, 8, tzinfo=UTC)
    dated = look(upload_event, a_release(message=a_message(created=created)))
    undated = look(upload_event, a_release())
    assert isinstance(dated, UploadEvent)
    assert isinstance(undated, UploadEvent)
    assert (dated.uploaded, dated.timed_by) == (created, TimedBy.MESSAGE)
    midnight = datetime(A_DAY.year, A_DAY.month, A_DAY.day, tzinfo=UTC)
    assert (undated.uploaded, undated.timed_by) == (midnight, TimedBy.DAY)


@pytest.mark.parametrize(
    "stated",
    [
        "0001-01-01T00:00:00+00:00",
        "0001-01-01T00:00:00+05:00",
        "0001-01-01T00:00:00-14:00",
        "9999-12-31T23:59:59+00:00",
        "9999-12-31T23:59:59-14:00",
    ],
)
def test_an_end_of_the_calendar_stands_for_no_time_and_gives_way_to_the_next(
    desk: Any, counter: Any, stated: str
) -> None:
    assert counter.event(desk.release(1, at=datetime.fromisoformat(stated))).timed_by is TimedBy.DAY


def test_a_time_without_a_zone_is_utc(desk: Any, counter: Any) -> None:
    event = counter.event(desk.release(1, at=datetime(2026, 3, 29, 2, 30)))  # noqa: DTZ001
    assert event.uploaded == datetime(2026, 3, 29, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "other",
    [
        unicodedata.normalize("NFD", "Beyoncé"),
        "BEYONCÉ",
        "  Beyoncé ",
        "Ｂｅｙｏｎｃé",
        "Bey\u200boncé",
    ],
)
def test_spellings_of_one_name_share_a_key(other: str) -> None:
    assert key_of(other) == key_of("Beyoncé")


def test_names_that_differ_have_different_keys() -> None:
    assert key_of("Beyonce") != key_of("Beyoncé")
    assert key_of("Straße") == key_of("STRASSE")


def test_featured_artists_and_various_artists_do_not_count(counter: Any, desk: Any) -> None:
    line_up = (
        DisplayArtist(party=a_party("Ada Example"), roles=("MainArtist",)),
        DisplayArtist(party=a_party("Bo Example"), roles=("FeaturedArtist",)),
    )
    event = counter.event(
        desk.release(1, own=[desk.track(1, artists=line_up)], artist="Various Artists")
    )
    assert event.artists == ()
    assert [a.name for a in event.tracks[0].artists] == ["Ada Example"]


def test_the_product_is_the_icpn_else_the_grid_else_the_message(counter: Any, desk: Any) -> None:
    grid = Identifier(scheme=Scheme.GRID, value="A1-2425G-ABC1234002-M")
    by_code = counter.event(desk.release(1, icpn="036000291452"))
    padded = counter.event(desk.release(1, icpn="0036000291452"))
    by_grid = counter.event(desk.release(1, identifiers=(grid,)))
    by_message = counter.event(desk.release(1, identifiers=()))
    assert by_code.product == padded.product == "icpn:36000291452"
    assert by_grid.product == "grid:A12425GABC1234002M"
    assert by_message.product == "message:M1"


def test_without_any_code_the_recordings_are_the_product(counter: Any, desk: Any) -> None:
    def bare(number: int) -> UploadEvent:
        release = desk.release(number, identifiers=(), message=a_message(message_id=""))
        event: UploadEvent = counter.event(release)
        return event

    assert bare(1).product.startswith("recordings:")
    assert bare(1).product == bare(1).product
    assert bare(1).product != bare(2).product


def test_a_recording_is_its_isrc_else_its_bytes_else_its_reference(counter: Any, desk: Any) -> None:
    own = [
        desk.track(1, 1, isrc="qz-pre-26-00001"),
        desk.track(2, 2, isrc=""),
        desk.track(3, 3, isrc="", audio=None),
        desk.track(4, 4, isrc="QZPRE2600001"),
    ]
    keys = [track.key for track in counter.event(desk.release(1, own=own)).tracks]
    assert keys[0] == "isrc:QZPRE2600001"
    assert keys[1].startswith("file:")
    assert keys[2] == "reference:A3"
    assert keys[3] == "isrc:QZPRE2600001~2"


def test_the_length_of_the_sound_goes_before_the_message(desk: Any) -> None:
    stream = AudioStream(
        container="FLAC",
        codec="FLAC",
        is_lossless=True,
        sampling_rate_hz=44100,
        bits_per_sample=16,
        channels=2,
        duration_seconds=31.5,
    )
    release = desk.release(1, tracks=2)
    event = look(upload_event, release, narrower={"A1": (stream,)})
    assert isinstance(event, UploadEvent)
    assert [t.seconds for t in event.tracks] == [31.5, release.tracks[1].duration_seconds]


def test_a_sender_counts_as_a_label_and_so_does_a_listed_account(desk: Any) -> None:
    sender = desk.release(1, account="PADPIDA2026010101P", delivery=Delivery())
    artist = desk.release(2, account="ada")
    listed = CadenceOptions(labels=("ada",))

    def is_label(*given: Any) -> bool:
        event = look(upload_event, *given)
        assert isinstance(event, UploadEvent)
        return event.is_label

    assert is_label(sender)
    assert not is_label(artist)
    assert is_label(artist, listed)


def test_half_a_character_in_a_file_name_does_no_harm(counter: Any, desk: Any) -> None:
    name = "broken-\udcff.wav"
    track = desk.track(1, isrc="", audio=None, title=name)
    release = desk.release(1, own=[track], identifiers=(), title=name, artist=name)
    event = counter.event(release)
    assert encoded_alike(event) == event
    assert counter.known(release).windows
    assert Path(name).name == name
