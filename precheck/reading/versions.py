"""Which version of ERN a message says it is."""

from __future__ import annotations

import re

from precheck.reading.problems import ProblemKind, Problems
from precheck.reading.xml import ElementNode

VERSIONS = ("3.8", "3.8.1", "3.8.2", "3.8.3", "4.1", "4.1.1", "4.2", "4.3", "4.3.1", "4.3.2")
"""The versions read by what their schemas say; others are read as far as they are alike."""

ROOTS = ("NewReleaseMessage", "PurgeReleaseMessage")

_DDEX = re.compile(
    r"http://(?:service\.)?ddex\.net/xml/"
    r"(?:ern/[0-9]{2,3}|[0-9]{4}/ern-main/(?:[12][0-9]{1,2}|3[0-3][0-9]?))"
)
"""The namespaces that DDEX gave, to the letter; up to ERN 3.3 they had a year."""
_MEANT = re.compile(
    r"https?://(?:service\.|www\.)?ddex\.net/xml/(?:[0-9]{4}/)?ern(?:-main)?/"
    r"(?P<digits>[0-9](?:\.?[0-9]){1,2})[/#]?",
    re.IGNORECASE,
)
"""Those and what is easily written instead, such as `https` or a slash at the end."""
_SCHEMA_ID = re.compile(r"(?:.*/)?(?P<digits>[0-9](?:\.?[0-9]){1,2})")


def is_ern(namespace: str) -> bool:
    """Whether a namespace is that of some version of ERN, to the letter."""
    return _DDEX.fullmatch(namespace) is not None


def meant_version(namespace: str) -> str:
    """The version that a namespace stands for or is meant to, such as `4.3.2`; empty for others."""
    return _version_of(_MEANT, namespace)


def namespace_of(version: str) -> str:
    """The namespace that DDEX gave a version."""
    return f"http://ddex.net/xml/ern/{version.replace('.', '')}"


def read_version(root: ElementNode, problems: Problems) -> str:
    """The version from the namespace, else `MessageSchemaVersionId`, else any namespace declared.

    A version that is not known is a problem, and is still the answer where it can be named.
    """
    version = meant_version(root.namespace)
    version = version or _version_of(_SCHEMA_ID, root.attribute("MessageSchemaVersionId"))
    declared = (meant_version(namespace) for namespace in root.declared_namespaces)
    version = version or next((found for found in declared if found), "")
    if version not in VERSIONS:
        said = f"ERN {version} is" if version else "the version of ERN is not stated, or"
        text = f"{said} not one that is known here ({VERSIONS[0]} to {VERSIONS[-1]})"
        problems.add(ProblemKind.VERSION_UNKNOWN, text, root)
    return version


def _version_of(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.fullmatch(text)
    return ".".join(match["digits"].replace(".", "")) if match else ""
