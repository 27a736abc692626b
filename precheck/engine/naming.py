"""How releases, tracks and images are named in reports."""

from __future__ import annotations

from precheck.engine.judge import Bench, Names
from precheck.facts import Facts
from precheck.model import Image, Release, Track
from precheck.report import SubjectRef, TrackSummary
from precheck.shared_facts import FileDigest


def names_of(release: Release) -> Names:
    """How a release is known."""
    return Names(
        ref=SubjectRef(kind="release", release=release.id, title=release.title),
        icpn=release.icpn,
        grid=release.grid,
        message_id=release.message.message_id if release.message is not None else "",
    )


def ref_of(member: Track | Image) -> SubjectRef:
    """How a track or image is referred to."""
    return SubjectRef(
        kind="track" if isinstance(member, Track) else "image",
        release=member.release,
        reference=member.reference,
        title=member.title,
        isrc=member.isrc if isinstance(member, Track) else "",
    )


def summary(bench: Bench, member: Track | Image, facts: Facts) -> TrackSummary:
    """A track or image as it stands in a report."""
    track = member if isinstance(member, Track) else None
    digest = facts.get(FileDigest)
    return TrackSummary(
        kind="image" if track is None else "track",
        reference=member.reference,
        title=member.title,
        version=member.version,
        artist=track.display_artist_name if track else "",
        isrc=track.isrc if track else "",
        duration_seconds=track.duration_seconds if track else None,
        file=bench.named(member.file) if member.file is not None else None,
        sha256=digest.sha256 if digest is not None else "",
    )
