"""What is checked: batches, releases, tracks and images, in the words of DDEX.

All of it is frozen. Values that came from a message remember the element they were read from,
so that a finding can name a line and an XPath; values built by hand need no message at all.
"""

from __future__ import annotations

from precheck.model.credits import (
    Contributor,
    DisplayArtist,
    Genre,
    Identifier,
    Instrument,
    Party,
    RightsLine,
    Role,
    Scheme,
    Title,
)
from precheck.model.delivery import (
    AccountTier,
    AiAmount,
    Declaration,
    Delivery,
    UploadStatus,
)
from precheck.model.files import Clip, FileReference, HashSum, Technical
from precheck.model.manifest import ListedMessage, Manifest
from precheck.model.message import Deal, ListedRelease, Message, Period, Price
from precheck.model.places import NO_MARKS, Marked, Node, Place
from precheck.model.releases import Batch, Layout, Release, Source
from precheck.model.resources import Image, Resource, Track, Work
from precheck.model.sums import RunningSum, new_sum
from precheck.model.territories import COUNTRIES, EU

__all__ = [
    "COUNTRIES",
    "EU",
    "NO_MARKS",
    "AccountTier",
    "AiAmount",
    "Batch",
    "Clip",
    "Contributor",
    "Deal",
    "Declaration",
    "Delivery",
    "DisplayArtist",
    "FileReference",
    "Genre",
    "HashSum",
    "Identifier",
    "Image",
    "Instrument",
    "Layout",
    "ListedMessage",
    "ListedRelease",
    "Manifest",
    "Marked",
    "Message",
    "Node",
    "Party",
    "Period",
    "Place",
    "Price",
    "Release",
    "Resource",
    "RightsLine",
    "Role",
    "RunningSum",
    "Scheme",
    "Source",
    "Technical",
    "Title",
    "Track",
    "UploadStatus",
    "Work",
    "new_sum",
]
