"""What two recordings are to each other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from precheck_cadence.duplicates.matching import Match, matched
from precheck_cadence.duplicates.relation import Relation, parts, relation


def told(tape: Any, one: Any, other: Any) -> Relation:
    return relation(matched(tape.printed(one), tape.printed(other)))


def test_a_transcode_is_the_same(tape: Any) -> None:
    whole = tape.values(900, 1)

    assert told(tape, tape.worn(whole, 0.03), whole) is Relation.SAME


def test_a_fade_cut_short_is_the_same(tape: Any) -> None:
    whole = tape.values(900, 2)

    assert told(tape, whole[30:800], whole) is Relation.SAME


def test_a_trimmed_one_is_an_excerpt_and_the_other_way_round_extended(tape: Any) -> None:
    whole = tape.values(900, 3)

    assert told(tape, whole[200:500], whole) is Relation.EXCERPT
    assert told(tape, whole, whole[200:500]) is Relation.EXTENDED


@pytest.mark.parametrize(
    ("count", "said"), [(32, Relation.SNIPPET), (200, Relation.SNIPPET), (400, Relation.PARTLY)]
)
def test_a_foreign_passage_is_a_snippet_up_to_thirty_seconds(
    tape: Any, count: int, said: Relation
) -> None:
    host, foreign = tape.values(1500, 4), tape.values(1500, 5)
    host[100 : 100 + count] = foreign[700 : 700 + count]

    assert told(tape, host, foreign) is said


def test_a_short_and_worn_passage_may_be_chance(tape: Any) -> None:
    host, foreign = tape.values(1500, 6), tape.values(1500, 7)
    host[100:140] = tape.worn(foreign[700:740], 0.11)

    assert told(tape, host, foreign) is Relation.NONE


def test_strangers_are_nothing_to_each_other(tape: Any) -> None:
    assert told(tape, tape.values(900, 8), tape.values(900, 9)) is Relation.NONE


def test_what_cannot_be_compared_is_not_said_to_differ(tape: Any) -> None:
    assert told(tape, [], tape.values(900, 10)) is Relation.UNTOLD
    assert told(tape, [7] * 900, tape.values(900, 10)) is Relation.UNTOLD


def test_a_medley_is_made_of_several(tape: Any) -> None:
    first, second = tape.values(900, 11), tape.values(900, 12)
    medley = np.concatenate([first[100:400], tape.values(200, 13), second[300:500]])
    others = {1: first, 2: second, 3: tape.values(900, 14), 4: tape.worn(second, 0.02)}

    found = parts({n: matched(tape.printed(medley), tape.printed(v)) for n, v in others.items()})

    assert [part.print for part in found] == [1, 2]
    assert found[0].seconds == pytest.approx(300 * 0.1238, abs=1)


def test_nothing_is_made_of_nothing() -> None:
    assert parts({}) == ()
    assert parts({1: Match(), 2: Match(is_telling=False)}) == ()
