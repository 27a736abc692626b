"""What the schema says of a message, in words, and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from precheck import (
    Facts,
    Finding,
    Message,
    Release,
    SchemaErrors,
    Severity,
    Source,
    rule,
)
from precheck_ddex.schema.explanation import (
    Certainty,
    certainty,
    explained,
)
from precheck_ddex.schema.gathering import evidence, grouped, schema_used, without_echoes
from precheck_ddex.schema.wording import quoted, subject
from precheck_ddex.sources import INVALID_MESSAGES, ern
from precheck_ddex.value_sets import stated_value_set

FINDINGS = 25
"""So many different errors are told one by one."""

VALUE_SETS = Source(
    title="DDEX: current allowed value sets",
    url="https://kb.ddex.net/reference-material/current-allowed-value-sets/",
    clause="AvsVersionId",
    read=date(2026, 11, 22),
)


@rule(
    "ddex.schema-invalid",
    title="The message is not valid under DDEX's schema",
    severity=Severity.BLOCK,
    of=Release,
    needs=(Message, SchemaErrors),
    sources=(INVALID_MESSAGES, ern("the whole schema")),
)
def schema_invalid(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the message is valid under the XML schema of its ERN version, with the allowed value
    set that it states where that one is here. Precheck comes without schemas: get them from DDEX,
    then `precheck schemas add FOLDER_OR_ZIP`.

    ## Why it matters

    Every recipient validates first, and refuses what is not valid before anyone reads it.

    ## What to do

    Mend each error at its line. The same error in many places is told once, with all its lines.

    ## Limits

    After one wrong element the validator does not look at the elements that follow it in the same
    parent: mend, and check again. What a schema cannot say (whether references find something,
    whether codes have their check digits) is asked by other rules. At most 25 different errors are
    told; the rest are counted. ERN 4.3.1 is judged by the schema of 4.3.2 where its own is missing.
    The form of a DPID, a date, a territory or the like is judged by a rule of its own as well: that
    rule holds where no schema was added, and policies give it a weight of its own.
    """
    del release
    message, found = facts[Message], facts[SchemaErrors]
    wrong = [e for e in found.errors if certainty(e, message, found) is Certainty.WRONG]
    groups = grouped(without_echoes(wrong))
    for same in groups[:FINDINGS]:
        words = explained(same[0], message, found.schema)
        yield Finding(
            f"{words.says}{_elsewhere(len(same) - 1)}",
            place=same[0].place,
            evidence=evidence(same, found),
            remedy=words.write,
        )
    rest = groups[FINDINGS:]
    unexplained = found.count - len(found.errors) if groups else 0
    if rest or unexplained:
        left = sum(len(same) for same in rest) + unexplained
        yield Finding(
            f"the schema finds {left} more errors in the message, {found.count} in all",
            place=(rest or groups)[0][0].place,
            evidence={"errors": found.count, "not_listed": left},
            remedy="Mend those that are listed, and check again.",
        )


@rule(
    "ddex.schema-value-newer",
    title="A value is unknown here, and the message was written for a newer value set",
    severity=Severity.NOTE,
    of=Release,
    needs=(Message, SchemaErrors),
    sources=(VALUE_SETS,),
)
def schema_value_newer(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the message has a value that is not in the newest allowed value set (AVS) here, while
    its `AvsVersionId` is newer than that set.

    ## Why it matters

    DDEX adds values several times a year. Such a value may be right, and cannot be judged here.

    ## What to do

    Get the newer `allowed-value-sets.xsd` from DDEX, then `precheck schemas add FOLDER_OR_ZIP`.

    ## Limits

    Values that only differ in case or hyphens from a known one, and known slips such as `Clean`,
    are told as errors whatever the message states.
    """
    del release
    yield from _uncertain(facts, Certainty.NEWER, "newer than any that is here")


@rule(
    "ddex.schema-value-older",
    title="A value is unknown here, and the message was written for an older value set",
    severity=Severity.REVIEW,
    of=Release,
    needs=(Message, SchemaErrors),
    sources=(VALUE_SETS,),
)
def schema_value_older(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the message has a value that is not in the allowed value set (AVS) it was validated
    with, while its `AvsVersionId` is older than that set and the older one is not here.

    ## Why it matters

    DDEX also withdraws and renames values: `UseForGenerativeAI` is in set 6 and not in set 9, the
    currency `HRK` in set 3 and not in set 6. A recipient with the newer set refuses the message;
    one with the older set takes it. Or the value is simply misspelt.

    ## What to do

    Write the value of today and the `AvsVersionId` of its set. To have the message judged by the
    set it states, add that one, too: `precheck schemas add FOLDER_OR_ZIP`.

    ## Limits

    Values that only differ in case or hyphens from a known one, and known slips such as `Clean`,
    are told as errors whatever the message states.
    """
    del release
    yield from _uncertain(facts, Certainty.OLDER, "older than the one that is here")


@rule(
    "ddex.schema-approximate",
    title="The message was judged by the schema of another namespace",
    severity=Severity.NOTE,
    of=Release,
    needs=(Message, SchemaErrors),
    sources=(ern("targetNamespace"),),
)
def schema_approximate(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the message was validated by a schema that is made for another namespace: ERN 4.3.1 by
    that of 4.3.2, or a namespace on `service.ddex.net` by that of the same version on `ddex.net`.

    ## Why it matters

    The two versions have the same elements, and DDEX's own samples of 4.3.1 are valid under 4.3.2.
    It is an approximation all the same: a difference in detail would not be seen.

    ## What to do

    Get the schema of the message's own namespace from DDEX, then
    `precheck schemas add FOLDER_OR_ZIP`; or send ERN 4.3.2.

    ## Limits

    It says nothing about the message's content.
    """
    del release
    message, found = facts[Message], facts[SchemaErrors]
    if found.stands_in_for:
        yield Finding(
            f"the message of {found.stands_in_for} was judged by the schema of ERN "
            f"{found.schema.version} ({found.schema.namespace}), an approximation",
            place=message.at("version"),
            evidence=schema_used(found),
        )


@rule(
    "ddex.avs-version-malformed",
    title="AvsVersionId is not the number of an allowed value set",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(VALUE_SETS, ern("NewReleaseMessage: AvsVersionId")),
)
def avs_version_malformed(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether `AvsVersionId`, where it is given, is a whole number. `4.3` and `4.3.1`, which are
    versions of ERN, are common. The schema lets any text pass, and an empty one.

    ## Why it matters

    The number says by which set the words of the message are to be read. A recipient that looks
    for set 4.3 finds none.

    ## What to do

    Write the number of the set your system uses, such as `9`.

    ## Limits

    Whether there is a set of that number, and whether it is missing, is left to other rules.
    """
    del release
    message = facts[Message]
    is_there = message.node is not None and "AvsVersionId" in message.node.attributes
    if (message.avs_version or is_there) and stated_value_set(message) is None:
        yield Finding(
            f"the message states the allowed value set {quoted(message.avs_version)}, "
            "but value sets have whole numbers",
            place=message.at("avs_version"),
            evidence={"avs_version_id": message.avs_version, "message_version": message.version},
        )


def _elsewhere(count: int) -> str:
    places = "place" if count == 1 else "places"
    return f" (and in {count} more {places})" if count else ""


def _uncertain(facts: Facts, wanted: Certainty, how: str) -> Iterator[Finding]:
    """The values that the value set here lacks, while the message states another one."""
    message, found = facts[Message], facts[SchemaErrors]
    unsure = [e for e in found.errors if certainty(e, message, found) is wanted]
    for same in grouped(unsure)[:FINDINGS]:
        first = same[0]
        yield Finding(
            f"{subject(first)} is {quoted(first.value)}, which is not in value set "
            f"{found.schema.value_set_version}; the message was written for "
            f"{message.avs_version}, {how}",
            place=first.place,
            evidence={**evidence(same, found), "avs_version_id": message.avs_version},
        )


RULES = (
    schema_invalid,
    schema_value_newer,
    schema_value_older,
    schema_approximate,
    avs_version_malformed,
)
