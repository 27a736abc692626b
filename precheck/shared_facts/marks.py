"""Signs of where a file came from."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class MarkKind(StrEnum):
    """How a file says where it came from."""

    GENERATOR = "generator"
    """A text or link that a music generator leaves behind."""
    AIGC_LABEL = "aigc-label"
    """The implicit label of GB 45438-2025, a JSON object under the key `AIGC`."""
    SOURCE_TYPE = "source-type"
    """An IPTC digital source type."""
    C2PA = "c2pa"

    @property
    def is_for_machines(self) -> bool:
        """Whether it tells any machine that AI made the content, not who knows one tool's texts.

        Article 50 (2) of the EU AI Act asks for such a mark.
        """
        return self is not MarkKind.GENERATOR


class Mark(Struct, frozen=True, kw_only=True):
    """One sign of where a file came from. Presence is evidence, absence is nothing."""

    kind: MarkKind
    tag: str
    text: str
    """As found, at most 200 characters."""
    generator: str = ""
    """Such as `Suno`; empty where the mark names none."""
    created: datetime | None = None
    is_ai: bool = True
    """Whether it says that generative AI made the content or a part of it."""


class ProvenanceMarks(Struct, frozen=True, kw_only=True):
    """Every sign of where a file came from."""

    marks: tuple[Mark, ...] = ()
