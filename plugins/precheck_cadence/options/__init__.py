"""What the user and a policy may set."""

from __future__ import annotations

from precheck_cadence.options.counts import (
    AccountWindows,
    ReleasesPerAccount,
    ReleasesPerAccountExtreme,
    ReleasesPerArtist,
    ReleasesPerArtistExtreme,
    RoyaltyEdge,
    RoyaltyEdgeAccount,
    SearchBait,
    TracksPerAccount,
    TracksPerAccountExtreme,
    TracksPerArtist,
    TracksPerArtistExtreme,
    Windows,
)
from precheck_cadence.options.settings import CadenceOptions

__all__ = [
    "AccountWindows",
    "CadenceOptions",
    "ReleasesPerAccount",
    "ReleasesPerAccountExtreme",
    "ReleasesPerArtist",
    "ReleasesPerArtistExtreme",
    "RoyaltyEdge",
    "RoyaltyEdgeAccount",
    "SearchBait",
    "TracksPerAccount",
    "TracksPerAccountExtreme",
    "TracksPerArtist",
    "TracksPerArtistExtreme",
    "Windows",
]
