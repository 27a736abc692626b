"""`precheck disclose`: what is said about AI, by whom, and what becomes of it where."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from precheck.cli.options import GivenPath, json_option, order_for, plugin_options, settings_for

if TYPE_CHECKING:
    from precheck.engine.disclose import Disclosing

INCOMPLETE = 3


@click.command("disclose")
@click.argument("paths", nargs=-1, required=True, type=GivenPath())
@click.option(
    "--for",
    "names",
    multiple=True,
    metavar="NAME",
    help="In the words of this recipient, law or standard; again for more.",
)
@click.option(
    "--as-of",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="As it is on this day, instead of today.",
)
@click.option("--offline", is_flag=True, help="Contact nothing.")
@click.option("--debug", is_flag=True, help="Show where in the code a fault arose.")
@json_option
@plugin_options
def command(  # noqa: PLR0913, PLR0917 - each is an option
    paths: tuple[Path, ...],
    names: tuple[str, ...],
    as_of: datetime | None,
    offline: bool,  # noqa: FBT001 - click hands it over by name
    debug: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
    config: Path | None,
    only: tuple[str, ...],
    without: tuple[str, ...],
) -> None:
    """Tell what is declared about AI, and how each recipient puts it."""
    from precheck.engine.disclose import Disclosing, Question

    settings = settings_for(config, paths)
    order = order_for(
        settings,
        recipients=(),
        as_of=as_of,
        only=only,
        without=without,
        require=(),
        offline=offline,
        debug=debug,
    )
    disclosing = Disclosing(Question(paths=paths, order=order, names=names))
    is_complete = _as_json(disclosing) if as_json else _as_text(disclosing)
    sys.exit(0 if is_complete else INCOMPLETE)


def _as_json(disclosing: Disclosing) -> bool:
    from precheck.present.disclosure import to_json

    report = disclosing.report(disclosing.releases())
    sys.stdout.buffer.write(to_json(report))
    sys.stdout.buffer.flush()
    return report.complete


def _as_text(disclosing: Disclosing) -> bool:
    from precheck.present.disclosure import faults, to_text

    head = disclosing.report(())
    is_complete = head.complete
    for line in faults(head.faults):
        _say(line)
    for release in disclosing.releases():
        is_complete = is_complete and release.is_complete
        for line in to_text(release, head.vocabularies):
            _say(line)
    return is_complete


def _say(line: str) -> None:
    sys.stdout.buffer.write(f"{line}\n".encode())
    sys.stdout.buffer.flush()
