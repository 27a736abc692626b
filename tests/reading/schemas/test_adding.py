"""What is added to the store, what is refused, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from precheck.errors import SchemaStoreError, UsageError
from precheck.reading.schemas import Store
from precheck.reading.schemas.adding import add, remove

Folder = Callable[[dict[str, str]], Path]
ValueSet = Callable[..., str]

SCHEMAS = Path(__file__).parents[3] / "fixtures" / "schemas"
HTML = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>"
LATER = date(2026, 12, 24)


def versions(store: Store) -> list[str]:
    return [schema.version for schema in store.index().schemas]


def numbers(store: Store) -> list[int]:
    return sorted(file.value_set for file in store.index().files if file.value_set is not None)


def kept(store: Store) -> int:
    return len(list((store.folder / "files").iterdir()))


def test_a_schema_is_known_by_its_namespace_whatever_its_file_is_called(
    store: Store, folder: Folder, message_schema: str, value_set: ValueSet, day: date
) -> None:
    path = folder(
        {"a/deep/download(3).XSD": message_schema, "allowed-value-sets.xsd": value_set(9)}
    )

    added = add(store, path, day)

    assert [(s.version, s.added) for s in added.schemas] == [("4.3.2", day)]
    assert [s.value_set for s in added.value_sets] == [9]
    assert added.problems == ()
    assert versions(store) == ["4.3.2"]


def test_a_value_set_where_the_schema_says_wins_over_a_namesake(
    store: Store, folder: Folder, message_schema: str, value_set: ValueSet, day: date
) -> None:
    relative = message_schema.replace(
        "http://ddex.net/xml/allowed-value-sets.xsd", "../allowed-value-sets.xsd"
    )
    path = folder(
        {
            "4.3.2/release-notification.xsd": relative,
            "allowed-value-sets.xsd": value_set(6),
            "old/allowed-value-sets.xsd": value_set(3),
        }
    )

    index = add(store, path, day).index

    [schema] = index.schemas
    assert [file.value_set for file in index.needed_by(schema)] == [6]


def test_names_of_files_are_compared_without_their_capitals(
    store: Store, folder: Folder, message_schema: str, value_set: ValueSet, day: date
) -> None:
    path = folder(
        {"release-notification.xsd": message_schema, "Allowed-Value-Sets.XSD": value_set(9)}
    )
    assert add(store, path, day).problems == ()
    assert numbers(store) == [9]


def test_a_value_set_takes_the_place_of_another_of_its_number(
    store: Store, folder: Folder, message_schema: str, value_set: ValueSet, day: date
) -> None:
    schema = {"release-notification.xsd": message_schema}
    add(store, folder({**schema, "allowed-value-sets.xsd": value_set(9)}), day)
    add(store, folder({"12/allowed-value-sets.xsd": value_set(12, "Wrong")}), day)
    added = add(store, folder({"allowed-value-sets.xsd": value_set(12, "Right")}), LATER)

    assert [file.value_set for file in added.value_sets] == [12]
    assert numbers(store) == [9, 12]
    assert kept(store) == 3


def test_so_does_the_one_that_a_schema_names(
    store: Store, folder: Folder, message_schema: str, value_set: ValueSet, day: date
) -> None:
    schema = {"release-notification.xsd": message_schema}
    add(store, folder({**schema, "allowed-value-sets.xsd": value_set(9, "Wrong")}), day)
    index = add(store, folder({"allowed-value-sets.xsd": value_set(9, "Right")}), LATER).index

    [schema_file] = index.schemas
    [named] = index.needed_by(schema_file)
    assert (named.added, b"Right" in store.read(named.sha256)) == (LATER, True)
    assert kept(store) == 2


def test_a_damaged_file_is_mended_by_adding_it_again(
    store: Store, folder: Folder, message_schema: str, value_set: ValueSet, day: date
) -> None:
    path = folder(
        {"release-notification.xsd": message_schema, "allowed-value-sets.xsd": value_set(9)}
    )
    index = add(store, path, day).index
    for file in (store.folder / "files").iterdir():
        file.write_bytes(file.read_bytes() + b"\n")
    assert not any(store.holds(file.sha256) for file in index.files)

    added = add(store, path, LATER)

    assert {file.sha256 for file in added.mended} == set(index.by_sum)
    assert added.unchanged == ()
    assert all(store.holds(file.sha256) for file in index.files)
    assert add(store, path, LATER).mended == ()


def test_for_an_address_on_the_web_the_file_beside_wins_over_a_namesake(
    store: Store, folder: Folder, message_schema: str, value_set: ValueSet, day: date
) -> None:
    path = folder(
        {
            "a/allowed-value-sets.xsd": value_set(3),
            "ern/allowed-value-sets.xsd": value_set(6),
            "ern/release-notification.xsd": message_schema,
        }
    )

    index = add(store, path, day).index

    [schema] = index.schemas
    assert [file.value_set for file in index.needed_by(schema)] == [6]


def test_of_different_namesakes_none_is_guessed(
    store: Store, folder: Folder, message_schema: str, value_set: ValueSet, day: date
) -> None:
    path = folder(
        {
            "ern/release-notification.xsd": message_schema,
            "a/allowed-value-sets.xsd": value_set(6),
            "b/allowed-value-sets.xsd": value_set(3),
        }
    )

    with pytest.raises(UsageError, match=r"there are different ones: a/allowed.*b/allowed"):
        add(store, path, day)


def test_a_missing_value_set_is_named_and_nothing_is_stored(
    store: Store, folder: Folder, message_schema: str, day: date
) -> None:
    path = folder({"release-notification.xsd": message_schema})

    with pytest.raises(UsageError, match=r"needs allowed-value-sets\.xsd, which is neither"):
        add(store, path, day)

    assert store.index().files == ()


def test_a_value_set_that_is_stored_serves_a_schema_that_comes_alone(
    filled: Store, folder: Folder, message_schema: str, day: date
) -> None:
    path = folder({"ern-43.xsd": message_schema.replace("/ern/432", "/ern/43")})

    added = add(filled, path, day)

    assert [schema.version for schema in added.schemas] == ["4.3"]
    assert versions(filled) == ["4.3", "4.3.2"]


def test_a_newer_value_set_may_come_alone(
    filled: Store, folder: Folder, value_set: ValueSet, day: date
) -> None:
    added = add(filled, folder({"allowed-value-sets.xsd": value_set(12)}), day)

    assert [file.value_set for file in added.value_sets] == [12]
    assert numbers(filled) == [9, 12]


def test_a_value_set_that_no_schema_uses_is_refused(
    store: Store, folder: Folder, value_set: ValueSet, day: date
) -> None:
    with pytest.raises(UsageError, match="no schema of ERN that is here uses value set 9"):
        add(store, folder({"allowed-value-sets.xsd": value_set(9)}), day)


def test_a_value_set_without_what_the_schema_needs_is_refused(
    filled: Store, folder: Folder, value_set: ValueSet, day: date
) -> None:
    poor = value_set(12).replace("MessageControlType", "SomethingElse")

    with pytest.raises(UsageError, match=r"value set 12 .* does not load with any schema"):
        add(filled, folder({"allowed-value-sets.xsd": poor}), day)


def test_a_web_page_saved_as_a_schema_is_told(store: Store, folder: Folder, day: date) -> None:
    with pytest.raises(UsageError, match=r"release-notification\.xsd is an HTML page"):
        add(store, folder({"release-notification.xsd": HTML}), day)


def test_a_web_page_beside_good_schemas_is_a_problem_and_no_hindrance(
    store: Store, folder: Folder, message_schema: str, value_set: ValueSet, day: date
) -> None:
    files = {"a.xsd": message_schema, "allowed-value-sets.xsd": value_set(9), "b.xsd": HTML}

    added = add(store, folder(files), day)

    assert versions(store) == ["4.3.2"]
    assert [problem.partition(",")[0] for problem in added.problems] == ["b.xsd is an HTML page"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "there is no schema file"),
        ({"notes.txt": "schemas"}, "there is no schema file"),
        ({"broken.xsd": "<xs:schema"}, "broken.xsd is not well-formed XML"),
        ({"message.xsd": "<message/>"}, "its root element is message"),
    ],
)
def test_a_folder_without_schemas_is_told(
    store: Store, folder: Folder, day: date, files: dict[str, str], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        add(store, folder(files), day)


def test_schemas_of_another_standard_are_told_apart(
    store: Store, folder: Folder, message_schema: str, day: date
) -> None:
    manifest = message_schema.replace("/xml/ern/432", "/xml/ern-c-sftp/16")

    with pytest.raises(UsageError, match=r"none of .* is that of an ERN message \(they define"):
        add(store, folder({"manifest.xsd": manifest}), day)


def test_a_schema_that_does_not_load_is_not_stored(
    store: Store, folder: Folder, message_schema: str, value_set: ValueSet, day: date
) -> None:
    broken = message_schema.replace('type="ern:MessageHeader"', 'type="ern:Header"')
    files = {"release-notification.xsd": broken, "allowed-value-sets.xsd": value_set(9)}

    with pytest.raises(UsageError, match=r"ERN 4\.3\.2 .* does not load: .*Header"):
        add(store, folder(files), day)

    assert not (store.folder / "index.json").exists()


def test_two_different_schemas_of_one_version_are_refused(
    store: Store, folder: Folder, message_schema: str, value_set: ValueSet, day: date
) -> None:
    files = {
        "a.xsd": message_schema,
        "b.xsd": message_schema.replace("xs:dateTime", "xs:string"),
        "allowed-value-sets.xsd": value_set(9),
    }

    with pytest.raises(UsageError, match=r"different schemas of ERN 4\.3\.2: a\.xsd and b\.xsd"):
        add(store, folder(files), day)


def test_the_same_again_changes_nothing(filled: Store, folder: Folder, day: date) -> None:
    before = filled.index()
    again = {file.name: filled.read(file.sha256).decode() for file in before.files}

    added = add(filled, folder(again), LATER)

    assert (added.schemas, added.value_sets) == ((), ())
    assert {file.added for file in added.unchanged} == {day}
    assert filled.index() == before


def test_another_schema_of_a_version_takes_the_place_of_the_first(
    filled: Store, folder: Folder, message_schema: str
) -> None:
    changed = message_schema.replace("xs:dateTime", "xs:string")

    add(filled, folder({"release-notification.xsd": changed}), LATER)

    [schema] = filled.index().schemas
    assert schema.added == LATER
    assert kept(filled) == 2


def test_the_first_adding_is_the_first_once(store: Store, day: date) -> None:
    assert [add(store, SCHEMAS, day).is_first for _ in range(2)] == [True, False]


def test_what_is_removed_takes_with_it_what_nothing_needs(filled: Store) -> None:
    remove(filled, "4.3.2")

    assert filled.index().files == ()
    assert kept(filled) == 0
    assert filled.index().licence_shown is not None


def test_only_what_is_there_can_be_removed(filled: Store) -> None:
    with pytest.raises(UsageError, match=r"no schema of ERN 4\.3\.3 .*did you mean '4\.3\.2'"):
        remove(filled, "4.3.3")


def test_an_entity_is_refused_and_what_it_names_is_not_read(
    store: Store, folder: Folder, message_schema: str, value_set: ValueSet, day: date
) -> None:
    path = folder({"release-notification.xsd": message_schema, "secret.txt": "the secret"})
    doctype = '<!DOCTYPE s [<!ENTITY e SYSTEM "secret.txt">]>\n<xs:schema'
    hostile = value_set(9).replace("<xs:schema", doctype, 1).replace(">9<", ">&e;<")
    (path / "allowed-value-sets.xsd").write_text(hostile)

    with pytest.raises(UsageError, match=r"allowed-value-sets\.xsd has a DOCTYPE") as refused:
        add(store, path, day)

    assert "the secret" not in str(refused.value)


@pytest.mark.parametrize("location", ["file:///etc/passwd", "../../../etc/passwd", "/etc/passwd"])
def test_an_import_reaches_nothing_outside_of_what_was_offered(
    store: Store, folder: Folder, message_schema: str, day: date, location: str
) -> None:
    reaching = message_schema.replace("http://ddex.net/xml/allowed-value-sets.xsd", location)

    with pytest.raises(UsageError, match="needs passwd, which is neither there nor stored"):
        add(store, folder({"release-notification.xsd": reaching}), day)


def test_an_index_that_cannot_be_read_is_told(filled: Store) -> None:
    (filled.folder / "index.json").write_text("{")

    with pytest.raises(SchemaStoreError, match="remove that folder and add the schemas again"):
        filled.index()


def test_an_index_of_a_newer_form_is_left_alone(filled: Store) -> None:
    index = filled.folder / "index.json"
    index.write_text(index.read_text().replace('"form": 1', '"form": 2'))

    with pytest.raises(SchemaStoreError, match="newer Precheck"):
        filled.index()


def test_a_store_that_cannot_be_written_is_told(tmp_path: Path, day: date) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(SchemaStoreError, match="cannot be written"):
        add(Store(tmp_path / "file" / "store"), SCHEMAS, day)


def test_nothing_but_whole_files_is_left_behind(filled: Store) -> None:
    there = {path.relative_to(filled.folder).as_posix() for path in filled.folder.rglob("*.*")}

    named = {f"files/{file.sha256}.xsd" for file in filled.index().files}
    assert there == named | {"index.json", ".lock"}
