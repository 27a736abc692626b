"""Rules about who is named as the writer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.conduct import Conduct
from precheck_cadence.options.works import SuperhumanWriter
from precheck_cadence.rules.senders import Senders, days_before
from precheck_cadence.rules.sources import HUMAN_AUTHORSHIP, ours
from precheck_cadence.upload import UploadEvent
from precheck_cadence.works import MONTH_DAYS, WORKS_FROM, Output, WriterOutput


@rule(
    "cadence.superhuman-writer",
    title="One writer is named for more works than a person writes",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Cadence,),
    sources=(HUMAN_AUTHORSHIP,),
    options=SuperhumanWriter,
    thresholds=ours(
        "from_24_hours",
        "from_30_days",
        "label_from_24_hours",
        "label_from_30_days",
        note="An extraordinary number in a short time is a published sign; the numbers are ours.",
    ),
    is_estimate=True,
    needs_trial=True,
)
def superhuman_writer(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    How many works an account sends as written by one name, in the 24 hours and the 30 days that end
    with its last upload in the batch. The two products with most of them do not count: albums are
    written over years and sent in a day, and often two together. CAD-25.

    ## Why it matters

    Where a writer claims an extraordinary number of works in a short time, the MLC may doubt that
    a person wrote them. It then holds the royalties while it looks.

    ## What to do

    Ask who wrote them, and how. What generative AI made must say so.
    Works of many years that come at once are a catalogue: deliver it with the ISRCs it has had.

    ## Limits

    The numbers are ours. A name may be several people, so one account is counted at a time, and
    whoever spreads works over several stays below. Labels are not asked unless a policy gives them
    a number: those of classical and of production music send as many works of one composer.
    All recordings of one title are one work; what stands in parentheses, in brackets or behind a
    dash is its version, but for a number. Movements and numbered parts are works.
    A recording whose ISRC was given before last year does not count, nor do plausible transfers.
    Only a writer's newest 500 tracks are looked at. Traditional and unknown writers are nobody.
    """
    limits, senders = facts[SuperhumanWriter], Senders(facts)
    for account in senders:
        for writer in account.writers:
            full = _full(account, writer, limits)
            if full:
                said = (
                    f"{window.output.beyond} in {window.words} beyond two products"
                    f" (notice from {window.begins})"
                    for window in full
                )
                yield from senders.tell(
                    account,
                    f"works by {writer.name!r} from {account.account!r}: {', '.join(said)}",
                    {
                        "writer": writer.name,
                        "windows": [_evidence(window) for window in full],
                        "accounts_in_30_days": writer.accounts,
                        "of_newest": WORKS_FROM,
                    },
                    after=days_before(account.until, full[-1].days),
                    only=partial(_is_by, writer.name),
                )


class _Window(NamedTuple):
    """What one writer is named for in so many days, and from where on it is told."""

    days: int
    words: str
    output: Output
    begins: int


def _full(account: Conduct, writer: WriterOutput, limits: SuperhumanWriter) -> list[_Window]:
    """The windows that reached their number, the shorter one first."""
    is_label = account.is_label
    from_day = limits.label_from_24_hours if is_label else limits.from_24_hours
    from_month = limits.label_from_30_days if is_label else limits.from_30_days
    windows = (
        _Window(1, "24 hours", writer.day, from_day),
        _Window(MONTH_DAYS, f"{MONTH_DAYS} days", writer.month, from_month),
    )
    return [window for window in windows if 0 < window.begins <= window.output.beyond]


def _evidence(window: _Window) -> dict[str, Any]:
    return {
        "days": window.days,
        "works": window.output.works,
        "products": window.output.products,
        "count": window.output.beyond,
        "threshold": window.begins,
    }


def _is_by(writer: str, event: UploadEvent) -> bool:
    return any(writer in track.writers for track in event.tracks)
