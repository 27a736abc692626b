"""What was decided about products, and who is paid for them, asked of the history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from precheck import UploadStatus
from precheck_cadence.codes import Payee, Record, Resubmitted
from precheck_cadence.history import Entity, History, Moment, Standing, moment, time_of
from precheck_cadence.history.sayings import sums_of, words_of
from precheck_cadence.signals.units import DAY
from precheck_cadence.upload import UploadEvent

DECISIONS = 50
"""So many of the newest are looked at (policies.md, CAD-23: the last 10 to 50)."""
LOOKED_THROUGH = 500
"""So many of the newest standings are read for them: some say nothing new of a product."""
MONTH, TWO_MONTHS = 30 * DAY, 60 * DAY
PAYEE_DAYS = 90


def resubmitted(history: History, events: Iterable[UploadEvent]) -> Iterator[Resubmitted]:
    """Releases whose last verdict was a rejection, and that say what was rejected."""
    for event in events:
        now = moment(event.uploaded)
        of = (event.account, event.product)
        last = next(iter(history.verdicts(*of, now - 1, 1)), None)
        if last is None or last.status is not UploadStatus.REJECTED:
            continue
        then = next(iter(history.said(*of, last.moment, 1)), None)
        if then is not None and (then.words, then.sums) == (words_of(event), sums_of(event)):
            yield Resubmitted(
                release=event.release,
                account=event.account,
                product=event.product,
                rejected=time_of(last.moment),
                reason=last.reason,
                sent=time_of(then.moment),
                with_bytes=bool(then.sums),
            )


def records(history: History, events: Iterable[UploadEvent]) -> Iterator[Record]:
    """What was decided about each account's products up to its last upload in the batch."""
    for account, own in _grouped(events, lambda event: event.account):
        until = max(moment(event.uploaded) for event in own)
        standings = [
            one for one in history.standings(account, LOOKED_THROUGH) if one.moment <= until
        ]
        decided = list(_decisions(standings))[:DECISIONS]
        if not decided:
            continue
        bad = [one for one in standings if one.status is UploadStatus.REJECTED]
        yield Record(
            account=account,
            is_label=any(event.is_label for event in own),
            releases=tuple(sorted(event.release for event in own)),
            until=time_of(until),
            decided=len(decided),
            rejected=sum(one.status is UploadStatus.REJECTED for one in decided),
            since=time_of(decided[-1].moment),
            points_30_days=_points(standings, until - MONTH),
            points_60_days=_points(standings, until - TWO_MONTHS),
            unstated_30_days=_unstated(bad, until - MONTH),
            unstated_60_days=_unstated(bad, until - TWO_MONTHS),
        )


def payees(history: History, events: Iterable[UploadEvent]) -> Iterator[Payee]:
    """How many accounts each payee of the batch has; those of labels do not ask."""
    artists = [event for event in events if not event.is_label]
    for payee, own in _grouped(artists, lambda event: event.payee):
        until = max(moment(event.uploaded) for event in own)
        after = until - PAYEE_DAYS * DAY
        yield Payee(
            payee=payee,
            after=time_of(after),
            until=time_of(until),
            accounts=history.accounts(Entity.PAYEE, payee, after, until),
            releases=tuple(sorted(event.release for event in own)),
        )


def _decisions(standings: Iterable[Standing]) -> Iterator[Standing]:
    """Every rejection, and of each product the last time it was let through; newest first."""
    through: set[str] = set()
    for one in standings:
        if one.status is UploadStatus.REJECTED:
            yield one
        elif one.status is not UploadStatus.PENDING and one.product not in through:
            through.add(one.product)
            yield one


def _points(standings: Iterable[Standing], after: Moment) -> float:
    """Points as numbers above 0, however the recipient writes them."""
    return round(sum(abs(one.points) for one in standings if one.moment > after), 3)


def _unstated(rejections: Iterable[Standing], after: Moment) -> int:
    return sum(one.moment > after and not one.points for one in rejections)


def _grouped(
    events: Iterable[UploadEvent], by: Callable[[UploadEvent], str]
) -> list[tuple[str, list[UploadEvent]]]:
    """By a name that every one has, in the order of the names."""
    found: dict[str, list[UploadEvent]] = {}
    for event in events:
        if by(event):
            found.setdefault(by(event), []).append(event)
    return sorted(found.items())
