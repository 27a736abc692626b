"""`precheck fix`: repair sound files into another folder, and prove that the sound is the same."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from signal import SIGINT, signal
from typing import TYPE_CHECKING

import click

from precheck.cli.answer import interrupted
from precheck.cli.options import GivenPath, json_option, order_for, plugin_options, settings_for

if TYPE_CHECKING:
    from precheck.engine.repairing.run import Fixing

NOT_ALL = 1


@click.command("fix")
@click.argument("paths", nargs=-1, required=True, type=GivenPath())
@click.option(
    "--out",
    "-o",
    type=GivenPath(),
    help="The folder to write to: a new or an empty one.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--force", is_flag=True, help="Replace files that are in the folder already.")
@click.option("--only-fixed", is_flag=True, help="Write the repaired files alone.")
@click.option(
    "--repair",
    "repairs",
    multiple=True,
    metavar="ID",
    help="Make this repair, whether a recipient asks for it or not; again for more.",
)
@click.option(
    "--remove-provenance",
    is_flag=True,
    help="Remove signs of where a file came from too: C2PA manifests, AIGC labels. "
    "Some countries forbid it.",
)
@click.option(
    "--for", "recipients", multiple=True, metavar="POLICY", help="What this recipient asks for."
)
@click.option(
    "--as-of",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="What is asked for on this day, instead of today.",
)
@click.option("--debug", is_flag=True, help="Show where in the code a fault arose.")
@json_option
@plugin_options
def command(  # noqa: PLR0913, PLR0917 - each is an option
    paths: tuple[Path, ...],
    out: Path | None,
    dry_run: bool,  # noqa: FBT001 - click hands it over by name
    force: bool,  # noqa: FBT001
    only_fixed: bool,  # noqa: FBT001
    repairs: tuple[str, ...],
    remove_provenance: bool,  # noqa: FBT001
    recipients: tuple[str, ...],
    as_of: datetime | None,
    debug: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
    config: Path | None,
    only: tuple[str, ...],
    without: tuple[str, ...],
) -> None:
    """Repair what can be repaired in sound files, into another folder.

    No sample changes, which is proven for each file, and nothing is ever written in place.
    PATHS are what precheck check takes: a message, a release folder, a batch, audio files.
    """
    from precheck.engine.repairing.run import Fixing, FixRequest
    from precheck.repairs import Terms

    if out is None and not dry_run:
        raise click.UsageError("name an output folder with --out, or only look with --dry-run")
    settings = settings_for(config, paths)
    order = order_for(
        settings,
        recipients=recipients,
        as_of=as_of,
        only=only,
        without=without,
        require=(),
        offline=True,
        debug=debug,
    )
    request = FixRequest(
        paths=paths,
        order=order,
        out=out,
        is_dry_run=dry_run,
        force=force,
        only_fixed=only_fixed,
        repairs=repairs,
        terms=Terms(remove_provenance=remove_provenance),
    )
    signal(SIGINT, interrupted)
    with Fixing(request) as fixing:
        is_complete = _as_json(fixing) if as_json else _as_text(fixing)
    sys.exit(0 if is_complete else NOT_ALL)


def _as_json(fixing: Fixing) -> bool:
    from precheck.present.fixing import to_json

    planned = fixing.plan()
    files = tuple(fixing.make(planned))
    report = fixing.report(files, tuple(fixing.copy_others()))
    sys.stdout.buffer.write(to_json(report))
    sys.stdout.buffer.flush()
    return report.complete


def _as_text(fixing: Fixing) -> bool:
    from precheck.present import fixing as words

    planned = fixing.plan()
    for one in planned:
        _say(words.plan_of(one.told))
    _say(words.plan_in_all([one.told for one in planned]))
    files = []
    for made in fixing.make(planned):
        files.append(made)
        _say(words.result_of(made))
    report = fixing.report(files, tuple(fixing.copy_others()))
    _say(words.in_all(report))
    return report.complete


def _say(lines: Iterator[str]) -> None:
    for line in lines:
        sys.stdout.buffer.write(f"{line}\n".encode())
    sys.stdout.buffer.flush()
