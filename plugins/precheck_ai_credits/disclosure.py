"""What is said about AI in a track or picture, by every origin that speaks."""

from __future__ import annotations

from msgspec.structs import replace

from precheck import (
    AiDetections,
    AiDisclosure,
    Facts,
    Image,
    Inspector,
    ProvenanceMarks,
    Release,
    Resource,
    Tools,
    Track,
)
from precheck_ai_credits.earlier import last_message
from precheck_ai_credits.origins.artist import by_artist, roles_by_artist
from precheck_ai_credits.origins.detector import by_detector
from precheck_ai_credits.origins.file import by_file, by_manifest
from precheck_ai_credits.origins.sent import sent
from precheck_ai_credits.works import shares_of_track


def disclose(resource: Resource, facts: Facts, tools: Tools) -> AiDisclosure:
    """Gather the statements; an origin that is silent gives none."""
    del tools
    release = facts[Release]
    marks, detections = facts.get(ProvenanceMarks), facts.get(AiDetections)
    others = (
        by_artist(resource, release),
        by_file(marks) if marks is not None else None,
        by_manifest(marks) if marks is not None else None,
        by_detector(detections) if detections is not None else None,
    )
    by_message = sent(resource, release)
    return replace(
        by_message,
        statements=(*by_message.statements, *(one for one in others if one is not None)),
        roles=(*by_message.roles, *roles_by_artist(resource, release)),
        is_file_read=marks is not None,
    )


_WANTS = (ProvenanceMarks, AiDetections)
disclosure_of_track = Inspector(
    of=Track, gives=AiDisclosure, inspect=disclose, wants=_WANTS, is_derived=True, version=9
)
disclosure_of_image = Inspector(
    of=Image, gives=AiDisclosure, inspect=disclose, wants=_WANTS, is_derived=True, version=8
)
INSPECTORS = (disclosure_of_track, disclosure_of_image, shares_of_track, last_message)
