"""Precheck: what a music distributor runs before a release is delivered.

This is the whole face that a plugin author needs:

    from precheck import Facts, Finding, Severity, Source, Track, hookimpl, rule

A name is fetched from its home when it is first asked for, so that `precheck --version` costs
little more than Python itself.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from precheck.version import VERSION

if TYPE_CHECKING:
    from precheck.facts import AsOf, Facts, MissingFact, Reason, Unavailable
    from precheck.folders import user_cache, user_data
    from precheck.hookspecs import hookimpl
    from precheck.inspectors import (
        Answer,
        Apart,
        ApartFailure,
        Inspector,
        Keep,
        Schemas,
        Tools,
        Web,
        WebFailure,
        inspector,
    )
    from precheck.model import (
        COUNTRIES,
        EU,
        AccountTier,
        AiAmount,
        Batch,
        Clip,
        Contributor,
        Deal,
        Declaration,
        Delivery,
        DisplayArtist,
        FileReference,
        Genre,
        HashSum,
        Identifier,
        Image,
        Instrument,
        ListedMessage,
        ListedRelease,
        Manifest,
        Message,
        Node,
        Party,
        Period,
        Place,
        Price,
        Release,
        Resource,
        RightsLine,
        Role,
        RunningSum,
        Scheme,
        Title,
        Track,
        UploadStatus,
        new_sum,
    )
    from precheck.policy import Policy
    from precheck.repairs import CannotRepair, Change, Piece, Remake, Repair, Stretch, Terms
    from precheck.rules import Basis, Finding, Rule, Severity, Source, Threshold, rule
    from precheck.shared_facts import (
        AiDetection,
        AiDetections,
        AiDisclosure,
        AiRoleStatement,
        AiStatement,
        AiVariant,
        AudioStream,
        Channel,
        Clipping,
        Cutoff,
        FileDigest,
        Fingerprint,
        Loop,
        Mark,
        MarkKind,
        Origin,
        OtherSpeeds,
        Picture,
        PictureHash,
        ProvenanceMarks,
        Schema,
        SchemaError,
        SchemaErrorKind,
        SchemaErrors,
        Sound,
        SoundPicture,
        Span,
        SpeedPrint,
        Tags,
        TextTag,
        Texture,
    )
    from precheck.switches import OUTPUT, Switch
    from precheck.views import RunRelease, RunView, View
    from precheck.vocabularies import Disclosures, Expression, Fate, Markup, Vocabulary

__version__ = VERSION

_HOMES = {
    "precheck.facts": "AsOf Facts MissingFact Reason Unavailable",
    "precheck.folders": "user_cache user_data",
    "precheck.hookspecs": "hookimpl",
    "precheck.inspectors": (
        "Answer Apart ApartFailure Inspector Keep Schemas Tools Web WebFailure inspector"
    ),
    "precheck.model": (
        "COUNTRIES EU "
        "AccountTier AiAmount Batch Clip Contributor Deal Declaration Delivery DisplayArtist "
        "FileReference Genre HashSum Identifier Image Instrument ListedMessage ListedRelease "
        "Manifest Message Node Party Period Place Price Release Resource RightsLine Role "
        "RunningSum Scheme Title Track UploadStatus new_sum"
    ),
    "precheck.policy": "Policy",
    "precheck.repairs": "CannotRepair Change Piece Remake Repair Stretch Terms",
    "precheck.rules": "Basis Finding Rule Severity Source Threshold rule",
    "precheck.shared_facts": (
        "AiDetection AiDetections AiDisclosure AiRoleStatement AiStatement AiVariant AudioStream "
        "Channel Clipping Cutoff FileDigest Fingerprint Loop Mark MarkKind Origin OtherSpeeds "
        "Picture PictureHash ProvenanceMarks Schema SchemaError SchemaErrorKind SchemaErrors Sound "
        "SoundPicture Span SpeedPrint Tags TextTag Texture"
    ),
    "precheck.switches": "OUTPUT Switch",
    "precheck.views": "RunRelease RunView View",
    "precheck.vocabularies": "Disclosures Expression Fate Markup Vocabulary",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = [
    "COUNTRIES",
    "EU",
    "OUTPUT",
    "AccountTier",
    "AiAmount",
    "AiDetection",
    "AiDetections",
    "AiDisclosure",
    "AiRoleStatement",
    "AiStatement",
    "AiVariant",
    "Answer",
    "Apart",
    "ApartFailure",
    "AsOf",
    "AudioStream",
    "Basis",
    "Batch",
    "CannotRepair",
    "Change",
    "Channel",
    "Clip",
    "Clipping",
    "Contributor",
    "Cutoff",
    "Deal",
    "Declaration",
    "Delivery",
    "Disclosures",
    "DisplayArtist",
    "Expression",
    "Facts",
    "Fate",
    "FileDigest",
    "FileReference",
    "Finding",
    "Fingerprint",
    "Genre",
    "HashSum",
    "Identifier",
    "Image",
    "Inspector",
    "Instrument",
    "Keep",
    "ListedMessage",
    "ListedRelease",
    "Loop",
    "Manifest",
    "Mark",
    "MarkKind",
    "Markup",
    "Message",
    "MissingFact",
    "Node",
    "Origin",
    "OtherSpeeds",
    "Party",
    "Period",
    "Picture",
    "PictureHash",
    "Piece",
    "Place",
    "Policy",
    "Price",
    "ProvenanceMarks",
    "Reason",
    "Release",
    "Remake",
    "Repair",
    "Resource",
    "RightsLine",
    "Role",
    "Rule",
    "RunRelease",
    "RunView",
    "RunningSum",
    "Schema",
    "SchemaError",
    "SchemaErrorKind",
    "SchemaErrors",
    "Schemas",
    "Scheme",
    "Severity",
    "Sound",
    "SoundPicture",
    "Source",
    "Span",
    "SpeedPrint",
    "Stretch",
    "Switch",
    "Tags",
    "Terms",
    "TextTag",
    "Texture",
    "Threshold",
    "Title",
    "Tools",
    "Track",
    "Unavailable",
    "UploadStatus",
    "View",
    "Vocabulary",
    "Web",
    "WebFailure",
    "hookimpl",
    "inspector",
    "new_sum",
    "rule",
    "user_cache",
    "user_data",
]


def __getattr__(name: str) -> object:
    """Fetch a public name from the module it lives in."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'precheck' has no attribute {name!r}")
    value: object = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
