"""The facts that more than one plugin speaks of, so that none must import another.

Each has one supplier per subject; a stranger's plugin may take the place of ours.
"""

from __future__ import annotations

from precheck.shared_facts.ai import (
    AiDetection,
    AiDetections,
    AiDisclosure,
    AiRoleStatement,
    AiStatement,
    AiVariant,
    Origin,
)
from precheck.shared_facts.files import (
    AudioStream,
    FileDigest,
    Tags,
    TextTag,
)
from precheck.shared_facts.marks import (
    Mark,
    MarkKind,
    ProvenanceMarks,
)
from precheck.shared_facts.pictures import Picture, PictureHash
from precheck.shared_facts.schemas import (
    Schema,
    SchemaError,
    SchemaErrorKind,
    SchemaErrors,
)
from precheck.shared_facts.sound import (
    Channel,
    Clipping,
    Cutoff,
    Fingerprint,
    Loop,
    OtherSpeeds,
    Sound,
    SoundPicture,
    Span,
    SpeedPrint,
    Texture,
)

__all__ = [
    "AiDetection",
    "AiDetections",
    "AiDisclosure",
    "AiRoleStatement",
    "AiStatement",
    "AiVariant",
    "AudioStream",
    "Channel",
    "Clipping",
    "Cutoff",
    "FileDigest",
    "Fingerprint",
    "Loop",
    "Mark",
    "MarkKind",
    "Origin",
    "OtherSpeeds",
    "Picture",
    "PictureHash",
    "ProvenanceMarks",
    "Schema",
    "SchemaError",
    "SchemaErrorKind",
    "SchemaErrors",
    "Sound",
    "SoundPicture",
    "Span",
    "SpeedPrint",
    "Tags",
    "TextTag",
    "Texture",
]
