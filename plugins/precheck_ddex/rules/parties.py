"""Whether the identifiers of people and companies can be what they say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from precheck import Facts, Finding, Identifier, Message, Party, Release, Scheme, Severity, rule
from precheck_ddex.codes import (
    wrong_with_dpid,
    wrong_with_ipi,
    wrong_with_isni,
    wrong_with_namespace,
)
from precheck_ddex.profiles.declare import validator
from precheck_ddex.sources import ern

Bearer = tuple[str, Party, Identifier]
"""What a party is in the message, the party, and one of its identifiers."""
_LIKE_DPID = re.compile(r"(?:DPID:)?PADPIDA", re.IGNORECASE)


def _parties(message: Message) -> tuple[tuple[str, Party], ...]:
    """Every party of a message, and what it is there."""
    return (*_in_header(message), *(("the party", party) for party in message.parties))


def _in_header(message: Message) -> tuple[tuple[str, Party], ...]:
    behalf = (message.sent_on_behalf_of,) if message.sent_on_behalf_of is not None else ()
    return (
        ("the sender", message.sender),
        *(("the party it is sent for", party) for party in behalf),
        *(("the recipient", party) for party in message.recipients),
    )


def _of_scheme(message: Message, scheme: Scheme) -> Iterator[Bearer]:
    for what, party in _parties(message):
        for identifier in party.identifiers:
            if identifier.scheme is scheme:
                yield what, party, identifier


def _meant_as_dpid(message: Message) -> Iterator[Bearer]:
    """The ids of the header that only can be meant as one: in ERN 4 every id without namespace."""
    for what, party in _in_header(message):
        for identifier in party.identifiers:
            is_plain = identifier.scheme is Scheme.PROPRIETARY and not identifier.namespace
            is_asked = message.version_number >= (4,) or _LIKE_DPID.match(identifier.value)
            if is_plain and is_asked:
                yield what, party, identifier


def _judge(
    bearers: Iterable[Bearer], scheme: Scheme, wrong_with: Callable[[str], str]
) -> Iterator[Finding]:
    """A finding for each value with which something is wrong."""
    told: set[tuple[str, str]] = set()
    for what, party, identifier in bearers:
        wrong = wrong_with(identifier.value)
        if wrong and (what, identifier.value) not in told:
            told.add((what, identifier.value))
            who = party.name or party.reference
            yield Finding(
                f"{what} {who} has the {scheme.value} {identifier.value!r}, which {wrong}",
                place=identifier.at(),
                evidence={
                    "party": who,
                    "scheme": scheme.value,
                    "value": identifier.value,
                    "wrong": wrong,
                },
            )


@rule(
    "ddex.dpid-malformed",
    title="A DDEX party id is malformed",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(ern("DPID: pattern PADPIDA"),),
)
def dpid_malformed(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every DDEX party id of sender, recipients and parties is `PADPIDA` and eleven more
    letters or digits, the last of which is the check character of ISO 7064 MOD 37,36.

    ## Why it matters

    Recipients file a message by its sender's id. One that is mistyped belongs to nobody, and one
    that was made up to somebody else.

    ## What to do

    Copy the id from DDEX's register of licensees.

    ## Limits

    Whether the id is registered, and to whom, is not looked up. Of ids that serve as a `Namespace`
    `ddex.namespace-malformed` speaks. In ERN 3 only ids flagged as DPID, or that begin like one,
    are judged; in the header of ERN 4 every one without a namespace.
    """
    del release
    message = facts[Message]
    bearers = chain(_of_scheme(message, Scheme.DPID), _meant_as_dpid(message))
    yield from _judge(bearers, Scheme.DPID, wrong_with_dpid)


@rule(
    "ddex.namespace-malformed",
    title="A namespace is a DDEX party id with a slip",
    severity=Severity.NOTE,
    of=Release,
    needs=(Message,),
    sources=(ern("ProprietaryId: Namespace"), ern("DPID: pattern PADPIDA")),
)
def namespace_malformed(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every `Namespace` of an identifier that begins like a DDEX party id, `PADPIDA` or
    `DPID:PADPIDA`, is one: in capitals, and with the check character of ISO 7064 MOD 37,36.

    ## Why it matters

    A proprietary id means something only in its namespace. Under a mistyped one the recipient does
    not find what it has, and makes a second artist or product.

    ## What to do

    Copy the id from DDEX's register of licensees.

    ## Limits

    A note, for a namespace may be any text that both sides agreed on; those of another form are
    fine. Each is told once. Namespaces of roles, genres and the like are not judged.
    """
    told: set[str] = set()
    for identifier in _identifiers(release, facts[Message]):
        namespace = identifier.namespace
        if namespace and namespace not in told:
            told.add(namespace)
            wrong = wrong_with_namespace(namespace)
            if wrong:
                yield Finding(
                    f"the {identifier.scheme.value} {identifier.value!r} has the namespace "
                    f"{namespace!r}, which {wrong}",
                    place=identifier.at(),
                    evidence={
                        "scheme": identifier.scheme.value,
                        "value": identifier.value,
                        "namespace": namespace,
                        "wrong": wrong,
                    },
                )


def _identifiers(release: Release, message: Message) -> Iterator[Identifier]:
    """Every identifier of releases, resources, works and parties."""
    for _, party in _parties(message):
        yield from party.identifiers
    for resource in (*release.tracks, *release.images, *release.resources):
        yield from resource.identifiers
    for track in release.tracks:
        for work in track.works:
            yield from work.identifiers
    for listed in message.releases:
        yield from listed.identifiers
    yield from release.identifiers


@rule(
    "ddex.isni-malformed",
    title="An ISNI is malformed",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=validator("isni-malformed"),
)
def isni_malformed(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every ISNI is 15 digits and a check character, without spaces, and the check character
    is that of ISO 7064 MOD 11-2.

    ## Why it matters

    A mistyped ISNI credits somebody else, or nobody.

    ## What to do

    Look the person up at isni.org.

    ## Limits

    Whether the number is that person's is not looked up. Of a party that ERN 3 names many times,
    one is told.
    """
    del release
    yield from _judge(_of_scheme(facts[Message], Scheme.ISNI), Scheme.ISNI, wrong_with_isni)


@rule(
    "ddex.ipi-malformed",
    title="An IPI name number is malformed",
    severity=Severity.NOTE,
    of=Release,
    needs=(Message,),
    sources=(ern("IpiNameNumber: 11 digits"),),
)
def ipi_malformed(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every IPI name number has eleven digits, the last two of which are right modulo 101.

    ## Why it matters

    Societies pay writers and publishers by this number.

    ## What to do

    Ask the writer, or the writer's society.

    ## Limits

    A note, because the schema demands eleven digits and says nothing of the last two.
    """
    del release
    yield from _judge(_of_scheme(facts[Message], Scheme.IPI), Scheme.IPI, wrong_with_ipi)


RULES = (dpid_malformed, namespace_malformed, isni_malformed, ipi_malformed)
