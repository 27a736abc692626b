"""The message header: who sends what to whom, and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from precheck.model import Node, Party
from precheck.reading.parties import Children, first_text, read_party
from precheck.reading.problems import Problems
from precheck.reading.values import read_time


class Header(Struct, frozen=True):
    """The header, in the words of the model."""

    marks: Mapping[str, Node]
    message_id: str
    thread_id: str
    sender: Party
    sent_on_behalf_of: Party | None
    recipients: tuple[Party, ...]
    created: datetime | None
    control_type: str


def read_header(root_children: Children, problems: Problems) -> Header:
    """The header of a message; every field is empty where there is none."""
    node = next(iter(root_children.get("MessageHeader", ())), None)
    children = node.by_name() if node is not None else {}
    created = next(iter(children.get("MessageCreatedDateTime", ())), None)
    senders = _parties(children, "MessageSender")
    marks: dict[str, Node] = {}
    for field, name in (
        ("message_id", "MessageId"),
        ("thread_id", "MessageThreadId"),
        ("sender", "MessageSender"),
        ("sent_on_behalf_of", "SentOnBehalfOf"),
        ("recipients", "MessageRecipient"),
        ("created", "MessageCreatedDateTime"),
        ("control_type", "MessageControlType"),
    ):
        if found := children.get(name):
            marks[field] = found[0]
    return Header(
        marks=marks,
        message_id=first_text(children, ("MessageId",)),
        thread_id=first_text(children, ("MessageThreadId",)),
        sender=senders[0] if senders else Party(),
        sent_on_behalf_of=next(iter(_parties(children, "SentOnBehalfOf")), None),
        recipients=_parties(children, "MessageRecipient"),
        created=read_time(created, problems),
        control_type=first_text(children, ("MessageControlType",)),
    )


def _parties(children: Children, name: str) -> tuple[Party, ...]:
    return tuple(read_party(node, node.by_name()) for node in children.get(name, ()))
