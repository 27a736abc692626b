"""What a title or a credit belongs to, in words."""

from __future__ import annotations

from precheck import Release, Title, Track

MAIN = "MainArtist"
"""The role of those whose release or track it is."""
REMIXER = "Remixer"


def everything(release: Release) -> tuple[Release | Track, ...]:
    """The release, and each of its tracks."""
    return (release, *release.tracks)


def spoken(subject: Release | Track) -> str:
    """The release, or one of its tracks."""
    return "the release" if isinstance(subject, Release) else f"track {subject.reference}"


def full(title: Title) -> str:
    """A title with its subtitle behind it."""
    return f"{title.text} {title.subtitle}".strip()
