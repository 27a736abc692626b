"""`precheck check`: judge what lies at a path."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from signal import SIGINT, signal
from typing import IO, TYPE_CHECKING

import click

from precheck.cli.answer import BARS, fitting, interrupted, opened, painter
from precheck.cli.options import GivenPath, order_for, plugin_options, settings_for
from precheck.cli.switches import Switched, switched

if TYPE_CHECKING:
    from precheck.report import Event

ANSWERS = frozenset({"", ".json", ".jsonl", ".txt"})
"""How files end that an answer may replace, even where they lie in a delivery."""


@click.command("check", cls=Switched)
@click.argument("paths", nargs=-1, required=True, type=GivenPath())
@click.option("--for", "recipients", multiple=True, metavar="POLICY", help="Judge for this one.")
@click.option(
    "--as-of",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="Judge under the policies of this day, instead of today's.",
)
@click.option("--fail-on", type=click.Choice(BARS), help="The bar; default review.")
@click.option("--require", multiple=True, metavar="PLUGIN", help="Insist on this plugin.")
@click.option("--offline", is_flag=True, help="Contact nothing.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    help="Text for people, one JSON object, or one event a line.",
)
@click.option("--json", "as_json", is_flag=True, help="Short for --format json.")
@click.option(
    "--with-facts", is_flag=True, help="Save the facts too, for precheck judge (JSON only)."
)
@click.option("--output", "-o", type=GivenPath(), help="Write to this file.")
@click.option("--jobs", "-j", type=click.IntRange(1), help="Worker processes.")
@click.option("--color/--no-color", default=None, help="Colour the text; default where it can.")
@click.option("--debug", is_flag=True, help="Show where in the code a fault arose.")
@plugin_options
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - each is an option
    ctx: click.Context,
    paths: tuple[Path, ...],
    recipients: tuple[str, ...],
    as_of: datetime | None,
    fail_on: str | None,
    require: tuple[str, ...],
    offline: bool,  # noqa: FBT001 - click hands it over by name
    form: str,
    as_json: bool,  # noqa: FBT001
    with_facts: bool,  # noqa: FBT001
    output: Path | None,
    jobs: int | None,
    color: bool | None,  # noqa: FBT001
    debug: bool,  # noqa: FBT001
    config: Path | None,
    only: tuple[str, ...],
    without: tuple[str, ...],
) -> None:
    """Check a message, a release folder, a batch folder or audio files."""
    from msgspec.structs import replace

    from precheck.engine.run import Request, check
    from precheck.rules import Severity

    if with_facts and form == "text" and not as_json:
        raise click.UsageError("--with-facts goes with --json or --format jsonl")
    settings = settings_for(config, paths)
    order = order_for(
        settings,
        recipients=recipients,
        as_of=as_of,
        only=only,
        without=without,
        require=require,
        offline=offline,
        debug=debug,
        with_facts=with_facts,
    )
    settings = switched(settings, ctx, order.only, order.without)
    order = replace(order, settings=settings)
    request = Request(
        paths=paths,
        order=order,
        fail_on=Severity(fail_on) if fail_on else settings.fail_on,
        jobs=jobs or settings.jobs,
    )
    signal(SIGINT, interrupted)
    exits = ExitWatch()
    events = exits.watch(_with_progress(check(request), quiet=output is None and form == "text"))
    with opened(output, read=(*paths, *settings.files, *_delivered(output, paths))) as answer:
        if as_json or form == "json":
            _write_json(events, answer)
        elif form == "jsonl":
            _write_lines(events, answer)
        else:
            _write_text(events, answer, wanted=color, debug=debug)
    sys.exit(exits.code)


def _delivered(output: Path | None, paths: Iterable[Path]) -> Iterator[Path]:
    """The output where it lies in a folder that is checked, and is not called as answers are."""
    if output is not None and output.suffix.lower() not in ANSWERS:
        real = Path(os.path.realpath(output))
        if any(path.is_dir() and real.is_relative_to(path.resolve()) for path in paths):
            yield output


def _write_json(events: Iterable[Event], answer: IO[bytes]) -> None:
    from precheck.present.document import gather, to_json

    answer.write(to_json(gather(events)))


def _write_lines(events: Iterable[Event], answer: IO[bytes]) -> None:
    from precheck.present.document import to_line

    for event in events:
        answer.write(to_line(event))
        answer.flush()


def _write_text(
    events: Iterable[Event], answer: IO[bytes], *, wanted: bool | None, debug: bool
) -> None:
    from precheck.present.text import to_text

    lines = to_text(events, painter(answer, wanted=wanted), debug=debug)
    for line in fitting(lines, answer):
        answer.write(f"{line}\n".encode())


class ExitWatch:
    """Remembers the exit code that a stream of events ends with."""

    def __init__(self) -> None:
        """Until the stream has ended, the run is not complete."""
        self.code = 3

    def watch(self, events: Iterable[Event]) -> Iterator[Event]:
        """Hand the events on."""
        from precheck.report import RunFinished

        for event in events:
            if isinstance(event, RunFinished):
                self.code = event.exit_code
            yield event


def _with_progress(events: Iterable[Event], *, quiet: bool) -> Iterator[Event]:
    """Say on stderr what is being looked at, where a person is watching."""
    from precheck.present.plain import plain
    from precheck.report import ReleaseDone, ReleaseStarted, RunStarted

    watched = sys.stderr.isatty() and not os.environ.get("CI")
    watched = watched and not (quiet and not sys.stdout.isatty())
    done, total = 0, 0
    for event in events:
        if watched:
            if isinstance(event, RunStarted):
                total = len(event.releases)
            elif isinstance(event, ReleaseStarted):
                click.echo(f"\r\x1b[K[{done}/{total}] {plain(event.id)[:60]}", err=True, nl=False)
            elif isinstance(event, ReleaseDone):
                done += 1
            else:
                click.echo("\r\x1b[K", err=True, nl=False)
        yield event
