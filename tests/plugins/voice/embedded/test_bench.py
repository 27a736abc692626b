from datetime import date
from pathlib import Path
from typing import NoReturn

import msgspec
import numpy as np
import pytest
from msgspec import structs

from precheck import ApartFailure, Unavailable
from precheck_voice.answer import parse
from precheck_voice.embedded.bench import Bench, Unheard
from precheck_voice.embedded.enrolment import EnrolmentError, Terms
from precheck_voice.embedded.galleries import Galleries, Gallery, GalleryError, State
from precheck_voice.embedded.hearing import Ear, Heard
from precheck_voice.embedded.listening import heard
from precheck_voice.embedded.thresholds import band_of
from precheck_voice.facts import Band, VoiceMatches
from precheck_voice.wire import Model, Outcome, Wire
from tests.plugins.voice.embedded.conftest import tone

DAY = date(2026, 11, 22)
ADA, BOB = "isni:000000012345678X", "house:bob"
VOICE, OTHER, INSTRUMENT = 400.0, 600.0, 1000.0


def listened(ear: Ear, *parts: tuple[float, float]) -> Heard:
    samples = heard(tone(*parts)).samples
    assert samples is not None
    return ear.listen(samples)


def enrol(bench: Bench, artist: str, *hertz: float, until: date | None = None) -> Gallery:
    files = [(f"{n}.wav", tone((h, 12 + n))) for n, h in enumerate(hertz)]
    terms = Terms(artist=artist, basis="contract of 2026-01-05", until=until)
    return bench.enrol(terms, files, DAY)


def compared(bench: Bench, sound: bytes, *artists: str, day: date = DAY) -> Wire:
    return bench.compare(bench.hear(sound), artists, day)


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (0.5399, Band.NONE),
        (0.54, Band.WEAK),
        (0.6099, Band.WEAK),
        (0.61, Band.POSSIBLE),
        (0.6699, Band.POSSIBLE),
        (0.67, Band.STRONG),
    ],
)
def test_bands_begin_where_they_were_measured(score: float, band: Band) -> None:
    assert band_of(score) is band


def test_instruments_and_silence_are_no_voice(ear: Ear) -> None:
    found = listened(ear, (INSTRUMENT, 6), (0, 3), (VOICE, 6), (INSTRUMENT, 3))

    assert [(w.start, w.end) for w in found.windows] == [(9, 12), (12, 15)]
    assert found.vocal_seconds == 6
    assert found.seconds == pytest.approx(18)


def test_the_last_window_counts_from_half_its_length(ear: Ear) -> None:
    assert listened(ear, (VOICE, 4.49)).vocal_seconds == 3
    assert listened(ear, (VOICE, 4.5)).vocal_seconds == pytest.approx(4.5)
    assert listened(ear, (VOICE, 1.4)).windows == ()


def test_a_minute_of_voice_is_enough(ear: Ear) -> None:
    assert listened(ear, (VOICE, 90)).vocal_seconds == 60


def test_the_same_voice_is_strong_and_another_is_none(bench: Bench) -> None:
    enrol(bench, ADA, VOICE, VOICE)
    enrol(bench, BOB, OTHER)

    found = compared(bench, tone((VOICE, 12)), ADA, BOB, "house:nobody")

    assert found.outcome is Outcome.OK
    assert found.not_enrolled == ("house:nobody",)
    ada, bob = found.matches or ()
    assert (ada.artist, ada.score, ada.band, ada.k) == (ADA, 1.0, Band.STRONG, 2)
    assert [(w.start, w.score) for w in ada.windows] == [(0, 1), (3, 1), (6, 1), (9, 1)]
    assert (bob.artist, bob.score, bob.band, bob.windows) == (BOB, 0.0, Band.NONE, ())


def test_the_score_is_the_mean_over_the_clips(bench: Bench) -> None:
    gallery = enrol(bench, ADA, VOICE)
    other = structs.replace(
        gallery.clips[0], audio_sha256="b" * 64, voice=tuple(np.eye(192)[15].tolist())
    )
    bench.galleries.keep(structs.replace(gallery, clips=(*gallery.clips, other)))

    (match,) = compared(bench, tone((VOICE, 12)), ADA).matches or ()

    assert (match.score, match.k) == (0.5, 2)


def test_the_answer_is_one_that_the_client_takes(bench: Bench) -> None:
    enrol(bench, ADA, VOICE)
    sound = tone((VOICE, 12))
    answer = compared(bench, sound, ADA, BOB)

    found = parse(
        msgspec.json.encode(answer),
        asked=frozenset((ADA, BOB)),
        audio_sha256=answer.audio.sha256,
    )

    assert isinstance(found, VoiceMatches)
    assert found.not_enrolled == (BOB,)
    assert found.false_alarm_rate == 0.023
    assert found.impostor_trials == 132
    assert found.gallery_updated == DAY


def test_the_same_question_has_the_same_answer(bench: Bench) -> None:
    enrol(bench, ADA, VOICE)
    sound = tone((VOICE, 12))

    assert compared(bench, sound, ADA) == compared(bench, sound, ADA)
    assert compared(bench, sound, ADA).request_id != compared(bench, sound, BOB).request_id


@pytest.mark.parametrize(
    ("sound", "outcome"),
    [
        (tone((INSTRUMENT, 30)), Outcome.NO_VOCAL),
        (tone((0, 30)), Outcome.NO_VOCAL),
        (tone((VOICE, 0.5)), Outcome.NO_VOCAL),
        (tone((VOICE, 2)), Outcome.TOO_SHORT),
        (tone((VOICE, 3)), Outcome.OK),
    ],
)
def test_too_little_voice_is_no_comparison(bench: Bench, sound: bytes, outcome: Outcome) -> None:
    enrol(bench, ADA, VOICE)

    found = compared(bench, sound, ADA)

    assert found.outcome is outcome
    assert (found.matches is not None) == (outcome is Outcome.OK)


def test_four_seconds_are_inconclusive_to_the_client(bench: Bench) -> None:
    enrol(bench, ADA, VOICE)
    answer = compared(bench, tone((VOICE, 4.5)), ADA)

    found = parse(msgspec.json.encode(answer), asked=frozenset((ADA,)))

    assert isinstance(found, Unavailable)
    assert "only 4.5 s of voice were heard" in found.detail


def test_what_cannot_be_decoded_is_said(bench: Bench) -> None:
    with pytest.raises(Unheard, match="no FLAC, WAV"):
        bench.hear(b"not a sound")


def test_a_sound_that_kills_its_decoder_is_said(ear: Ear, tmp_path: Path) -> None:
    def killed(function: object, *_: object, seconds: float) -> NoReturn:
        del function
        raise ApartFailure(f"it took longer than {seconds:g} s", is_harmful=True)

    bench = Bench(ear, Galleries(tmp_path), killed)

    with pytest.raises(Unheard, match="cannot be decoded: it took longer than 120 s"):
        bench.hear(tone((VOICE, 3)))


def test_a_long_sound_is_heard_to_its_end(ear: Ear) -> None:
    found = listened(ear, (INSTRUMENT, 400), (VOICE, 6))

    assert [(w.start, w.end) for w in found.windows] == [(399, 402), (402, 405)]


def test_a_voice_is_compared_until_its_last_day(bench: Bench) -> None:
    enrol(bench, ADA, VOICE, until=date(2026, 12, 31))
    sound = tone((VOICE, 12))

    assert compared(bench, sound, ADA, day=date(2026, 12, 31)).not_enrolled == ()
    late = compared(bench, sound, ADA, day=date(2027, 1, 1))
    assert late.not_enrolled == (ADA,)
    assert "a day that is over" in late.detail


@pytest.mark.parametrize(
    "other",
    [
        {"model": Model(id="campplus", version="1", sha256="0" * 64)},
        {"model": Model(id="campplus", version="2", sha256="0" * 64)},
        {"threshold_set": "another"},
    ],
)
def test_a_voice_of_another_model_is_never_compared(bench: Bench, other: dict[str, object]) -> None:
    gallery = enrol(bench, ADA, VOICE)
    bench.galleries.keep(structs.replace(gallery, **other))

    found = compared(bench, tone((VOICE, 12)), ADA)

    assert found.not_enrolled == (ADA,)
    assert found.matches == ()
    assert "another model; enrol it again" in found.detail


def test_enrolling_again_leaves_what_another_model_took(bench: Bench) -> None:
    gallery = enrol(bench, ADA, VOICE)
    bench.galleries.keep(structs.replace(gallery, threshold_set="another"))

    assert len(enrol(bench, ADA, OTHER).clips) == 1


def test_a_gallery_that_cannot_be_read_is_not_enrolled(bench: Bench) -> None:
    enrol(bench, ADA, VOICE)
    (file,) = bench.galleries.folder.iterdir()
    file.write_text("{}")

    found = compared(bench, tone((VOICE, 12)), ADA)

    assert found.not_enrolled == (ADA,)
    assert "cannot be read" in found.detail
    assert [type(one) for one in bench.galleries.every()] == [GalleryError]


def test_a_gallery_under_the_name_of_another_is_refused(bench: Bench) -> None:
    enrol(bench, ADA, VOICE)
    (file,) = bench.galleries.folder.iterdir()
    enrol(bench, BOB, OTHER)
    (other,) = set(bench.galleries.folder.iterdir()) - {file}
    other.write_bytes(file.read_bytes())

    with pytest.raises(GalleryError, match="another artist"):
        bench.galleries.find(BOB)


def test_a_gallery_holds_no_sound_and_is_its_owners_alone(bench: Bench) -> None:
    gallery = enrol(bench, "https://isni.org/isni/0000 0001 2345 678X", VOICE)

    (file,) = bench.galleries.folder.iterdir()
    assert gallery.artist == ADA
    assert bench.galleries.find(ADA) == gallery
    assert file.stat().st_mode & 0o777 == 0o600
    assert bench.galleries.folder.stat().st_mode & 0o777 == 0o700
    assert file.stat().st_size < 3000
    assert gallery.basis == "contract of 2026-01-05"


def test_a_voice_that_is_forgotten_is_gone(bench: Bench) -> None:
    enrol(bench, ADA, VOICE)

    assert bench.galleries.forget(ADA)
    assert not bench.galleries.forget(ADA)
    assert list(bench.galleries.folder.iterdir()) == []


def test_a_recording_counts_once(bench: Bench) -> None:
    enrol(bench, ADA, VOICE)

    assert len(enrol(bench, ADA, VOICE).clips) == 1
    assert len(enrol(bench, ADA, VOICE, VOICE, VOICE).clips) == 3


def test_later_recordings_keep_the_day_of_the_first(bench: Bench) -> None:
    enrol(bench, ADA, VOICE)
    files = [("late.wav", tone((VOICE, 20)))]

    later = bench.enrol(Terms(artist=ADA, basis="b"), files, date(2027, 2, 1))

    assert (later.created, later.updated) == (DAY, date(2027, 2, 1))
    assert len(later.clips) == 2
    assert later.state(date(2040, 1, 1)) is State.VALID


@pytest.mark.parametrize(
    ("sound", "why"),
    [
        (tone((VOICE, 9), (INSTRUMENT, 9)), "has 9.0 s of voice, 10 s are needed"),
        (tone((INSTRUMENT, 30)), "has 0.0 s of voice"),
        (b"nothing", "no FLAC, WAV"),
    ],
)
def test_a_recording_with_too_little_voice_is_refused(bench: Bench, sound: bytes, why: str) -> None:
    with pytest.raises(EnrolmentError, match=f"song.wav.*{why}"):
        bench.enrol(Terms(artist=ADA, basis="b"), [("song.wav", sound)], DAY)
    assert bench.galleries.find(ADA) is None


def test_ten_seconds_of_voice_are_enough(bench: Bench) -> None:
    sound = tone((VOICE, 10.5))

    assert bench.enrol(Terms(artist=ADA, basis="b"), [("song.wav", sound)], DAY).clips


def test_recordings_of_two_voices_are_refused(bench: Bench) -> None:
    with pytest.raises(EnrolmentError, match=r"2\.wav does not sound like the others"):
        enrol(bench, ADA, VOICE, VOICE, OTHER)


def test_no_voice_is_kept_without_a_basis(bench: Bench) -> None:
    with pytest.raises(EnrolmentError, match="lawful basis"):
        bench.enrol(Terms(artist=ADA, basis=" "), [("a.wav", tone((VOICE, 12)))], DAY)


def test_no_voice_is_kept_until_a_day_that_is_over(bench: Bench) -> None:
    with pytest.raises(EnrolmentError, match="the last day, 2026-11-21, is over"):
        enrol(bench, ADA, VOICE, until=date(2026, 11, 21))
    assert enrol(bench, ADA, VOICE, until=DAY).state(DAY) is State.VALID


def test_a_folder_that_cannot_be_written_is_said(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "voices").write_text("a file")

    with pytest.raises(GalleryError, match="cannot be"):
        enrol(bench, ADA, VOICE)
