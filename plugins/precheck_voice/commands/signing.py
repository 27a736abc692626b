"""`precheck voice key`, `sign` and `verify`: signatures of consent records."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from precheck.commands import UsageError, config_option, own_options, plain
from precheck_voice.options import VoiceOptions

if TYPE_CHECKING:
    from precheck_voice.facts import BrokenConsent, Consent
    from precheck_voice.trust import Trust

UNVERIFIED = 1
"""The exit code where a record is not verified."""
records_argument = click.argument(
    "records", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)


@click.command("key")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--name", default="", help="Whose key it is, for the trust list.")
@click.option(
    "--owner",
    "owners",
    multiple=True,
    metavar="ID",
    help="For whose voice it may sign; several are possible, and `any` is everybody's.",
)
def key_command(file: Path, name: str, owners: tuple[str, ...]) -> None:
    """Make a key for signatures in FILE, unless it is there, and print its entry in a trust list.

    FILE is the private key, in PEM: keep it to yourself. The entry holds the public one.
    """
    _demand_extra()
    from precheck_voice.keys import KeyFileError, entry, make, read

    try:
        key = read(file, _passphrase) if file.exists() else make(file)
    except KeyFileError as error:
        raise UsageError(str(error)) from error
    for line in entry(key, name or file.stem, owners, _today()):
        click.echo(plain(line))


@click.command("sign")
@click.argument("record", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--key",
    "key_file",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The private key, in PEM.",
)
@click.option("--again", is_flag=True, help="Take the place of a signature that is there.")
def sign_command(record: Path, key_file: Path, *, again: bool) -> None:
    """Sign RECORD, a consent of form voice-authorisation/1, with an Ed25519 key.

    The signature is written into it. Whatever is changed later breaks it.
    """
    _demand_extra()
    from precheck_voice.keys import KeyFileError, read
    from precheck_voice.signing import SigningError, sign

    try:
        signature = sign(record, read(key_file, _passphrase), _today(), again=again)
    except (KeyFileError, SigningError) as error:
        raise UsageError(str(error)) from error
    click.echo(f"signed {plain(str(record))} with key {signature.key}")


@click.command("verify")
@records_argument
@click.option(
    "--trust",
    "trust_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="The trust list, instead of what precheck.toml says.",
)
@config_option
def verify_command(records: tuple[Path, ...], trust_file: Path | None, config: Path | None) -> None:
    """Tell of consent RECORDS whether a trusted key signed them. Exit code 1 where one did not."""
    _demand_extra()
    from precheck_voice.consents import read_consent

    trust = _trust(trust_file, config)
    code = 0
    for record in records:
        found = read_consent(record.absolute().parent, record.name, lambda: trust)
        click.echo(plain(f"{record}: {_told(found)}"))
        code = code if _is_verified(found) else UNVERIFIED
    click.get_current_context().exit(code)


def _is_verified(found: Consent | BrokenConsent) -> bool:
    from precheck_voice.facts import BrokenConsent, Verification

    return (
        not isinstance(found, BrokenConsent)
        and found.signed.state is Verification.VERIFIED
        and not found.signed.objection(_today())
    )


def _told(found: Consent | BrokenConsent) -> str:
    from precheck_voice.facts import BrokenConsent, Verification

    if isinstance(found, BrokenConsent):
        return f"broken: {found.why}"
    signed = found.signed
    if objection := signed.objection(_today()):
        return f"not verified: {objection}"
    if signed.state is Verification.VERIFIED:
        return f"verified: signed by {signed.signer} (key {signed.key}) on {signed.day}"
    return f"not verified: {signed.why or 'it is not signed'}"


def _trust(file: Path | None, config: Path | None) -> Trust:
    from precheck_voice.trust import trust_of

    if file is None:
        options, home = own_options(VoiceOptions, config)
    else:
        options, home = VoiceOptions(trust=str(file.absolute())), Path()
    trust = trust_of(options, home)
    if trust.trouble:
        raise UsageError(trust.trouble)
    return trust


def _demand_extra() -> None:
    from precheck_voice.trust import EXTRA, is_ready

    if not is_ready():
        raise UsageError(f"the extra is not installed: {EXTRA}")


def _passphrase(file: Path) -> bytes:
    asked: str = click.prompt(f"passphrase of {plain(file.name)}", hide_input=True, err=True)
    return asked.encode()


def _today() -> date:
    return datetime.now(UTC).date()


COMMANDS = (key_command, sign_command, verify_command)
