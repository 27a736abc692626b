"""Fingerprints in the history: kept with the sound they are of, and asked as of a moment."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from msgspec import structs

from precheck import Fingerprint
from precheck_cadence.commands.history import command
from precheck_cadence.duplicates.relation import Relation
from precheck_cadence.duplicates.sampling import sampled
from precheck_cadence.history import Echo
from precheck_cadence.history.store import Store
from precheck_cadence.upload import TimedBy, UploadEvent, UploadTrack

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def history(either: Any) -> Iterator[Store]:
    with either.open() as opened:
        yield opened


def track(number: int, fingerprint: Fingerprint | None, sum_: int = 0) -> UploadTrack:
    return UploadTrack(
        reference=f"A{number}",
        key=f"isrc:{number}",
        isrc=f"QZPRE26{number:05}",
        title=f"Title {number}",
        title_key=f"title {number}",
        artist="Ada",
        sums=(f"file:{sum_ or number:02x}" + "00" * 31,),
        fingerprint=fingerprint,
    )


def event(
    number: int, *tracks: UploadTrack, account: str = "one", hours: int = 0, **values: Any
) -> UploadEvent:
    return UploadEvent(
        release=f"{number}.xml",
        account=account,
        product=f"icpn:{number}",
        message=f"M{number}-{hours}",
        uploaded=NOON + timedelta(hours=hours),
        timed_by=TimedBy.DELIVERY,
        title=f"Release {number}",
        tracks=tracks,
        **values,
    )


def echoes(history: Store, asked: UploadEvent, **more: Any) -> tuple[Echo, ...]:
    return history.alike(asked, asked.tracks[0], **more).found


def prints(history: Store) -> int:
    found = history.database.one("SELECT count(*) FROM print")
    assert found is not None
    return int(found[0])


# --- recording -------------------------------------------------------------------------------


def test_a_copy_in_other_bytes_is_told_with_its_words(tape: Any, history: Store) -> None:
    song = tape.values(700, 1)
    first = event(1, track(1, tape.printed(song)))
    copy = event(2, track(2, tape.printed(tape.worn(song, 0.02))), account="two", hours=5)
    history.record([first, copy])

    [echo] = echoes(history, copy)

    assert (echo.account, echo.product, echo.isrc) == ("one", "icpn:1", "QZPRE2600001")
    assert (echo.title, echo.release_title, echo.artist) == ("Title 1", "Release 1", "Ada")
    assert echo.relation is Relation.SAME
    assert echo.coverage == pytest.approx(1, abs=0.02)
    assert echo.bit_error_rate == pytest.approx(0.02, abs=0.005)
    assert echo.seconds == first.tracks[0].fingerprint.seconds  # type: ignore[union-attr]
    assert not echo.is_same_product
    assert echo.releases == ()


def test_the_same_upload_again_changes_nothing(tape: Any, history: Store) -> None:
    upload = event(1, track(1, tape.printed(tape.values(400, 2))))
    history.record([upload])
    before = history.database.all("SELECT * FROM posting ORDER BY value, print")

    history.record([upload, upload])

    assert prints(history) == 1
    assert history.database.all("SELECT * FROM posting ORDER BY value, print") == before


def test_other_sound_takes_the_place_of_the_old(tape: Any, history: Store) -> None:
    old, new = tape.printed(tape.values(400, 3)), tape.printed(tape.values(400, 4))
    history.record([event(1, track(1, old, 1))])
    history.record([event(1, track(1, new, 2), hours=1)])

    assert prints(history) == 1
    assert echoes(history, event(8, track(8, old), hours=9)) == ()
    assert len(echoes(history, event(9, track(9, new), hours=9))) == 1


def test_the_sound_that_holds_does_not_depend_on_the_order(tape: Any, history: Store) -> None:
    old, new = tape.printed(tape.values(400, 3)), tape.printed(tape.values(400, 4))
    history.record([event(1, track(1, new, 2), hours=1)])
    history.record([event(1, track(1, old, 1))])

    assert echoes(history, event(8, track(8, old), hours=9)) == ()
    assert len(echoes(history, event(9, track(9, new), hours=9))) == 1


def test_other_sound_without_a_fingerprint_leaves_none_of_the_old(
    tape: Any, history: Store
) -> None:
    old = tape.printed(tape.values(400, 3))
    history.record([event(1, track(1, old, 1))])
    history.record([event(1, track(1, None, 2), hours=1)])

    assert prints(history) == 0
    assert history.database.all("SELECT * FROM posting") == []


def test_the_same_sound_without_a_fingerprint_keeps_the_one_there_is(
    tape: Any, history: Store
) -> None:
    song = tape.printed(tape.values(400, 3))
    history.record([event(1, track(1, song))])
    history.record([event(1, track(1, None), hours=1)])

    assert len(echoes(history, event(9, track(9, song), hours=9))) == 1


def test_a_fingerprint_that_comes_later_is_kept(tape: Any, history: Store) -> None:
    song = tape.printed(tape.values(400, 3))
    history.record([event(1, track(1, None))])
    history.record([event(1, track(1, song))])

    assert len(echoes(history, event(9, track(9, song), hours=9))) == 1


def test_of_another_algorithm_nothing_is_kept(tape: Any, history: Store) -> None:
    song = structs.replace(tape.printed(tape.values(400, 3)), algorithm=4)
    history.record([event(1, track(1, song))])

    assert prints(history) == 0


def test_a_batch_that_fails_leaves_no_fingerprint(tape: Any, history: Store) -> None:
    song = tape.printed(tape.values(400, 3))
    broken = structs.replace(track(2, song), seconds="long")
    with pytest.raises(TypeError):
        history.record([event(1, track(1, song)), event(2, broken)])

    assert prints(history) == 0


# --- asking ----------------------------------------------------------------------------------


def test_what_came_later_is_not_told_unless_it_is_in_the_batch(tape: Any, history: Store) -> None:
    song = tape.values(500, 5)
    first = event(1, track(1, tape.printed(song)))
    later = event(2, track(2, tape.printed(tape.worn(song, 0.01))), hours=1)
    history.record([later, first])

    assert echoes(history, first) == ()
    [echo] = echoes(history, first, batch={("one", "icpn:2"): ("2.xml",)})
    assert echo.releases == ("2.xml",)
    assert [one.product for one in echoes(history, later)] == ["icpn:1"]


def test_later_copies_do_not_crowd_out_the_earlier_one(tape: Any, history: Store) -> None:
    song = tape.values(500, 6)
    asked = event(1, track(1, tape.printed(song)), hours=1)
    earlier = event(2, track(2, tape.printed(tape.worn(song, 0.03))))
    later = [event(n, track(n, tape.printed(song)), hours=n) for n in range(10, 40)]
    history.record([asked, earlier, *later])

    assert [one.product for one in echoes(history, asked, limit=5)] == ["icpn:2"]


def test_the_same_bytes_are_left_to_the_sums(tape: Any, history: Store) -> None:
    song = tape.printed(tape.values(500, 7))
    first, second = event(1, track(1, song, 5)), event(2, track(2, song, 5), hours=1)
    history.record([first, second])

    assert echoes(history, second) == ()


def test_what_a_product_no_longer_holds_is_not_told(tape: Any, history: Store) -> None:
    song = tape.values(500, 8)
    asked = event(9, track(9, tape.printed(tape.worn(song, 0.01))), hours=9)
    history.record([event(1, track(1, tape.printed(song)))])
    assert len(echoes(history, asked)) == 1

    history.record([event(1, track(2, None), hours=1)])

    assert echoes(history, asked) == ()


def test_two_tracks_of_one_product_say_so(tape: Any, history: Store) -> None:
    song = tape.values(500, 9)
    both = event(1, track(1, tape.printed(song)), track(2, tape.printed(tape.worn(song, 0.01))))
    history.record([both])

    [echo] = echoes(history, both)

    assert echo.is_same_product
    assert echo.isrc == "QZPRE2600002"


def test_much_worn_recordings_are_alike_as_a_whole_or_not_at_all(tape: Any, history: Store) -> None:
    song = tape.values(1500, 10)
    worn = tape.worn(song, 0.2)
    worn[:250] = song[:250]
    half = np.concatenate([song[:250], tape.worn(song[250:700], 0.2), tape.values(800, 11)])
    history.record([event(1, track(1, tape.printed(song)))])

    [whole] = echoes(history, event(2, track(2, tape.printed(worn)), hours=1))
    [part] = echoes(history, event(3, track(3, tape.printed(half)), hours=1))

    assert whole.coverage > 0.9
    assert 0.15 < whole.bit_error_rate < 0.2
    assert part.coverage == pytest.approx(250 / 1500, abs=0.03)
    assert part.bit_error_rate < 0.02


def test_candidates_beyond_the_limit_are_counted(tape: Any, history: Store) -> None:
    song = tape.values(400, 12)
    history.record(event(n, track(n, tape.printed(tape.worn(song, 0.01, n)))) for n in range(1, 10))
    asked = event(99, track(99, tape.printed(song)), hours=1)

    answer = history.alike(asked, asked.tracks[0], 4)

    assert (len(answer.found), answer.left_out) == (4, 5)


@pytest.mark.parametrize("values", [[], [5] * 900])
def test_a_silence_tells_nothing(tape: Any, history: Store, values: list[int]) -> None:
    asked = event(1, track(1, tape.printed(values)))
    history.record([asked])

    assert not history.alike(asked, asked.tracks[0]).is_telling


def test_the_answer_is_the_same_whatever_was_recorded_first(
    tape: Any, new_counter: Any, tmp_path: Any
) -> None:
    song = tape.values(400, 13)
    uploads = [event(n, track(n, tape.printed(tape.worn(song, 0.01, 3)), n)) for n in range(1, 6)]
    asked = event(9, track(9, tape.printed(song)), hours=9)
    found = []
    for name, order in (("a", uploads), ("b", uploads[::-1])):
        (tmp_path / name).mkdir()
        with new_counter(tmp_path / name).open() as history:
            for one in order:
                history.record([one])
            found.append(echoes(history, asked))

    assert found[0] == found[1]
    assert [echo.product for echo in found[0]] == [f"icpn:{n}" for n in range(1, 6)]


# --- upkeep ----------------------------------------------------------------------------------


def test_what_many_share_is_dropped_and_copies_are_still_found(tape: Any, history: Store) -> None:
    common = [value for value in range(400) if sampled(tape.printed([value]))][:8]
    songs = [np.concatenate([common, tape.values(300, 200 + n)]) for n in range(60)]
    history.record(event(n, track(n, tape.printed(song))) for n, song in enumerate(songs, 1))
    asked = event(99, track(99, tape.printed(songs[3])), hours=1)
    before = history.alike(asked, asked.tracks[0])

    assert history.maintain() == 8
    assert history.maintain() == 0

    after = history.alike(asked, asked.tracks[0])
    assert before.left_out > 30
    assert (len(after.found), after.left_out) == (1, 0)
    assert after.found[0].product == "icpn:4"


def test_vacuum_drops_it(tape: Any, counter: Any) -> None:
    common = [value for value in range(400) if sampled(tape.printed([value]))][:3]
    songs = [np.concatenate([common, tape.values(300, 200 + n)]) for n in range(60)]
    with counter.open() as history:
        history.record(event(n, track(n, tape.printed(song))) for n, song in enumerate(songs, 1))

    said = [
        CliRunner().invoke(command, ["vacuum", "--history", str(counter.file), *more]).stdout
        for more in ([], ["--json"])
    ]

    assert "3 values of fingerprints are in too many recordings" in said[0]
    assert json.loads(said[1])["common_values"] == 0


def test_looking_for_what_many_share_lets_others_write(tape: Any, counter: Any) -> None:
    song = tape.printed(tape.values(300, 14))
    with counter.open() as history, counter.open() as other:
        history.record([event(1, track(1, song))])
        with history.snapshot():
            other.record([event(2, track(2, song, 9), hours=1)])
        assert history.maintain() == 0
    assert sqlite3.connect(counter.file).execute("SELECT count(*) FROM print").fetchone() == (2,)
