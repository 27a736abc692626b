"""What is said about AI, by whom."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from precheck.model import AiAmount, Place
from precheck.shared_facts.marks import Mark


class AiVariant(Struct, frozen=True, kw_only=True):
    """What a detection service makes of the same thing, changed a little."""

    change: str
    """What was done to it, such as `MP3 at 128 kbit/s` or `a semitone up`."""
    score: float
    """From 0 to 1, as the service gives it."""
    verdict: AiAmount | None = None
    """What the service concludes; None where it does not decide."""


class AiDetection(Struct, frozen=True, kw_only=True):
    """What one detection service makes of a track or picture. An estimate, never proof."""

    service: str
    """Who was asked, such as its name or address."""
    score: float
    """From 0 to 1, as the service gives it. It is not a probability."""
    verdict: AiAmount | None = None
    """What the service concludes; None where it does not decide."""
    model: str = ""
    """Its model with the version; empty where it does not say."""
    threshold: float | None = None
    """The score from which it concludes that there is AI."""
    part: str = ""
    """What it listened to, such as `vocals`; empty for all of it."""
    variants: tuple[AiVariant, ...] = ()
    """What it makes of changed copies, where it was asked about them."""
    is_amount_said: bool = True
    """False where a verdict of `some` says that there is AI, and not how much."""
    scale: str = ""
    """What the score ran on as the service gave it, such as `0-100`; empty for 0 to 1."""
    standing: str = ""
    """How well the shape of its answer is known, such as `documented`; empty where not said."""
    generator: str = ""
    """The program it takes it to be made with; empty where it names none."""
    request_id: str = ""
    """How the service finds the request again."""
    audio_sha256: str = ""
    """Of the file that it heard; empty where it does not say."""
    sent_to: str = ""
    """The host that the file was sent to; empty where the answer was there, or nothing left."""

    @property
    def amount(self) -> AiAmount | None:
        """How much it concludes; None where it does not say how much, or concludes nothing."""
        return self.verdict if self.is_amount_said or self.verdict is AiAmount.NONE else None

    @property
    def holding(self) -> int:
        """In how many of the variants it concludes the same as of the original."""
        return sum(one.verdict is self.verdict for one in self.variants)


class AiDetections(Struct, frozen=True, kw_only=True):
    """What detection services make of a track or picture. No detector is part of Precheck.

    It adds up: each plugin that asks a service supplies a class of its own, derived from this one.
    """

    detections: tuple[AiDetection, ...] = ()

    @classmethod
    def joined(cls, parts: Iterable[AiDetections]) -> AiDetections:
        """All that the parts hold."""
        return AiDetections(detections=tuple(one for part in parts for one in part.detections))


class Origin(StrEnum):
    """Who says something about AI."""

    MESSAGE = "message"
    DELIVERY = "delivery"
    """The artist, in `delivery.toml`."""
    FILE = "file"
    """Marks in the file, other than those of C2PA."""
    C2PA = "c2pa"
    """A C2PA manifest in the file."""
    DETECTOR = "detector"
    """Detection services."""


_SENDERS = (Origin.MESSAGE, Origin.DELIVERY)


class AiStatement(Struct, frozen=True, kw_only=True):
    """What one origin says about AI in one track or picture."""

    origin: Origin
    amount: AiAmount | None
    """None: some AI, the amount is not said."""
    detail: str
    """In words, such as `ContainsAI is Partly`."""
    place: Place | None = None
    generator: str = ""
    """The tool it names, or several; empty where it names none."""
    against: str = ""
    """What the same origin says that cannot be so as well, in words; empty where it agrees."""
    marks: tuple[Mark, ...] = ()
    """The marks it rests on; those of a file and of its C2PA manifest only."""


class AiRoleStatement(Struct, frozen=True, kw_only=True):
    """What one origin says about AI in one role, such as `Lyricist`."""

    origin: Origin
    role: str
    """As DDEX spells it, where it is a role that DDEX has."""
    amount: AiAmount
    """All: a model alone. Some: a person with AI. None: a person without it."""
    who: str = ""
    """The person or company in the role; empty for a model, and where nobody is named."""
    place: Place | None = None


class AiDisclosure(Struct, frozen=True, kw_only=True):
    """What is said about AI in one track or picture, by every origin that speaks.

    An origin that is silent has no statement: undeclared is never none.
    """

    statements: tuple[AiStatement, ...] = ()
    """At most one of each origin."""
    roles: tuple[AiRoleStatement, ...] = ()
    """What is said of single roles; a role that two have had has two."""
    lyrics: AiStatement | None = None
    """What the message says of a track's words, where they are a text of their own."""
    unplaced: AiStatement | None = None
    """What the message says of the whole release where nothing says of which tracks that is.

    This may be one of them. It is no statement about it, and no silence either.
    """
    unclear: str = ""
    """What in the message may be about AI and cannot be read, in words: no statement, no silence.

    Such as a word that DDEX does not have, or a tool that is credited like a person.
    """
    is_file_read: bool = False
    """Whether the marks in the file could be looked for; without that its silence says nothing."""

    def by(self, origin: Origin) -> AiStatement | None:
        """What this origin says, or None where it is silent."""
        for said in self.statements:
            if said.origin is origin:
                return said
        return None

    @property
    def declared(self) -> AiAmount | None:
        """What the sender declares, the message before the artist; None where undeclared."""
        for origin in _SENDERS:
            said = self.by(origin)
            if said is not None and said.amount is not None:
                return said.amount
        return None
