"""`precheck schemas`: DDEX's schemas, which the user brings and Precheck keeps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import click
from msgspec import Struct

from precheck.cli.options import GivenPath, config_option, json_option, print_json, settings_for
from precheck.errors import UsageError
from precheck.present.plain import plain
from precheck.reading.paths import shown
from precheck.reading.schemas import STAND_INS, Index, Store, StoredFile
from precheck.reading.schemas.adding import Added, add, remove
from precheck.reading.versions import VERSIONS
from precheck.settings import schema_folder

LICENCE = """\
These schemas are the work of DDEX and no part of Precheck. Every file says that two licences
govern it: one to evaluate the standard, one to implement it. Read them, and see that you hold
the one you need:
  https://kb.ddex.net/display/HBK/Evaluation+Licence+for+DDEX+Standards
  https://ddex.net/apply-ddex-implementation-licence
This is said once."""
SHORT_SUM = 12


class ListedSchema(Struct, frozen=True, kw_only=True):
    """One message schema as it is listed."""

    version: str
    namespace: str
    sha256: str
    added: date
    is_damaged: bool
    """Whether its file, or one that it needs, is gone or has been changed: to be added again."""
    value_set: str
    """The file name of the allowed value set that it names."""
    value_set_version: int | None
    value_set_sha256: str


class ListedValueSet(Struct, frozen=True, kw_only=True):
    """One numbered value set."""

    version: int
    name: str
    sha256: str
    added: date
    is_damaged: bool


class Listed(Struct, frozen=True, kw_only=True):
    """What is in the store."""

    folder: str
    schemas: tuple[ListedSchema, ...]
    value_sets: tuple[ListedValueSet, ...]
    lacking: tuple[str, ...]
    """The versions of ERN that Precheck reads and has no schema of."""


@click.group("schemas")
def command() -> None:
    """Add, list or remove the schemas that messages are validated against."""


@command.command("add")
@click.argument("path", metavar="FOLDER_OR_ZIP", type=GivenPath())
@config_option
def add_command(path: Path, config: Path | None) -> None:
    """Keep the ERN schemas in a folder or ZIP, with the value sets that they need."""
    store = _store(config)
    added = add(store, path, datetime.now(UTC).date())
    for line in _added(added):
        click.echo(plain(line))
    if added.is_first:
        click.echo(f"\n{LICENCE}", err=True)
    if added.problems:
        lines = "".join(f"\n  {plain(problem)}" for problem in added.problems)
        raise UsageError(f"not everything could be added:{lines}")


@command.command("list")
@json_option
@config_option
def list_command(as_json: bool, config: Path | None) -> None:  # noqa: FBT001 - click's
    """List the schemas, and the versions of ERN that lack one."""
    store = _store(config)
    listed = _listed(store, store.index())
    if as_json:
        print_json(listed)
        return
    for line in _lines(listed):
        click.echo(plain(line))


@command.command("remove")
@click.argument("version")
@config_option
def remove_command(version: str, config: Path | None) -> None:
    """Remove the schema of a version, such as 4.3.2."""
    remove(_store(config), version)
    click.echo(f"removed ERN {plain(version)}")


def _store(config: Path | None) -> Store:
    return Store(schema_folder(settings_for(config)))


def _added(added: Added) -> Iterator[str]:
    for schema in added.schemas:
        yield f"added ERN {schema.version} with {_value_set(added.index, schema)}"
    for value_set in added.value_sets:
        yield f"added value set {value_set.value_set} ({value_set.name})"
    for file in added.mended:
        yield f"{_named(file)} was damaged, and is mended"
    for file in added.unchanged:
        yield f"{_named(file)} was there already, since {file.added}"


def _named(file: StoredFile) -> str:
    if file.version:
        return f"ERN {file.version}"
    return f"value set {file.value_set}" if file.value_set is not None else file.name


def _listed(store: Store, index: Index) -> Listed:
    numbered = sorted(
        (file for file in index.files if file.value_set is not None),
        key=lambda file: (file.value_set or 0, file.sha256),
    )
    there = {schema.version for schema in index.schemas}
    return Listed(
        folder=shown(store.folder),
        schemas=tuple(_listed_schema(store, index, schema) for schema in index.schemas),
        value_sets=tuple(
            ListedValueSet(
                version=file.value_set or 0,
                name=file.name,
                sha256=file.sha256,
                added=file.added,
                is_damaged=not store.holds(file.sha256),
            )
            for file in numbered
        ),
        lacking=tuple(version for version in VERSIONS if version not in there),
    )


def _listed_schema(store: Store, index: Index, schema: StoredFile) -> ListedSchema:
    needed = index.needed_by(schema)
    value_set = _own_value_set(index, schema)
    return ListedSchema(
        version=schema.version,
        namespace=schema.namespace,
        sha256=schema.sha256,
        added=schema.added,
        is_damaged=not all(store.holds(file.sha256) for file in (schema, *needed)),
        value_set=value_set.name if value_set is not None else "",
        value_set_version=value_set.value_set if value_set is not None else None,
        value_set_sha256=value_set.sha256 if value_set is not None else "",
    )


def _own_value_set(index: Index, schema: StoredFile) -> StoredFile | None:
    """The value set that a schema names."""
    return next((file for file in index.needed_by(schema) if not file.version), None)


def _value_set(index: Index, schema: StoredFile) -> str:
    found = _own_value_set(index, schema)
    return _named(found) if found is not None else "no value set"


def _lines(listed: Listed) -> Iterator[str]:
    yield f"schemas in {listed.folder}"
    width = max((len(_set_name(one)) for one in listed.schemas), default=0)
    for one in listed.schemas:
        digest = one.sha256[:SHORT_SUM]
        yield (
            f"ERN {one.version:6}  {_set_name(one):{width}}  {digest}  since {one.added}"
            f"{_damage(one)}"
        )
    for value_set in listed.value_sets:
        digest = value_set.sha256[:SHORT_SUM]
        yield (
            f"value set {value_set.version}  {value_set.name}  {digest}  since {value_set.added}"
            f"{_damage(value_set)}"
        )
    if not listed.schemas:
        yield "none yet; precheck schemas add FOLDER_OR_ZIP"
    there = {one.version for one in listed.schemas}
    lacking = [
        f"{version} (judged by {STAND_INS[version]})"
        if STAND_INS.get(version) in there
        else version
        for version in listed.lacking
    ]
    if lacking:
        yield f"lacking: {', '.join(lacking)}"


def _damage(one: ListedSchema | ListedValueSet) -> str:
    return "  damaged: add it again" if one.is_damaged else ""


def _set_name(one: ListedSchema) -> str:
    return one.value_set if one.value_set_version is None else f"value set {one.value_set_version}"
