"""Whether the messages of a batch can be told from each other."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_ddex.choreography.facts import Parcel
from precheck_ddex.sources import ern


@rule(
    "ddex.message-id-repeated",
    title="Two messages have the same MessageId",
    severity=Severity.REVIEW,
    of=Batch,
    sources=(ern("MessageHeader: MessageId, which a sender shall never use again"),),
)
def message_id_repeated(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether two messages of a batch that one sender has for the same recipients have the same
    `MessageId`.

    ## Why it matters

    A recipient that has taken in the first has seen the second, too, and leaves it out: the release
    or its update never comes. Acknowledgements name the id, and either message may be meant.

    ## What to do

    Have your system make a new id for each message, for updates as well.

    ## Limits

    Messages that were sent before are not compared, nor those for other recipients, who never see
    both. The second and later ones are told.
    """
    del batch
    first: dict[tuple[str, tuple[str, ...], str], str] = {}
    for source, parcel in facts.each(Parcel):
        key = (parcel.sender, parcel.recipients, parcel.message_id)
        if not parcel.message_id or first.setdefault(key, source.id) == source.id:
            continue
        yield Finding(
            f"the message has the MessageId {parcel.message_id!r}, and so has {first[key]}",
            file=source.message,
            evidence={"message_id": parcel.message_id, "sender": parcel.sender, "in": first[key]},
            release=source.id,
        )


RULES = (message_id_repeated,)
