"""`precheck judge`: judge a saved report again, and say what changed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path
from signal import SIGINT, signal
from typing import IO, TYPE_CHECKING

import click

from precheck.cli.answer import BARS, fitting, interrupted, opened, painter
from precheck.cli.options import GivenPath, order_for, plugin_options, settings_for
from precheck.errors import UsageError

if TYPE_CHECKING:
    from precheck.changes import JudgingEvent


@click.command("judge")
@click.argument("report", type=GivenPath(allow_dash=True))
@click.option(
    "--for", "recipients", multiple=True, metavar="POLICY", help="Instead of the report's."
)
@click.option(
    "--as-of", type=click.DateTime(formats=["%Y-%m-%d"]), help="Instead of the report's day."
)
@click.option("--fail-on", type=click.Choice(BARS), help="The bar; default review.")
@click.option("--require", multiple=True, metavar="PLUGIN", help="Insist on this plugin.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    help="Text for people, one JSON object, or one event a line.",
)
@click.option("--json", "as_json", is_flag=True, help="Short for --format json.")
@click.option("--output", "-o", type=GivenPath(), help="Write to this file.")
@click.option("--color/--no-color", default=None, help="Colour the text; default where it can.")
@plugin_options
def command(  # noqa: PLR0913, PLR0917 - each is an option
    report: Path,
    recipients: tuple[str, ...],
    as_of: datetime | None,
    fail_on: str | None,
    require: tuple[str, ...],
    form: str,
    as_json: bool,  # noqa: FBT001 - click hands it over by name
    output: Path | None,
    color: bool | None,  # noqa: FBT001
    config: Path | None,
    only: tuple[str, ...],
    without: tuple[str, ...],
) -> None:
    """Judge a saved report again, and say what changed. The files are not needed.

    REPORT was written by precheck check --with-facts, as JSON or in lines; - reads stdin.
    The facts come from the report; rules, policies, waivers and settings are those of now.
    """
    from precheck.engine.judging import judging
    from precheck.engine.reopen import Saved
    from precheck.engine.saved_room import SavedRoom
    from precheck.rules import Severity

    settings = settings_for(config)
    signal(SIGINT, interrupted)
    with _read(report) as (file, name):
        saved = Saved(file, name)
        plan = saved.started.plan
        order = order_for(
            settings,
            recipients=recipients or saved.recipients,
            as_of=as_of or datetime.combine(plan.as_of, time()),
            only=only or plan.only,
            without=without or plan.without,
            require=(*(name for name in plan.require if name not in without), *require),
            offline=True,
            debug=False,
        )
        room = SavedRoom(order, saved.started)
        events = judging(saved, room, fail_on=Severity(fail_on) if fail_on else settings.fail_on)
        exits = ExitWatch()
        with opened(output, read=(file.fileno(), *settings.files)) as answer:
            _write(exits.watch(events), answer, "json" if as_json else form, wanted=color)
    sys.exit(exits.code)


def _write(
    events: Iterable[JudgingEvent], answer: IO[bytes], form: str, *, wanted: bool | None
) -> None:
    from precheck.present.judgement import gather, to_json, to_line, to_text

    if form == "json":
        answer.write(to_json(gather(events)))
    elif form == "jsonl":
        answer.writelines(to_line(event) for event in events)
    else:
        lines = to_text(events, painter(answer, wanted=wanted))
        answer.writelines(f"{line}\n".encode() for line in fitting(lines, answer))


class ExitWatch:
    """Remembers the exit code that a stream of events ends with."""

    def __init__(self) -> None:
        """Until the stream has ended, the judging is not complete."""
        self.code = 3

    def watch(self, events: Iterable[JudgingEvent]) -> Iterator[JudgingEvent]:
        """Hand the events on."""
        from precheck.changes import JudgingFinished

        for event in events:
            if isinstance(event, JudgingFinished):
                self.code = event.exit_code
            yield event


@contextmanager
def _read(report: Path) -> Iterator[tuple[IO[bytes], str]]:
    """The report and how errors name it; `-` is stdin."""
    if str(report) == "-":
        yield sys.stdin.buffer, "the report on stdin"
        return
    try:
        file = report.open("rb")
    except OSError as error:
        raise UsageError(f"{report} cannot be opened: {error.strerror}") from error
    with file:
        yield file, str(report)
