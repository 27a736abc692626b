"""Whether what a manifest lists is what is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from precheck import Batch, Facts, Finding, ListedMessage, Manifest, Severity, rule
from precheck_ddex.sources import choreography, status


def entries_of(batch: Batch) -> Iterator[tuple[Manifest, ListedMessage]]:
    """Every entry of every manifest."""
    return ((manifest, listed) for manifest in batch.manifests for listed in manifest.listed)


@rule(
    "ddex.manifest-message-missing",
    title="A manifest lists a message that is not there",
    severity=Severity.BLOCK,
    of=Batch,
    sources=(choreography("MessageInBatch: URL"), status("ErnMissing")),
)
def manifest_message_missing(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every message that the manifest lists is there, in the same capitals, and is one of ERN.

    ## Why it matters

    The recipient looks for it, and reports the batch as failed.

    ## What to do

    Add the message, correct the URL, or write the manifest anew.

    ## Limits

    A URL is understood from the manifest's folder; one that begins with the `RootDirectory` or with
    the folder's name is too. URLs that name a server are not fetched, and not judged.
    """
    del facts
    messages = {source.message for source in batch.sources if source.message is not None}
    for manifest, listed in entries_of(batch):
        if not listed.is_outside and not listed.is_remote and listed.path not in messages:
            hint = f"; {listed.near!r} is" if listed.near else ""
            wrong = f"not there{hint}" if listed.path is None else "no message of ERN"
            yield Finding(
                f"{manifest.file.name} lists {listed.url!r}, which is {wrong}",
                place=manifest.at("URL", listed),
                evidence={
                    "url": listed.url,
                    "message_id": listed.message_id,
                    "root_directory": manifest.root_directory,
                    "near": listed.near,
                },
            )


@rule(
    "ddex.manifest-url-outside",
    title="A manifest lists a message outside the batch",
    severity=Severity.BLOCK,
    of=Batch,
    sources=(choreography("MessageInBatch: URL"),),
)
def manifest_url_outside(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every URL of the manifest stays in its folder.

    ## Why it matters

    A URL that climbs out names what is not delivered, or what must not be. It is not followed.

    ## What to do

    Name messages relative to the manifest, without `..` and drive letters.

    ## Limits

    Links are not followed either, even where they end inside.
    """
    del facts
    for manifest, listed in entries_of(batch):
        if listed.is_outside:
            yield Finding(
                f"{manifest.file.name} lists {listed.url!r}, which leaves the batch",
                place=manifest.at("URL", listed),
                evidence={"url": listed.url, "message_id": listed.message_id},
            )


@rule(
    "ddex.manifest-url-backslash",
    title="A manifest writes a URL with backslashes",
    severity=Severity.WARNING,
    of=Batch,
    sources=(choreography("MessageInBatch: URL"),),
)
def manifest_url_backslash(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the URLs of the manifest are without backslashes.

    ## Why it matters

    A URL has slashes. On a server a name with a backslash is that of one file, which is not there,
    and the message is not found.

    ## What to do

    Write `9520000000011/9520000000011.xml`.

    ## Limits

    Backslashes are read as slashes everywhere else. Of each manifest the first entry is named, with
    the number of them.
    """
    del facts
    for manifest in batch.manifests:
        listed = [one for one in manifest.listed if "\\" in one.url]
        if listed:
            more = f" and {len(listed) - 1} more" if len(listed) > 1 else ""
            yield Finding(
                f"{manifest.file.name} lists {listed[0].url!r}{more} with a backslash",
                place=manifest.at("URL", listed[0]),
                evidence={"url": listed[0].url, "count": len(listed)},
            )


@rule(
    "ddex.manifest-message-repeated",
    title="A manifest lists a message twice",
    severity=Severity.WARNING,
    of=Batch,
    sources=(choreography("ManifestMessage: MessageInBatch"),),
)
def manifest_message_repeated(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a manifest lists every file once.

    ## Why it matters

    The recipient may take the message in twice, and another was perhaps meant.

    ## What to do

    Leave one of the two entries out.

    ## Limits

    Two files with one message id are told where the id is not that of the message.
    """
    del facts
    for manifest in batch.manifests:
        met: set[Path] = set()
        for listed in manifest.listed:
            if listed.path in met:
                yield Finding(
                    f"{manifest.file.name} lists {listed.url!r} twice",
                    place=manifest.at("URL", listed),
                    evidence={"url": listed.url, "message_id": listed.message_id},
                )
            if listed.path is not None:
                met.add(listed.path)


@rule(
    "ddex.manifest-message-unlisted",
    title="A message is there, but its manifest does not list it",
    severity=Severity.REVIEW,
    of=Batch,
    sources=(choreography("ManifestMessage: every message of the batch"),),
)
def manifest_message_unlisted(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every message below the folder of a manifest is listed in one.

    ## Why it matters

    A recipient takes what the manifest lists. The release is uploaded, and never comes out.

    ## What to do

    List it, or take it out of the batch.

    ## Limits

    Empty manifests, and those that cannot be read, list nothing and are not held to it. A URL that
    names a server is taken for the file here whose folder and name it ends with.
    """
    del facts
    telling = {m.file.parent: m for m in batch.manifests if m.size_bytes and not m.trouble}
    listed = {one.path for _, one in entries_of(batch)}
    remote = {_end_of(one.url) for _, one in entries_of(batch) if one.is_remote}
    for source in batch.sources:
        if source.message is None or source.message in listed:
            continue
        if _end_of(source.message.as_posix()) in remote:
            continue
        above = (telling[at] for at in source.message.parents if at in telling)
        manifest = next(above, None)
        if manifest is not None:
            yield Finding(
                f"{source.id} is not listed in {manifest.file.name}",
                file=source.message,
                evidence={"message": source.id, "manifest": manifest.file.name},
                release=source.id,
            )


def _end_of(path: str) -> str:
    """The last folder and the name."""
    return "/".join(path.split("/")[-2:])


RULES = (
    manifest_message_missing,
    manifest_url_outside,
    manifest_url_backslash,
    manifest_message_repeated,
    manifest_message_unlisted,
)
