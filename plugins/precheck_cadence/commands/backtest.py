"""`precheck backtest`: what the cadence rules would have held of a history, with hindsight."""

from __future__ import annotations

import atexit
import csv
import sys
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from datetime import UTC, date, datetime
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, ClassVar

import click
from msgspec import Struct, structs

from precheck.commands import (
    UsageError,
    asked_of,
    config_option,
    json_option,
    own_options,
    plain,
    print_json,
)
from precheck_cadence.options import CadenceOptions

if TYPE_CHECKING:
    from precheck_cadence.asking import Question
    from precheck_cadence.backtest.replay import Past
    from precheck_cadence.backtest.score import Score, Share
    from precheck_cadence.history.store import Store

_BAD = {"0": False, "1": True}
STRETCHES = 50
"""Into so many the accounts are cut for each process."""
SEED = 1927
"""Of the sample, so that a back-test can be repeated."""
TOLERATED = 0.005
"""The share of clean accounts that a rule may hold and still be offered a trial."""


class Truth(Struct, frozen=True):
    """What is known of an account."""

    account: str
    is_bad: bool
    since: datetime | None = None
    """Before it was honest: those uploads are left out."""


class Work(Struct, frozen=True):
    """What a process needs to replay accounts."""

    options: CadenceOptions
    folder: Path
    recipient: str
    config: Path | None
    day: date


@click.command("backtest")
@click.option("--for", "recipient", metavar="POLICY", required=True, help="A policy, or its file.")
@click.option(
    "--history", metavar="FILE|URL", help="Instead of the history that precheck.toml names."
)
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
@click.option("--jobs", type=click.IntRange(1), default=1, help="Processes; one by default.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day of the policy.")
@json_option
@config_option
def command(  # noqa: PLR0913 - each is an option of the command
    *,
    recipient: str,
    history: str | None,
    truth: Path | None,
    sample: int | None,
    jobs: int,
    as_of: datetime | None,
    as_json: bool,
    config: Path | None,
) -> None:
    """Replay the history day by day, and count which accounts each rule would have held.

    Bad accounts are those that --truth names, else those of whose products one was taken down.
    """
    from precheck_cadence.backtest.score import scores

    options, folder = own_options(CadenceOptions, config)
    if history is not None:
        options = structs.replace(options, history=history)
    if not options.history:
        raise UsageError("there is no history: name one by --history, or in [plugins.cadence]")
    day = as_of.date() if as_of is not None else datetime.now(UTC).date()
    work = Work(options, folder, recipient, config, day)
    questions = _questions(work)
    bad = {one.account: one for one in _truths(truth, work)}
    pasts = list(_replayed(work, bad, sample, jobs))
    if not pasts:
        raise UsageError("the history holds no uploads")
    rules = {asked.question.rule.id: asked.holds for asked in questions}
    found = scores(pasts, frozenset(bad), rules)
    if as_json:
        print_json(found)
        return
    for line in _lines(found, pasts, day):
        click.echo(plain(line))


class Asked(Struct, frozen=True):
    """A question, and whether the policy lets its rule hold."""

    question: Question
    holds: bool


def _questions(work: Work) -> list[Asked]:
    from precheck import Severity
    from precheck_cadence.asking import Question, is_answered

    return [
        Asked(Question(rule, made.options), made.severity >= Severity.REVIEW)
        for rule, made in asked_of(
            "cadence", [work.recipient], work.config, work.day, is_trial=True
        )
        if is_answered(rule) and made.severity is not Severity.OFF
    ]


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

    with _opened(work) as history:
        for account in history.senders():
            standings = history.standings(account, 1_000)
            if any(one.status is UploadStatus.TAKEN_DOWN for one in standings):
                yield Truth(account, is_bad=True)


def _replayed(work: Work, bad: dict[str, Truth], sample: int | None, jobs: int) -> Iterator[Past]:
    with _opened(work) as history:
        accounts = _drawn(history.senders(), bad, sample)
    since = {account: one.since for account, one in bad.items()}
    size = max(len(accounts) // (STRETCHES * jobs), 1)
    chunks = [
        [(account, since.get(account)) for account in accounts[start : start + size]]
        for start in range(0, len(accounts), size)
    ]
    with click.progressbar(length=len(accounts), label="replayed", file=sys.stderr) as bar:
        for pasts in _mapped(work, chunks, jobs):
            yield from pasts
            bar.update(len(pasts))


def _drawn(accounts: list[str], bad: Container[str], sample: int | None) -> list[str]:
    """The bad accounts and so many of the others, the same each time."""
    clean = [account for account in accounts if account not in bad]
    if sample is None or sample >= len(clean):
        return accounts
    drawn = frozenset(Random(SEED).sample(clean, sample))  # noqa: S311 - no secret
    return [account for account in accounts if account in bad or account in drawn]


def _mapped(
    work: Work, chunks: Sequence[list[tuple[str, datetime | None]]], jobs: int
) -> Iterable[list[Past]]:
    if jobs == 1:
        with ExitStack() as desk:
            yield from map(_Desk(work, desk).replay, chunks)
        return
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_Desk.take, initargs=(work,)
    ) as pool:
        yield from pool.map(_Desk.at_work, chunks)


class _Desk:
    """What a process keeps open while it replays accounts."""

    _taken: ClassVar[_Desk]

    def __init__(self, work: Work, opened: ExitStack) -> None:
        from precheck_cadence.intake import PastIntake

        self._questions = [asked.question for asked in _questions(work)]
        self._history = opened.enter_context(_opened(work))
        opened.enter_context(self._history.snapshot())
        self._intake = PastIntake(self._history)

    def replay(self, accounts: list[tuple[str, datetime | None]]) -> list[Past]:
        """Every day of some accounts."""
        from precheck_cadence.backtest.replay import replayed

        return [
            replayed(
                self._history,
                account,
                self._history.uploads_of(account),
                self._questions,
                since=since,
                intake=self._intake,
            )
            for account, since in accounts
        ]

    @classmethod
    def take(cls, work: Work) -> None:
        """Take one for this process, until it ends."""
        opened = ExitStack()
        atexit.register(opened.close)
        cls._taken = cls(work, opened)

    @classmethod
    def at_work(cls, accounts: list[tuple[str, datetime | None]]) -> list[Past]:
        """Replay at the desk of this process."""
        return cls._taken.replay(accounts)


def _share(share: Share) -> str:
    low, high = share.interval
    return f"{share.some:6} of {share.of:6} ({100 * low:.2f} to {100 * high:.2f} %)"


def _opened(work: Work) -> Store:
    from precheck_cadence.history.failure import HistoryFailure
    from precheck_cadence.history.opening import opened

    try:
        return opened(work.options, work.folder)
    except HistoryFailure as failure:
        raise UsageError(f"{failure.why.detail}; {failure.why.remedy}") from failure


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
