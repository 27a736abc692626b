"""Precheck: what a music distributor runs before a release is delivered.

This is the whole face that a plugin author needs:

    from precheck import Facts, Finding, Severity, Source, Track, hookimpl, rule
"""

from __future__ import annotations

from precheck.facts import AsOf, Facts, MissingFact, Reason, Unavailable
from precheck.hookspecs import hookimpl
from precheck.inspectors import Answer, Inspector, Tools, Web, WebFailure, inspector
from precheck.model import (
    AiAmount,
    Batch,
    Contributor,
    Deal,
    Declaration,
    Delivery,
    DisplayArtist,
    FileReference,
    HashSum,
    Identifier,
    Image,
    Message,
    Node,
    Party,
    Place,
    Release,
    Resource,
    Role,
    Scheme,
    Title,
    Track,
)
from precheck.policy import Policy
from precheck.rules import Basis, Finding, Rule, Severity, Source, Threshold, rule
from precheck.shared_facts import (
    AiDisclosure,
    AiStatement,
    AudioStream,
    FileDigest,
    Mark,
    MarkKind,
    Origin,
    ProvenanceMarks,
    Tags,
    TextTag,
)
from precheck.version import VERSION

__version__ = VERSION

__all__ = [
    "AiAmount",
    "AiDisclosure",
    "AiStatement",
    "Answer",
    "AsOf",
    "AudioStream",
    "Basis",
    "Batch",
    "Contributor",
    "Deal",
    "Declaration",
    "Delivery",
    "DisplayArtist",
    "Facts",
    "FileDigest",
    "FileReference",
    "Finding",
    "HashSum",
    "Identifier",
    "Image",
    "Inspector",
    "Mark",
    "MarkKind",
    "Message",
    "MissingFact",
    "Node",
    "Origin",
    "Party",
    "Place",
    "Policy",
    "ProvenanceMarks",
    "Reason",
    "Release",
    "Resource",
    "Role",
    "Rule",
    "Scheme",
    "Severity",
    "Source",
    "Tags",
    "TextTag",
    "Threshold",
    "Title",
    "Tools",
    "Track",
    "Unavailable",
    "Web",
    "WebFailure",
    "hookimpl",
    "inspector",
    "rule",
]
