"""Whether the bytes are those that the message describes."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, FileReference, Finding, HashSum, Release, Resource, Severity, rule
from precheck_audio_tags.facts import FileSums, OtherSums
from precheck_audio_tags.rules.wording import named_place, quoted
from precheck_audio_tags.sources import DDEX_ERN, DDEX_PACKAGES

_KILOBYTE = 1000
_OTHER_KILOBYTE = 1024


@rule(
    "audio-tags.hash-differs",
    title="A file is not the one whose hash sum the message states",
    severity=Severity.BLOCK,
    of=Release,
    needs=(FileSums, OtherSums),
    sources=(DDEX_ERN, DDEX_PACKAGES),
)
def hash_differs(release: Release, facts: Facts) -> Iterator[Finding]:
    """Compute the sums the message states, and compare.

    ## What it checks

    For every file of a recording, video, picture, text or other resource, each stated hash sum is
    computed anew from the bytes. MD5, SHA-1, SHA-2, SHA-3, CRC32 and, where the system has it,
    RIPEMD-160 are known.

    ## Why it matters

    A recipient computes the same sum on arrival and refuses the file when it differs. The usual
    reasons are a copy that was cut off, or a file that was tagged again after the message was
    written.

    ## What to do

    Find out which of the two is right. If it is the file, write the message again.

    ## Limits

    Capitals do not matter, and a sum in base64 is taken as such. Files behind links are not
    fetched.
    """
    for resource, file, stated, ours in _stated(release, facts):
        if ours and not stated.is_same(ours):
            algorithm = stated.known_algorithm
            yield Finding(
                f"{resource.label} ({resource.reference}): the message states the {algorithm} "
                f"{quoted(stated.value)}, {quoted(file.uri)} has {ours}",
                place=stated.at() or named_place(resource, file),
                file=file.path,
                evidence={
                    "resource": resource.reference,
                    "named": file.uri,
                    "algorithm": algorithm,
                    "message": stated.value,
                    "file": ours,
                },
            )


@rule(
    "audio-tags.hash-unknown-algorithm",
    title="A hash sum cannot be compared",
    severity=Severity.NOTE,
    of=Release,
    needs=(FileSums, OtherSums),
    sources=(DDEX_ERN,),
)
def hash_unknown_algorithm(release: Release, facts: Facts) -> Iterator[Finding]:
    """Name the stated sums that were not computed.

    ## What it checks

    Whether each stated hash sum has an algorithm that this program can compute.

    ## Why it matters

    A sum that nobody compares protects nothing.

    ## What to do

    State an MD5 or SHA-256 as well.

    ## Limits

    MD2, MD4 and MDC-2 are not computed. Fingerprints of the sound are no sums of the bytes, though
    some senders write them in this place.
    """
    for resource, file, stated, ours in _stated(release, facts):
        if not ours:
            named = quoted(stated.algorithm) if stated.algorithm else "no algorithm"
            yield Finding(
                f"{resource.label} ({resource.reference}): the hash sum of {quoted(file.uri)} "
                f"states {named}, which is not computed here",
                place=stated.at() or named_place(resource, file),
                file=file.path,
                evidence={
                    "resource": resource.reference,
                    "named": file.uri,
                    "algorithm": stated.algorithm,
                    "message": stated.value,
                },
            )


@rule(
    "audio-tags.size-differs",
    title="A file does not have the size that the message states",
    severity=Severity.BLOCK,
    of=Release,
    needs=(FileSums, OtherSums),
    sources=(DDEX_ERN,),
)
def size_differs(release: Release, facts: Facts) -> Iterator[Finding]:
    """Compare the stated size of a file with its bytes.

    ## What it checks

    Where the message states a size, the file must have it, to the kilobyte.

    ## Why it matters

    A file of another size is another file, or a part of it.

    ## What to do

    Find out which of the two is right. If it is the file, write the message again.

    ## Limits

    The standard counts in kilobytes without saying of how many bytes. Sizes that are right with
    1,000 or with 1,024 are accepted, and so are those that were written in bytes.
    """
    for resource, sums in every_sum(release, facts):
        for file in resource.files:
            digest = sums.of(file.uri)
            if digest is None or file.size_bytes is None:
                continue
            if not _is_size(file.size_bytes, digest.size_bytes):
                stated = file.size_bytes / _KILOBYTE
                yield Finding(
                    f"{resource.label} ({resource.reference}): the message states "
                    f"{stated:,.10g} kB, {quoted(file.uri)} has {digest.size_bytes:,} bytes",
                    place=file.at("size_bytes") or named_place(resource, file),
                    file=file.path,
                    evidence={
                        "resource": resource.reference,
                        "named": file.uri,
                        "message_kilobytes": stated,
                        "file_bytes": digest.size_bytes,
                    },
                )


def every_sum(release: Release, facts: Facts) -> Iterator[tuple[Resource, FileSums]]:
    """Every resource with files that are there: tracks and pictures, then all others."""
    yield from facts.each(FileSums)
    others = facts[OtherSums].sums
    yield from (
        (one, others[one.reference]) for one in release.resources if one.reference in others
    )


def _stated(
    release: Release, facts: Facts
) -> Iterator[tuple[Resource, FileReference, HashSum, str]]:
    """Every stated sum of a file that is there, with our own, or an empty string."""
    for resource, sums in every_sum(release, facts):
        for file in resource.files:
            digest = sums.of(file.uri)
            if digest is not None:
                for stated in file.hash_sums:
                    yield resource, file, stated, digest.sums.get(stated.known_algorithm, "")


def _is_size(stated: int, ours: int) -> bool:
    """Whether a size in kilobytes, held as thousands of bytes, is ours to the kilobyte."""
    kilobytes = stated / _KILOBYTE
    readings = (ours / _KILOBYTE, ours / _OTHER_KILOBYTE)
    return kilobytes == ours or any(abs(kilobytes - reading) <= 1 for reading in readings)


RULES = (hash_differs, hash_unknown_algorithm, size_differs)
