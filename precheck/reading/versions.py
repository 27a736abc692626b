"""Which version of ERN a message says it is."""

from __future__ import annotations

import re

from precheck.reading.problems import ProblemKind, Problems
from precheck.reading.xml import ElementNode

VERSIONS = ("3.8", "3.8.1", "3.8.2", "3.8.3", "4.1", "4.1.1", "4.2", "4.3", "4.3.1", "4.3.2")
"""The versions read by what their schemas say; others are read as far as they are alike."""

ROOTS = ("NewReleaseMessage", "PurgeReleaseMessage")

_NAMESPACE = re.compile(
    r"https?://(?:service\.)?ddex\.net/xml/(?:[0-9]{4}/)?ern(?:-main)?/(?P<digits>[0-9]{2,3})/?"
)
_SCHEMA_ID = re.compile(r"(?:.*/)?(?P<digits>[0-9](?:\.?[0-9]){1,2})")


def is_ern(namespace: str) -> bool:
    """Whether a namespace is that of some version of ERN."""
    return _NAMESPACE.fullmatch(namespace) is not None


def read_version(root: ElementNode, problems: Problems) -> str:
    """The version from the namespace, else `MessageSchemaVersionId`, else any namespace declared.

    A version that is not known is a problem, and is still the answer where it can be named.
    """
    version = _version_of(_NAMESPACE, root.namespace)
    version = version or _version_of(_SCHEMA_ID, root.attribute("MessageSchemaVersionId"))
    declared = (_version_of(_NAMESPACE, namespace) for namespace in root.declared_namespaces)
    version = version or next((found for found in declared if found), "")
    if version not in VERSIONS:
        said = f"ERN {version} is" if version else "the version of ERN is not stated, or"
        text = f"{said} not one that is known here ({VERSIONS[0]} to {VERSIONS[-1]})"
        problems.add(ProblemKind.VERSION_UNKNOWN, text, root)
    return version


def _version_of(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.fullmatch(text)
    return ".".join(match["digits"].replace(".", "")) if match else ""
