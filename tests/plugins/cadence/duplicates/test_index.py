"""One fingerprint among many, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep
from typing import Any

import numpy as np
import pytest

from precheck import Fingerprint
from precheck_cadence.duplicates.index import LEAST_VOTES, SNIPPET_VOTES, Print, PrintIndex
from precheck_cadence.duplicates.sampling import sampled
from precheck_cadence.duplicates.tables import STATEMENTS
from precheck_cadence.history.address import Address
from precheck_cadence.history.database import Database, Dialect
from precheck_cadence.history.postgresql import PostgresqlDatabase
from precheck_cadence.history.sqlite import SqliteDatabase


@pytest.fixture
def index(database: Database) -> PrintIndex:
    return PrintIndex(database)


def a_print(product: int, fingerprint: Fingerprint, recording: int = 1) -> Print:
    return Print(product=product, recording=recording, fingerprint=fingerprint)


def postings(database: Database) -> list[tuple[int, int]]:
    rows = database.all("SELECT value, print FROM posting ORDER BY value, print")
    return [(value, number) for value, number in rows]


def test_votes_are_those_of_brute_force(tape: Any, database: Database, index: PrintIndex) -> None:
    songs = [tape.values(500, seed) for seed in range(30)]
    mixed = np.concatenate([songs[3][:300], songs[4][200:], songs[5][:60]])
    numbers = index.add(a_print(seed, tape.printed(song)) for seed, song in enumerate(songs))
    asked = set(sampled(tape.printed(mixed)))
    shared = {
        number: len(asked & set(sampled(tape.printed(song))))
        for number, song in zip(numbers, songs, strict=True)
    }
    least = max(LEAST_VOTES, 0.05 * len(asked))

    answer = index.alike(tape.printed(mixed))

    assert answer.asked == len(asked)
    assert {alike.print: alike.votes for alike in answer.found} == {
        number: votes for number, votes in shared.items() if votes >= least
    }
    assert [alike.product for alike in answer.found][:2] == [4, 3]
    assert len(postings(database)) == sum(len(sampled(tape.printed(song))) for song in songs)


@pytest.mark.parametrize("bit_error_rate", [0.0, 0.01, 0.02])
@pytest.mark.parametrize("cut", [slice(None), slice(250, None), slice(100, 350)])
def test_a_copy_is_found_and_strangers_are_not(
    tape: Any, index: PrintIndex, bit_error_rate: float, cut: slice
) -> None:
    songs = [tape.values(700, seed) for seed in range(20)]
    index.add(a_print(seed, tape.printed(song)) for seed, song in enumerate(songs))

    for seed, song in enumerate(songs):
        worn = tape.printed(tape.worn(song[cut], bit_error_rate, seed))
        [alike] = index.alike(worn).found
        assert alike.product == seed
        assert alike.match.one_coverage > 0.95
    assert index.alike(tape.printed(tape.values(700, 99))).found == ()


def test_a_snippet_needs_no_share(tape: Any, index: PrintIndex) -> None:
    host, foreign = tape.values(2000, 1), tape.values(2000, 2)
    host[500:560] = foreign[900:960]
    index.add([a_print(1, tape.printed(foreign))])

    assert index.alike(tape.printed(host)).found == ()
    [alike] = index.alike(tape.printed(host), least=SNIPPET_VOTES, share=0).found
    assert alike.match.seconds == pytest.approx(7.4, abs=1)


def test_the_same_recording_comes_again_and_changes_nothing(
    tape: Any, database: Database, index: PrintIndex
) -> None:
    song = a_print(1, tape.printed(tape.values(400, 3)))
    first = index.add([song])
    before = postings(database)

    assert index.add([song, song]) == first * 2
    assert postings(database) == before


def test_other_sound_takes_the_place_of_the_old(
    tape: Any, database: Database, index: PrintIndex
) -> None:
    old, new = tape.printed(tape.values(400, 4)), tape.printed(tape.values(300, 5))
    (number,) = index.add([a_print(1, old)])

    assert index.add([a_print(1, new)]) == (number,)
    assert postings(database) == [(value, number) for value in sampled(new)]
    assert index.alike(old).found == ()
    assert index.alike(new).found[0].seconds == new.seconds


def test_of_two_in_one_batch_the_last_holds(
    tape: Any, database: Database, index: PrintIndex
) -> None:
    old, new = tape.printed(tape.values(400, 20)), tape.printed(tape.values(300, 21))

    first, second = index.add([a_print(1, old), a_print(1, new)])

    assert first == second
    assert postings(database) == [(value, first) for value in sampled(new)]


@pytest.mark.parametrize("at_once", [1, 7, 40, 41])
def test_many_at_once_are_all_there(
    tape: Any, database: Database, index: PrintIndex, at_once: int
) -> None:
    songs = [tape.printed(tape.values(100, seed)) for seed in range(40)]

    prints = (a_print(seed, song) for seed, song in enumerate(songs))
    numbers = index.add(prints, at_once=at_once)

    assert sorted(postings(database), key=lambda row: (row[1], row[0])) == [
        (value, number)
        for number, song in zip(numbers, songs, strict=True)
        for value in sampled(song)
    ]


def test_what_is_forgotten_is_gone(tape: Any, database: Database, index: PrintIndex) -> None:
    songs = [tape.printed(tape.values(400, seed)) for seed in (6, 7, 8)]
    index.add(a_print(product, song) for product, song in zip((1, 1, 2), songs, strict=True))
    kept = index.of_products([2])

    index.forget([*index.of_products([1, 77]), 4711])

    assert {number for _, number in postings(database)} == set(kept)
    assert database.one("SELECT count(*) FROM print") == (1,)
    assert index.alike(songs[0]).found == ()
    assert index.alike(songs[2]).found[0].print == kept[0]


def test_two_recordings_of_one_product_are_two(tape: Any, index: PrintIndex) -> None:
    song = tape.printed(tape.values(400, 9))
    index.add([a_print(1, song, recording) for recording in (1, 2)])

    found = index.alike(song).found

    assert [(alike.product, alike.recording) for alike in found] == [(1, 1), (1, 2)]


@pytest.mark.parametrize("values", [[], [5] * 900, list(range(20))])
def test_what_tells_too_little_is_not_said_to_be_new(
    tape: Any, index: PrintIndex, values: list[int]
) -> None:
    index.add([a_print(1, tape.printed(values))])

    answer = index.alike(tape.printed(values))

    assert not answer.is_telling
    assert answer.found == ()


def test_candidates_beyond_the_limit_are_counted(tape: Any, index: PrintIndex) -> None:
    song = tape.printed(tape.values(400, 10))
    index.add(a_print(product, song) for product in range(30))

    answer = index.alike(song, 7)

    assert (answer.candidates, len(answer.found)) == (30, 7)


def test_common_values_are_looked_up_no_longer(
    tape: Any, database: Database, index: PrintIndex
) -> None:
    common = [value for value in range(400) if sampled(tape.printed([value]))][:8]
    songs = [np.concatenate([common, tape.values(400, 200 + seed)]) for seed in range(60)]
    index.add(a_print(seed, tape.printed(song)) for seed, song in enumerate(songs[:55]))
    before = index.alike(tape.printed(songs[0])).candidates

    assert index.drop_common() == 8
    index.add(a_print(seed, tape.printed(songs[seed])) for seed in range(55, 60))

    assert before == 55
    assert index.alike(tape.printed(songs[0])).candidates == 1
    assert index.alike(tape.printed(songs[58])).found[0].product == 58
    assert not {value for value, _ in postings(database)} & set(common)
    assert index.drop_common() == 0


def test_what_was_uploaded_a_hundred_times_is_not_common(tape: Any, index: PrintIndex) -> None:
    song = tape.values(400, 11)
    index.add(a_print(n, tape.printed(tape.worn(song, 0.01, n))) for n in range(100))
    index.add(a_print(500 + n, tape.printed(tape.values(400, 300 + n))) for n in range(30))

    assert index.drop_common() == 0
    assert index.alike(tape.printed(song)).candidates == 100


def test_an_addition_that_is_rolled_back_never_was(
    tape: Any, database: Database, index: PrintIndex
) -> None:
    song = tape.printed(tape.values(400, 12))

    with pytest.raises(KeyError), database.transaction():  # noqa: PT012 - all of it is the point
        index.add([a_print(1, song)])
        raise KeyError

    assert postings(database) == []
    assert index.alike(song).found == ()


def test_sqlite_begins_with_the_values_asked_for(tape: Any, tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "prints.sqlite")
    PrintIndex(database).add([a_print(1, tape.printed(tape.values(400, 13)))])

    plan = database.all(
        "EXPLAIN QUERY PLAN " + STATEMENTS[Dialect.SQLITE].voted, list="[1, 2]", least=5, limit=9
    )

    assert [row[3] for row in plan if "hit" in row[3]] == ["SEARCH hit USING PRIMARY KEY (value=?)"]
    database.close()


def test_two_writers_of_one_recording_agree(tape: Any, server: Any) -> None:
    address = Address.of(server.url())
    one, other = (PostgresqlDatabase(address) for _ in range(2))
    song = a_print(1, tape.printed(tape.values(400, 14)))

    with ThreadPoolExecutor(1) as pool:
        with one.transaction():
            numbers = PrintIndex(one).add([song])
            waiting = pool.submit(PrintIndex(other).add, [song])
            sleep(0.2)
            assert not waiting.done()
        assert waiting.result(timeout=30) == numbers
    assert len(postings(one)) == len(sampled(song.fingerprint))
    one.close()
    other.close()
