"""Whether what a manifest says of each message is true."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from precheck import AsOf, Batch, Facts, Finding, ListedMessage, Manifest, Severity, rule
from precheck_ddex.choreography.facts import MessageSums, Parcel
from precheck_ddex.choreography.names import same_id
from precheck_ddex.choreography.rules.entries import entries_of
from precheck_ddex.codes import wrong_with_hash
from precheck_ddex.moments import is_over
from precheck_ddex.sources import choreography, status

_DELIVERY_TYPES = frozenset(
    {
        "BackCatalogDelivery",
        "HighPriorityDelivery",
        "NewReleaseDelivery",
        "ReDelivery",
        "TakeDown",
        "UserDefined",
    }
)


def _sent(batch: Batch, facts: Facts) -> Iterator[tuple[str, Manifest, ListedMessage, Parcel]]:
    """Each entry whose message was read, with the id of its release."""
    parcels = {source.message: (source.id, parcel) for source, parcel in facts.each(Parcel)}
    for manifest, listed in entries_of(batch):
        if listed.path is not None and listed.path in parcels:
            release, parcel = parcels[listed.path]
            yield release, manifest, listed, parcel


@rule(
    "ddex.manifest-message-id-differs",
    title="A manifest knows a message by another id",
    severity=Severity.REVIEW,
    of=Batch,
    sources=(choreography("MessageInBatch: MessageId"),),
)
def manifest_message_id_differs(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the `MessageId` of each entry is that in the message.

    ## Why it matters

    Acknowledgements name the id. And where it differs, the message may have been replaced after the
    manifest was written.

    ## What to do

    Write the manifest anew from the messages.

    ## Limits

    Messages that cannot be read are not compared.
    """
    for release, manifest, listed, parcel in _sent(batch, facts):
        if parcel.message_id and listed.message_id != parcel.message_id:
            yield Finding(
                f"{manifest.file.name} calls {release} {listed.message_id!r}, "
                f"the message calls itself {parcel.message_id!r}",
                place=manifest.at("MessageId", listed),
                evidence={"manifest": listed.message_id, "message": parcel.message_id},
                release=release,
            )


@rule(
    "ddex.manifest-release-id-differs",
    title="A manifest promises another release than the message has",
    severity=Severity.REVIEW,
    of=Batch,
    sources=(choreography("MessageInBatch: IncludedReleaseId"),),
)
def manifest_release_id_differs(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether one of the `IncludedReleaseId` of each entry is an identifier of the message's main
    release.

    ## Why it matters

    Either the wrong message is in the folder, or the wrong one is listed.

    ## What to do

    Compare the two, and write the manifest anew.

    ## Limits

    Leading zeros and capitals do not count. One identifier in common is enough.
    """
    for release, manifest, listed, parcel in _sent(batch, facts):
        stated = {same_id(one) for one in listed.release_ids}
        if stated and parcel.ids and stated.isdisjoint(parcel.ids):
            yield Finding(
                f"{manifest.file.name} lists {release} as {', '.join(listed.release_ids)}, "
                "which is no identifier of its release",
                place=manifest.at("IncludedReleaseId", listed),
                evidence={"manifest": listed.release_ids, "message": parcel.ids},
                release=release,
            )


@rule(
    "ddex.manifest-hash-differs",
    title="A message is not the one whose hash sum its manifest states",
    severity=Severity.BLOCK,
    of=Batch,
    needs=(MessageSums,),
    sources=(choreography("MessageInBatch: HashSum"), status("SignatureOrHashSumWrongOrMissing")),
)
def manifest_hash_differs(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the hash sum that the manifest states for a message is that of the file.

    ## Why it matters

    The message was changed after the manifest was written, or damaged. The recipient refuses it.

    ## What to do

    Write the manifest anew, after everything else.

    ## Limits

    MD5, the SHA families, RIPEMD-160 and CRC32 are computed. Of other algorithms, and of what is no
    sum of its algorithm, `ddex.manifest-hash-unknown` and `ddex.manifest-hash-malformed` speak.
    Signatures are not judged.
    """
    ids = {source.message: source.id for source in batch.sources}
    entries = {
        (which, number): (manifest, listed)
        for which, manifest in enumerate(batch.manifests)
        for number, listed in enumerate(manifest.listed)
    }
    for computed in facts[MessageSums].sums:
        if (computed.manifest, computed.number) not in entries:
            continue
        manifest, listed = entries[computed.manifest, computed.number]
        if not listed.hash_sum.is_same(computed.digits) and not _wrong_form(listed):
            stated = listed.hash_value
            yield Finding(
                f"{manifest.file.name} states the {listed.hash_algorithm} sum {stated} "
                f"for {listed.url!r}, which has {computed.digits}",
                place=manifest.at("HashSum", listed),
                evidence={
                    "url": listed.url,
                    "algorithm": listed.hash_algorithm,
                    "manifest": stated,
                    "file": computed.digits,
                },
                release=ids.get(listed.path, ""),
            )


@rule(
    "ddex.manifest-hash-malformed",
    title="A manifest states a hash sum that is none of its algorithm",
    severity=Severity.WARNING,
    of=Batch,
    sources=(choreography("MessageInBatch: HashSum"), status("SignatureOrHashSumWrongOrMissing")),
)
def manifest_hash_malformed(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every hash sum of the manifest is hexadecimal and as long as its algorithm makes it: 32
    digits for MD5, 64 for SHA-256.

    ## Why it matters

    No message has such a sum. It protects nothing, and a recipient that compares refuses the
    message.

    ## What to do

    State the algorithm by which the sum was made, or have your system write it anew.

    ## Limits

    Algorithms without a fixed length are not judged. A sum in base 64 counts where it is declared
    as `Binary64`. An entry without a sum is not told, for it may be signed instead.
    """
    del facts
    releases = {s.message: s.id for s in batch.sources if s.message is not None}
    for manifest, listed in entries_of(batch):
        algorithm, stated = listed.hash_algorithm, listed.hash_value
        if wrong := _wrong_form(listed):
            yield Finding(
                f"the {algorithm} sum that {manifest.file.name} states for {listed.url!r} {wrong}",
                place=manifest.at("HashSum", listed),
                evidence={"url": listed.url, "algorithm": algorithm, "value": stated},
                release=releases.get(listed.path, "") if listed.path is not None else "",
            )


def _wrong_form(listed: ListedMessage) -> str:
    """What is wrong with the form of a stated sum, or an empty string."""
    if not listed.hash_value:
        return ""
    return wrong_with_hash(listed.hash_sum, listed.hash_data_type)


@rule(
    "ddex.manifest-hash-unknown",
    title="A hash sum of a manifest cannot be compared",
    severity=Severity.NOTE,
    of=Batch,
    sources=(choreography("MessageInBatch: HashSum"),),
)
def manifest_hash_unknown(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether each hash sum that the manifest states has an algorithm that can be computed here.

    ## Why it matters

    A sum that nobody compares protects nothing.

    ## What to do

    State an MD5 or SHA-256.

    ## Limits

    MD2, MD4 and MDC-2 are not computed. An entry without a sum is not told, for it may be signed
    instead. Of each manifest every algorithm is told once.
    """
    del facts
    told: set[tuple[Path, str]] = set()
    for manifest, listed in entries_of(batch):
        key = (manifest.file, listed.hash_algorithm)
        is_known = listed.hash_sum.known_algorithm or _wrong_form(listed)
        if listed.hash_value and not is_known and key not in told:
            told.add(key)
            named = repr(listed.hash_algorithm) if listed.hash_algorithm else "no algorithm"
            yield Finding(
                f"the hash sum of {listed.url!r} in {manifest.file.name} states {named}, which is "
                "not computed here",
                place=manifest.at("HashSum", listed),
                evidence={"url": listed.url, "algorithm": listed.hash_algorithm},
            )


@rule(
    "ddex.manifest-message-type-differs",
    title="A manifest says that a message is of another kind",
    severity=Severity.REVIEW,
    of=Batch,
    sources=(choreography("MessageInBatch: MessageType"),),
)
def manifest_message_type_differs(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the `MessageType` of each entry is the name of the message's root element.

    ## Why it matters

    A recipient that sorts a batch by the manifest hands the message to the wrong reader: a release
    that is said to be a `PurgeReleaseMessage` is deleted, or refused.

    ## What to do

    Write the manifest anew from the messages.

    ## Limits

    An entry without a type, and a message that cannot be read, are not compared.
    """
    for release, manifest, listed, parcel in _sent(batch, facts):
        if listed.message_type and parcel.kind and listed.message_type != parcel.kind:
            yield Finding(
                f"{manifest.file.name} calls {release} a {listed.message_type}, "
                f"but it is a {parcel.kind}",
                place=manifest.at("MessageType", listed),
                evidence={"manifest": listed.message_type, "message": parcel.kind},
                release=release,
            )


@rule(
    "ddex.manifest-delivery-type-unknown",
    title="A manifest delivers in a way that the choreography does not know",
    severity=Severity.WARNING,
    of=Batch,
    sources=(choreography("MessageInBatch: DeliveryType"),),
)
def manifest_delivery_type_unknown(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the `DeliveryType` of each entry is one of the allowed values.

    ## Why it matters

    Recipients put new releases and takedowns before catalogue by it, and refuse other words.

    ## What to do

    Write one of `NewReleaseDelivery`, `BackCatalogDelivery`, `HighPriorityDelivery`, `ReDelivery`
    and `TakeDown`.

    ## Limits

    The list is that of version 1.6. Of each manifest every word is told once. One that is not there
    is not judged.
    """
    del facts
    told: set[tuple[Path, str]] = set()
    for manifest, listed in entries_of(batch):
        key = (manifest.file, listed.delivery_type)
        if listed.delivery_type not in _DELIVERY_TYPES | {""} and key not in told:
            told.add(key)
            yield Finding(
                f"{manifest.file.name} has the delivery type {listed.delivery_type!r}",
                place=manifest.at("DeliveryType", listed),
                evidence={
                    "delivery_type": listed.delivery_type,
                    "allowed": sorted(_DELIVERY_TYPES),
                },
            )


@rule(
    "ddex.manifest-takedown-differs",
    title="A manifest takes down what its message offers",
    severity=Severity.REVIEW,
    of=Batch,
    sources=(choreography("MessageInBatch: DeliveryType"),),
)
def manifest_takedown_differs(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a message that the manifest calls a `TakeDown` has no deals, or none that still holds.

    ## Why it matters

    Going by the manifest the recipient takes the release down, going by the message it keeps it.

    ## What to do

    Send the message without deals, or call it an update.

    ## Limits

    A takedown in some territories has deals for the others; then the finding is to be waived.
    """
    for release, manifest, listed, parcel in _sent(batch, facts):
        is_open = parcel.has_deals and not is_over(parcel.deals_end, facts[AsOf].day)
        if listed.delivery_type == "TakeDown" and is_open:
            yield Finding(
                f"{manifest.file.name} takes {release} down, but its message has deals",
                place=manifest.at("DeliveryType", listed),
                evidence={"delivery_type": listed.delivery_type, "message_id": parcel.message_id},
                release=release,
            )


RULES = (
    manifest_message_id_differs,
    manifest_release_id_differs,
    manifest_hash_differs,
    manifest_hash_malformed,
    manifest_hash_unknown,
    manifest_message_type_differs,
    manifest_delivery_type_unknown,
    manifest_takedown_differs,
)
