"""`precheck backtest`: what the cadence rules would have held of a history, with hindsight."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from precheck.commands import UsageError, json_option, plain, print_json
from precheck_cadence.commands.opened import Wanted, history_options, opened
from precheck_cadence.commands.replaying import Work, questions, replayed

if TYPE_CHECKING:
    from precheck_cadence.backtest.replay import Past
    from precheck_cadence.backtest.score import Score, Share

_BAD = {"0": False, "1": True}
TOLERATED = 0.005
"""The share of clean accounts that a rule may hold and still be offered a trial."""


class Truth(Struct, frozen=True):
    """What is known of an account."""

    account: str
    is_bad: bool
    since: datetime | None = None
    """Before it was honest: those uploads are left out."""


@click.command("backtest")
@click.option("--for", "recipient", metavar="POLICY", required=True, help="A policy, or its file.")
@click.option(
    "--truth",
    type=click.Path(path_type=Path),
    help="CSV with account, bad (0 or 1) and, where it began to be, since.",
)
@click.option(
    "--sample",
    type=click.IntRange(1),
    metavar="NUMBER",
    help="Of the clean accounts only so many, drawn by chance; every bad one.",
)
@click.option(
    "--keep",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What is found of each account; a back-test that was broken off goes on from there.",
)
@click.option("--jobs", type=click.IntRange(1), default=1, help="Processes; one by default.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day of the policy.")
@json_option
@history_options
def command(  # noqa: PLR0913 - each is an option of the command
    *,
    recipient: str,
    truth: Path | None,
    sample: int | None,
    keep: Path | None,
    jobs: int,
    as_of: datetime | None,
    as_json: bool,
    history: str | None,
    config: Path | None,
) -> None:
    """Replay the history day by day, and count which accounts each rule would have held.

    Bad accounts are those that --truth names, else those of whose products one was taken down.
    """
    from precheck_cadence.backtest.score import scores

    day = as_of.date() if as_of is not None else datetime.now(UTC).date()
    work = Work(Wanted.of(history, config), recipient, config, day)
    rules = {asked.question.rule.id: asked.holds for asked in questions(work)}
    bad = {one.account: one.since for one in _truths(truth, work)}
    pasts = replayed(work, bad, sample=sample, jobs=jobs, keep=keep)
    if not pasts:
        raise UsageError("the history holds no uploads")
    found = scores(pasts, frozenset(bad), rules)
    if as_json:
        print_json(found)
        return
    for line in _lines(found, pasts, day):
        click.echo(plain(line))


def _truths(file: Path | None, work: Work) -> Iterator[Truth]:
    if file is None:
        yield from _taken_down(work)
        return
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines), 2):
                truth = _truth(row)
                if truth is None:
                    msg = f"{file}, line {number}: it needs account, bad (0 or 1), and since a time"
                    raise UsageError(msg)
                if truth.is_bad:
                    yield truth
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read: {error}") from error


def _truth(row: Mapping[str, str]) -> Truth | None:
    try:
        since = _time(row["since"]) if row.get("since") else None
        return Truth(row["account"], _BAD[row["bad"].strip()], since)
    except (KeyError, ValueError):
        return None


def _time(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _taken_down(work: Work) -> Iterator[Truth]:
    from precheck import UploadStatus

    with opened(work.wanted) as history:
        for account in history.senders():
            standings = history.standings(account, 1_000)
            if any(one.status is UploadStatus.TAKEN_DOWN for one in standings):
                yield Truth(account, is_bad=True)


def _share(share: Share) -> str:
    low, high = share.interval
    return f"{share.some:6} of {share.of:6} ({100 * low:.2f} to {100 * high:.2f} %)"


def _lines(found: Sequence[Score], pasts: Sequence[Past], day: date) -> Iterator[str]:
    width = max(len(score.rule) for score in found)
    yield f"{'rule':{width}}  holds  clean held            bad held         held early"
    for score in found:
        yield (
            f"{score.rule:{width}}  {'yes' if score.holds else '-':5}  "
            f"{_share(score.clean)}  {_share(score.bad)}  {_share(score.early)}"
        )
    days = f"{len(pasts)} accounts, {sum(past.uploads for past in pasts)} uploads"
    yield f"{days}; shares with their 95 % confidence intervals"
    offered = [s for s in found[:-1] if s.clean.of and s.clean.share <= TOLERATED and s.bad.some]
    if offered:
        yield ""
        yield "Lines for a policy: rules that held at most 0.5 % of the clean accounts"
    for score in offered:
        yield "[[rules]]"
        yield f'rule = "{score.rule}"'
        yield (
            f'trial = {{ on = {day}, history = "{days}", clean = {score.clean.of}, '
            f"clean-held = {score.clean.some}, bad = {score.bad.of}, bad-held = {score.bad.some} }}"
        )
