"""The accounts of a batch, and how a finding about one is told of each release that it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from precheck import Facts, Finding
from precheck_cadence.cadence import Cadence
from precheck_cadence.conduct import Conduct
from precheck_cadence.history import HOUR, moment, time_of
from precheck_cadence.rules.places import Places
from precheck_cadence.upload import TimedBy, UploadEvent

LISTED = 20
"""How many other releases the evidence lists."""
QUARTER = 90
"""In days."""

Asked = Callable[[UploadEvent], bool]


def days_before(until: datetime, days: int) -> datetime:
    """The start of the window that ends at `until`, or of the calendar."""
    return time_of(moment(until) - days * 24 * HOUR)


def just_before(at: int) -> datetime:
    """The start, itself outside, of a stretch that holds this moment."""
    return time_of(at - 1)


def is_timed(event: UploadEvent) -> bool:
    """Whether somebody says when it came; the time of a message is when a machine wrote it."""
    return event.timed_by is TimedBy.DELIVERY


def _every(_: UploadEvent) -> bool:
    return True


class Senders:
    """The accounts of a batch. What they sent is looked at where there is something to say."""

    def __init__(self, facts: Facts) -> None:
        """Take the facts of a batch."""
        self._facts = facts

    def __iter__(self) -> Iterator[Conduct]:
        """Each account, in the order of their names."""
        return iter(self._facts[Cadence].accounts)

    def tell(
        self,
        about: Conduct,
        message: str,
        evidence: Mapping[str, Any],
        *,
        after: datetime | None = None,
        only: Asked = _every,
    ) -> Iterator[Finding]:
        """A finding for each release that `only` wants, sent after a moment where one is given.

        A release of which nothing is known here is told too: nothing falls silent for that.
        """
        releases = [
            release
            for release in about.releases
            if (event := self._places.event_of(release)) is None
            or ((after is None or event.uploaded > after) and only(event))
        ]
        for release in releases:
            spot = self._places.of_release(release)
            others = (other for other in releases[: LISTED + 1] if other != release)
            yield Finding(
                message,
                release=release,
                place=spot.place,
                file=spot.file,
                evidence={
                    "account": about.account,
                    "tier": about.tier.value,
                    **({"after": after.isoformat()} if after is not None else {}),
                    "until": about.until.isoformat(),
                    **evidence,
                    "other_releases_in_batch": len(releases) - 1,
                    "others": list(others)[:LISTED],
                    "history": self._facts[Cadence].history or "none, this batch only",
                },
            )

    @cached_property
    def _places(self) -> Places:
        return Places(self._facts)
