"""Whether the hash sums that a message states can be hash sums."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, Finding, HashSum, Message, Place, Release, Severity, rule
from precheck_ddex.codes import wrong_with_hash
from precheck_ddex.sources import INVALID_MESSAGES, ern


@rule(
    "ddex.hash-malformed",
    title="A hash sum is not one of its algorithm",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(ern("HashSum: Algorithm, HashSumValue"), INVALID_MESSAGES),
)
def hash_malformed(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every hash sum is hexadecimal and as long as its algorithm makes it: 32 digits for MD5,
    64 for SHA-256. The schema lets any text pass.

    ## Why it matters

    A sum that no file can have protects nothing, and a recipient that compares refuses the file.

    ## What to do

    Have your system write the sum anew. Where it writes base 64, have it write hexadecimal.

    ## Limits

    Algorithms without a fixed length are not judged. A sum in base 64 counts where it is declared
    as `Binary64`. Whether the sum is that of the file is asked by the rules about files.
    """
    del facts
    for resource in (*release.tracks, *release.images, *release.resources):
        for file in resource.files:
            for stated in file.hash_sums:
                wrong = wrong_with_hash(stated, _data_type(stated))
                if wrong:
                    yield Finding(
                        f"the {stated.algorithm} sum of {file.uri or resource.label} {wrong}",
                        place=_at_value(stated),
                        evidence={
                            "resource": resource.reference,
                            "file": file.uri,
                            "algorithm": stated.algorithm,
                            "value": stated.value,
                        },
                    )


def _data_type(stated: HashSum) -> str:
    """What the message says of how the digits are written, as ERN allows."""
    node = stated.node
    return (node.value("DataType") or node.value("HashSumDataType")) if node is not None else ""


def _at_value(stated: HashSum) -> Place | None:
    """The element that holds the digits, which ERN 3 calls by the name of the one around it."""
    if stated.node is None:
        return None
    inner = stated.node.find("HashSumValue") or stated.node.find("HashSum") or stated.node
    return Place(line=inner.line, xpath=inner.xpath)


RULES = (hash_malformed,)
