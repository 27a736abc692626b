"""Whether a batch has one manifest that can be read, and that adds up."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from precheck import Batch, Facts, Finding, Manifest, Place, Severity, rule
from precheck_ddex.choreography.facts import BatchFolders, Parcel
from precheck_ddex.choreography.names import batch_id
from precheck_ddex.sources import SPOTIFY_DELIVERIES, choreography

_MOST_NAMED = 3
_NAME = re.compile(r"BatchComplete_.+\.xml", re.DOTALL)


@rule(
    "ddex.manifest-missing",
    title="A batch does not say that it is complete",
    severity=Severity.WARNING,
    of=Batch,
    needs=(BatchFolders,),
    sources=(choreography("8.3, BatchComplete"), SPOTIFY_DELIVERIES),
)
def manifest_missing(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a folder that is named like a batch, such as `N_20261122120000000` or, as Spotify has
    it, `20261122120000000`, has a `BatchComplete_*.xml` beside its release folders. DDX-38.

    ## Why it matters

    The recipient waits for that file before it takes anything.

    ## What to do

    Write the manifest last, when everything else is uploaded.

    ## Limits

    Folders of other names are not judged, for they may be no batches. It may be right that the
    manifest is not written yet.
    """
    for below in facts[BatchFolders].incomplete:
        folder = batch.root / below
        yield Finding(
            f"the batch {folder.name} has no BatchComplete file",
            file=folder,
            evidence={
                "folder": folder.name,
                "expected": f"BatchComplete_{batch_id(folder.name)}.xml",
            },
        )


@rule(
    "ddex.manifest-empty",
    title="The manifest of a batch is empty",
    severity=Severity.NOTE,
    of=Batch,
    sources=(choreography("8.3, BatchComplete"), SPOTIFY_DELIVERIES),
)
def manifest_empty(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the `BatchComplete` file has any content. DDX-38.

    ## Why it matters

    DDEX allows the empty form where batches are sent by hand. Spotify refuses it.

    ## What to do

    Write a `ManifestMessage` that lists every message of the batch.

    ## Limits

    A note, because other recipients may take it.
    """
    del facts
    for manifest in batch.manifests:
        if not manifest.size_bytes and not manifest.trouble:
            yield Finding(
                f"{manifest.file.name} is empty",
                file=manifest.file,
                evidence={"file": manifest.file.name, "bytes": 0},
            )


@rule(
    "ddex.manifest-unreadable",
    title="The manifest of a batch cannot be read",
    severity=Severity.BLOCK,
    of=Batch,
    sources=(choreography("8.3, ManifestMessage"), SPOTIFY_DELIVERIES),
)
def manifest_unreadable(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a `BatchComplete` file with content is well-formed XML, without document type and
    entities, and a `ManifestMessage`.

    ## Why it matters

    The recipient reads it first. What it cannot read it does not take.

    ## What to do

    Have your system write the manifest anew.

    ## Limits

    Whether it is valid against its schema is not judged.
    """
    del facts
    for manifest in batch.manifests:
        if manifest.trouble:
            yield Finding(
                f"{manifest.file.name}: {manifest.trouble}",
                place=Place(file=str(manifest.file), line=manifest.trouble_line),
                evidence={"file": manifest.file.name, "trouble": manifest.trouble},
            )


@rule(
    "ddex.manifest-repeated",
    title="A batch has more than one manifest",
    severity=Severity.REVIEW,
    of=Batch,
    sources=(choreography("8.3, one BatchComplete for each batch"),),
)
def manifest_repeated(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a folder holds one `BatchComplete` file at most.

    ## Why it matters

    The recipient takes the first it sees, and may take the batch twice.

    ## What to do

    Keep one of them.

    ## Limits

    Manifests of different folders belong to different batches.
    """
    del facts
    by_folder: dict[Path, list[Manifest]] = defaultdict(list)
    for manifest in batch.manifests:
        by_folder[manifest.file.parent].append(manifest)
    for folder, manifests in by_folder.items():
        if len(manifests) > 1:
            names = [manifest.file.name for manifest in manifests]
            yield Finding(
                f"the batch {folder.name} has {len(names)} manifests: {', '.join(names[:3])}",
                file=manifests[1].file,
                evidence={"folder": folder.name, "manifests": names},
            )


@rule(
    "ddex.manifest-misnamed",
    title="A manifest is not named as the choreography names it",
    severity=Severity.WARNING,
    of=Batch,
    sources=(choreography("8.3, BatchComplete_<BatchId>.xml"), SPOTIFY_DELIVERIES),
)
def manifest_misnamed(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the manifest of a batch is called `BatchComplete_<BatchId>.xml`, in the same capitals.

    ## Why it matters

    The recipient waits for a file of that name before it takes anything. On most servers
    `batchcomplete_1.xml` is another file.

    ## What to do

    Rename it.

    ## Limits

    Whether the id is that of the batch is asked by `ddex.manifest-batch-id-differs`.
    """
    del facts
    for manifest in batch.manifests:
        name, folder = manifest.file.name, manifest.file.parent.name
        if not _NAME.fullmatch(name):
            expected = f"BatchComplete_{manifest.batch_id or batch_id(folder) or '<BatchId>'}.xml"
            yield Finding(
                f"the manifest {name} is not named {expected}",
                file=manifest.file,
                evidence={"file": name, "expected": expected, "folder": folder},
            )


@rule(
    "ddex.manifest-batch-id-differs",
    title="A manifest is named after another batch",
    severity=Severity.WARNING,
    of=Batch,
    sources=(choreography("7.2 and 8.3, BatchId"),),
)
def manifest_batch_id_differs(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a folder that is named like a batch, such as `N_20261122120000000` or
    `20261122120000000`, has the id of its `BatchComplete_20261122120000000.xml`.

    ## Why it matters

    Recipients report by the batch's id, and some look for the manifest by it.

    ## What to do

    Give both the same id.

    ## Limits

    Folders of other names are not judged.
    """
    del facts
    for manifest in batch.manifests:
        folder = manifest.file.parent.name
        of_folder, of_file = batch_id(folder), manifest.batch_id
        if of_folder and of_file and of_file not in {of_folder, folder}:
            yield Finding(
                f"the batch {folder} has a manifest for {of_file}",
                file=manifest.file,
                evidence={"folder": folder, "manifest": manifest.file.name},
            )


@rule(
    "ddex.manifest-count-differs",
    title="A manifest counts its messages wrongly",
    severity=Severity.REVIEW,
    of=Batch,
    sources=(choreography("ManifestMessage: NumberOfMessages"),),
)
def manifest_count_differs(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether `NumberOfMessages` is there, and is the number of messages that the manifest lists.

    ## Why it matters

    It is there so that a manifest that was cut off, or written too early, is noticed.

    ## What to do

    Write the manifest anew from what was uploaded.

    ## Limits

    Empty manifests, and those that cannot be read, count nothing and are not held to it. Whether
    every message listed is there is asked by `ddex.manifest-message-missing`.
    """
    del facts
    for manifest in batch.manifests:
        stated, listed = manifest.stated_count, len(manifest.listed)
        if manifest.size_bytes and not manifest.trouble and stated != listed:
            says = "no number of" if stated is None else stated
            yield Finding(
                f"{manifest.file.name} says {says} messages and lists {listed}",
                place=manifest.at("NumberOfMessages"),
                evidence={"stated": stated, "listed": listed},
            )


@rule(
    "ddex.manifest-products-mixed",
    title="A batch mixes kinds of products",
    severity=Severity.WARNING,
    of=Batch,
    sources=(choreography("ProductType: one type of products in each batch"),),
)
def manifest_products_mixed(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether all messages of a manifest have the same `ProductType`.

    ## Why it matters

    The choreography wants one type of products in each batch; recipients route batches by it.

    ## What to do

    Send audio and video in batches of their own.

    ## Limits

    Whether a product is what it says is not judged.
    """
    del facts
    for manifest in batch.manifests:
        count = Counter(one.product_type for one in manifest.listed if one.product_type)
        if len(count) > 1:
            usual = count.most_common(1)[0][0]
            other = next(o for o in manifest.listed if o.product_type not in {"", usual})
            yield Finding(
                f"{manifest.file.name} lists {' and '.join(sorted(count))} in one batch",
                place=manifest.at("ProductType", other),
                evidence={"products": dict(sorted(count.items()))},
            )


@rule(
    "ddex.manifest-test-flag-differs",
    title="A batch is a test and its messages are not, or the other way round",
    severity=Severity.REVIEW,
    of=Batch,
    sources=(choreography("ManifestMessage: IsTestFlag"),),
)
def manifest_test_flag_differs(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the manifest's `IsTestFlag` agrees with the `MessageControlType` of its messages.

    ## Why it matters

    Going by one of them, the recipient publishes a test, or leaves a release unpublished.

    ## What to do

    Decide which it is, and say the same in both.

    ## Limits

    Messages without a `MessageControlType` are not judged. Of each manifest the first message is
    named, with the number of them.
    """
    sent = {source.message: parcel for source, parcel in facts.each(Parcel)}
    for manifest in batch.manifests:
        if manifest.is_test is None:
            continue
        wrong = "LiveMessage" if manifest.is_test else "TestMessage"
        parcels = (sent.get(one.path) for one in manifest.listed if one.path is not None)
        others = [p.message_id for p in parcels if p is not None and p.control_type == wrong]
        if others:
            more = f" and {len(others) - 1} more" if len(others) > 1 else ""
            flag = "a test" if manifest.is_test else "no test"
            yield Finding(
                f"{manifest.file.name} is {flag}, but {others[0]}{more} is a {wrong}",
                place=manifest.at("IsTestFlag"),
                evidence={
                    "is_test": manifest.is_test,
                    "control_type": wrong,
                    "messages": others[:_MOST_NAMED],
                    "count": len(others),
                },
            )


RULES = (
    manifest_missing,
    manifest_empty,
    manifest_unreadable,
    manifest_repeated,
    manifest_misnamed,
    manifest_batch_id_differs,
    manifest_count_differs,
    manifest_products_mixed,
    manifest_test_flag_differs,
)
