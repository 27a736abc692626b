"""A stretch of time cut into whole hours and broken ones: nothing twice, nothing left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from precheck_cadence.history.moments import HOUR, Cut

times = st.builds(
    lambda hour, more: hour * HOUR + more, st.integers(-3, 3), st.sampled_from([-1, 0, 1, 99])
)


@given(after=times, until=times, moment=times)
def test_every_moment_is_counted_once_or_not_at_all(after: int, until: int, moment: int) -> None:
    cut = Cut.of(after, until)
    counted = (
        (cut.after < moment <= cut.head)
        + (cut.hour <= moment // HOUR < cut.end)
        + (cut.tail < moment <= cut.until)
    )
    assert counted == (after < moment <= until)
