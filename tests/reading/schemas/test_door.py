"""A message against the stored schemas: which one is used, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from precheck import Message, Reason, SchemaErrorKind, SchemaErrors, Unavailable
from precheck.reading.schemas import Store, StoredSchemas
from precheck.reading.schemas.adding import add
from precheck.testing import a_message, encoded_alike

Read = Callable[[str], Message]
Folder = Callable[[dict[str, str]], Path]
ValueSet = Callable[..., str]

LIVE = "<MessageControlType>LiveMessage<"
CREATED = "<MessageCreatedDateTime>"


def judged(store: Store, message: Message) -> SchemaErrors:
    found = StoredSchemas(store.folder).validate(message)
    assert isinstance(found, SchemaErrors), found
    return found


def test_a_valid_message_has_no_errors_and_names_its_schema(
    filled: Store, read: Read, clean: str
) -> None:
    found = judged(filled, read(clean))

    [schema] = filled.index().schemas
    assert (found.errors, found.count, found.stands_in_for) == ((), 0, "")
    assert (found.schema.version, found.schema.value_set_version) == ("4.3.2", 9)
    assert found.schema.sha256 == schema.sha256


def test_a_value_that_is_none_of_its_type_is_told_with_those_that_are(
    filled: Store, read: Read, clean: str
) -> None:
    message = read(clean.replace(LIVE, LIVE.replace("Live", "Update")))

    [error] = judged(filled, message).errors

    assert error.kind is SchemaErrorKind.VALUE
    assert (error.element, error.parent, error.value) == (
        "MessageControlType",
        "MessageHeader",
        "UpdateMessage",
    )
    assert (error.type, error.is_of_value_set) == ("MessageControlType", True)
    assert error.allowed == ("TestMessage", "LiveMessage")  # the more alike comes first
    assert error.line == clean.splitlines().index(f"    {LIVE}/MessageControlType>") + 1
    assert error.xpath == "/ern:NewReleaseMessage/MessageHeader/MessageControlType"
    assert "UpdateMessage" in error.raw


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (CREATED, f"<Fake/>{CREATED}", {"kind": "element", "element": "Fake"}),
        (
            CREATED,
            f"<PartyList/>{CREATED}",
            {"element": "PartyList", "is_known_here": False, "known_in": ("NewReleaseMessage",)},
        ),
        (
            CREATED,
            f"<MessageId>M</MessageId>{CREATED}",
            {
                "element": "MessageId",
                "is_known_here": True,
                "is_repeated": True,
                "belongs_before": "",
                "expected": ("MessageRecipient", "MessageCreatedDateTime"),
            },
        ),
        (
            CREATED,
            f"<MessageControlType/>{CREATED}",
            {"belongs_after": "MessageCreatedDateTime", "lacking": (), "excludes": ()},
        ),
        (
            "<MessageThreadId>",
            "<MessageId>M</MessageId><MessageThreadId>",
            {
                "element": "MessageId",
                "is_known_here": True,
                "is_repeated": False,
                "belongs_after": "MessageThreadId",
                "expected": ("MessageThreadId",),
            },
        ),
        (
            "<MessageHeader>",
            "<ern:MessageHeader>",
            {"namespace": "http://ddex.net/xml/ern/432", "element": "MessageHeader"},
        ),
        (
            ' LanguageAndScriptCode="en"',
            "",
            {"kind": "attribute-missing", "attribute": "LanguageAndScriptCode"},
        ),
        (
            " AvsVersionId=",
            ' Colour="red" AvsVersionId=',
            {"kind": "attribute", "attribute": "Colour", "value": "red"},
        ),
        (
            CREATED,
            f"{CREATED}yesterday ",
            {"kind": "value", "type": "xs:dateTime", "is_of_value_set": False},
        ),
        (
            CREATED,
            f"{CREATED}<b/>",
            {"kind": "content", "element": "MessageCreatedDateTime"},
        ),
        (
            "<MessageHeader>",
            "<MessageHeader>words",
            {"kind": "content", "value": "words", "element": "MessageHeader"},
        ),
    ],
)
def test_an_error_says_what_the_schema_would_have_allowed(
    *, filled: Store, read: Read, clean: str, old: str, new: str, expected: dict[str, object]
) -> None:
    broken = clean.replace(old, new, 1)
    if new.startswith("<ern:"):
        broken = broken.replace(old.replace("<", "</"), new.replace("<", "</"))

    first = judged(filled, read(broken)).errors[0]

    assert {name: getattr(first, name) for name in expected} == expected
    assert encoded_alike(first) == first


def test_a_prefixed_element_is_not_taken_for_its_namesake_without(
    filled: Store, read: Read, clean: str
) -> None:
    broken = clean.replace("<MessageSender>", "<ern:MessageId/><MessageSender>")

    [error] = judged(filled, read(broken)).errors

    assert (error.element, error.namespace) == ("MessageId", "http://ddex.net/xml/ern/432")


def test_what_is_missing_is_told_at_its_parent(filled: Store, read: Read, clean: str) -> None:
    start, _, rest = clean.partition("<MessageCreatedDateTime>")
    broken = start + rest.partition("</MessageControlType>")[2]

    [error] = judged(filled, read(broken)).errors

    assert error.kind is SchemaErrorKind.ELEMENT_MISSING
    assert error.element == "MessageHeader"
    assert error.expected == ("MessageRecipient", "MessageCreatedDateTime")


def test_an_unknown_message_is_told_with_the_known_ones(
    filled: Store, read: Read, clean: str
) -> None:
    broken = clean.replace("ern:NewReleaseMessage", "ern:PurgeReleaseMessage")

    [error] = judged(filled, read(broken)).errors

    assert error.kind is SchemaErrorKind.ROOT
    assert error.expected == ("NewReleaseMessage",)


def test_a_default_namespace_is_seen_at_the_first_child(
    filled: Store, read: Read, clean: str
) -> None:
    broken = clean.replace("xmlns:ern=", "xmlns=").replace("ern:New", "New")

    [error] = judged(filled, read(broken)).errors

    assert (error.element, error.namespace) == ("MessageHeader", "http://ddex.net/xml/ern/432")


@pytest.mark.parametrize(
    "namespace", ["http://ddex.net/xml/ern/431", "http://service.ddex.net/xml/ern/432"]
)
def test_a_schema_stands_in_for_a_like_one_and_says_so(
    filled: Store, read: Read, clean: str, namespace: str
) -> None:
    other = clean.replace("http://ddex.net/xml/ern/432", namespace)

    found = judged(filled, read(other.replace(CREATED, f"<Fake/>{CREATED}")))

    assert (found.schema.version, found.stands_in_for) == ("4.3.2", namespace)
    assert [error.element for error in found.errors] == ["Fake"]


@pytest.mark.parametrize(
    ("namespace", "stands_in_for"),
    [
        ("https://ddex.net/xml/ern/432", ""),
        ("http://ddex.net/xml/ern/432/", ""),
        ("http://ddex.net/xml/ern/431/", "http://ddex.net/xml/ern/431/"),
    ],
)
def test_a_slip_in_the_namespace_hides_no_error_and_is_no_approximation(
    filled: Store, read: Read, clean: str, namespace: str, stands_in_for: str
) -> None:
    other = clean.replace("http://ddex.net/xml/ern/432", namespace)

    found = judged(filled, read(other.replace(CREATED, f"<Fake/>{CREATED}")))

    assert (found.schema.version, found.stands_in_for) == ("4.3.2", stands_in_for)
    assert [error.element for error in found.errors] == ["Fake"]


def test_its_own_schema_is_used_where_it_is_there(
    *, filled: Store, read: Read, clean: str, folder: Folder, message_schema: str, day: date
) -> None:
    add(filled, folder({"m.xsd": message_schema.replace("/ern/432", "/ern/431")}), day)

    found = judged(filled, read(clean.replace("/ern/432", "/ern/431")))

    assert (found.schema.version, found.stands_in_for) == ("4.3.1", "")


@pytest.mark.parametrize(("stated", "used"), [("12", 12), ("9", 9), ("6", 12), ("4.3", 12)])
def test_the_value_set_that_the_message_states_is_used_else_the_newest(
    *,
    filled: Store,
    read: Read,
    clean: str,
    folder: Folder,
    value_set: ValueSet,
    day: date,
    stated: str,
    used: int,
) -> None:
    add(filled, folder({"allowed-value-sets.xsd": value_set(12, "Rehearsal")}), day)
    message = read(
        clean.replace('AvsVersionId="9"', f'AvsVersionId="{stated}"').replace(
            LIVE, "<MessageControlType>Rehearsal<"
        )
    )

    found = judged(filled, message)

    assert found.schema.value_set_version == used
    assert found.count == (0 if used == 12 else 1)


def test_without_a_schema_the_user_is_told_how_to_get_one(store: Store) -> None:
    found = StoredSchemas(store.folder).validate(a_message(version="4.1"))

    assert isinstance(found, Unavailable)
    assert found.reason is Reason.NOT_CONFIGURED
    assert found.detail == "no schema of ERN 4.1 has been added"
    assert "precheck schemas add" in found.remedy


def test_a_message_made_by_hand_has_nothing_to_validate(filled: Store) -> None:
    found = StoredSchemas(filled.folder).validate(a_message(version="4.3.2"))

    assert isinstance(found, Unavailable)
    assert found.reason is Reason.INCONCLUSIVE


def unused(text: str) -> str:
    """A schema or message that no other test has compiled."""
    return text.replace("/ern/432", "/ern/439")


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_store_that_was_tampered_with_never_passes_a_message(
    *,
    store: Store,
    read: Read,
    clean: str,
    folder: Folder,
    message_schema: str,
    value_set: ValueSet,
    day: date,
    is_gone: bool,
) -> None:
    files = {"m.xsd": unused(message_schema), "allowed-value-sets.xsd": value_set(9)}
    add(store, folder(files), day)
    for path in (store.folder / "files").iterdir():
        path.unlink() if is_gone else path.write_text("<changed/>")

    found = StoredSchemas(store.folder).validate(read(unused(clean)))

    assert isinstance(found, Unavailable)
    assert found.reason is Reason.UNREADABLE
    assert "add the schemas again" in found.detail


def test_an_index_that_is_broken_never_passes_a_message(
    filled: Store, read: Read, clean: str
) -> None:
    (filled.folder / "index.json").write_text("[]")

    found = StoredSchemas(filled.folder).validate(read(clean))

    assert isinstance(found, Unavailable)
    assert found.reason is Reason.UNREADABLE


def test_a_message_that_would_keep_the_validator_busy_for_minutes_is_left_alone(
    filled: Store, read: Read, clean: str
) -> None:
    broken = clean.replace("<DealList>", "<DealList>" + "<UseType>x</UseType>" * 30_000)

    found = StoredSchemas(filled.folder).validate(read(broken))

    assert isinstance(found, Unavailable)
    assert found.reason is Reason.UNREADABLE
    assert "not validated" in found.detail


def test_at_most_two_hundred_errors_are_explained_and_all_counted(
    filled: Store, read: Read, clean: str
) -> None:
    colours = "".join(f' colour{number}="red"' for number in range(300))

    found = judged(filled, read(clean.replace(" AvsVersionId=", f"{colours} AvsVersionId=")))

    assert (len(found.errors), found.count) == (200, 300)


def test_threads_do_not_mix_up_their_errors(filled: Store, read: Read, clean: str) -> None:
    door = StoredSchemas(filled.folder)
    values = [f"Wrong{number}" for number in range(40)]
    messages = [read(clean.replace(LIVE, f"<MessageControlType>{value}<")) for value in values]

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(door.validate, messages))

    told = [[error.value for error in one.errors] for one in found if isinstance(one, SchemaErrors)]
    assert told == [[value] for value in values]


def test_the_tree_is_as_it_was_after_validation(filled: Store, read: Read, clean: str) -> None:
    message = read(clean.replace(CREATED, f"<Fake/>{CREATED}"))

    first, second = (judged(filled, message) for _ in range(2))

    assert first == second


class Counting(BaseHTTPRequestHandler):
    """A server that counts who asks."""

    asked: list[str] = []  # noqa: RUF012 - one server, one list

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Counting) as running:
        thread = Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def test_the_network_is_never_asked(
    *,
    store: Store,
    read: Read,
    clean: str,
    folder: Folder,
    message_schema: str,
    value_set: ValueSet,
    day: date,
    server: str,
) -> None:
    location = 'schemaLocation="http://ddex.net/xml'
    assert location in message_schema
    local = message_schema.replace(location, f'schemaLocation="{server}')
    add(store, folder({"m.xsd": local, "allowed-value-sets.xsd": value_set(9)}), day)

    assert judged(store, read(clean)).count == 0
    assert Counting.asked == []
