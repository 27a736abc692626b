"""What a back-test adds up to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from scipy.stats import binomtest

from precheck_cadence.backtest.replay import Past, Spoke
from precheck_cadence.backtest.score import TOGETHER, Share, scores

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def past(account: str, uploads: int, **spoke: int) -> Past:
    said = {rule: Spoke(on=NOON, before=before) for rule, before in spoke.items()}
    return Past(account=account, uploads=uploads, spoke=said)


@pytest.mark.parametrize(("some", "of"), [(0, 1894), (1, 7), (19, 19), (8, 20), (500, 100_000)])
def test_the_interval_is_that_of_scipy(some: int, of: int) -> None:
    theirs = binomtest(some, of).proportion_ci(method="wilson")
    assert Share(some=some, of=of).interval == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_of_nobody_nothing_is_known() -> None:
    assert Share(some=0, of=0).interval == (0.0, 1.0)
    assert Share(some=0, of=0).share == 0.0


def test_clean_and_bad_accounts_are_counted_apart_and_early_ones_among_the_bad() -> None:
    pasts = [
        past("clean", 10),
        past("held", 10, flood=3),
        past("early", 100, flood=10, edge=40),
        past("late", 100, flood=11),
    ]
    flood, edge, together = sorted(
        scores(pasts, frozenset({"early", "late"}), {"flood": True, "edge": False}),
        key=lambda score: score.rule != "flood",
    )
    if edge.rule == TOGETHER:
        edge, together = together, edge
    assert (flood.clean, flood.bad, flood.early) == (
        Share(some=1, of=2),
        Share(some=2, of=2),
        Share(some=1, of=2),
    )
    assert (edge.holds, edge.bad, edge.early) == (False, Share(some=1, of=2), Share(some=0, of=2))
    assert together.clean == flood.clean


def test_all_that_hold_are_as_early_as_the_first_of_them() -> None:
    pasts = [past("bad", 100, flood=50, edge=5)]
    rows = scores(pasts, frozenset({"bad"}), {"flood": True, "edge": True})
    assert rows[-1].rule == TOGETHER
    assert rows[-1].early == Share(some=1, of=1)
    rows = scores(pasts, frozenset({"bad"}), {"flood": True, "edge": False})
    assert rows[-1].early == Share(some=0, of=1)
