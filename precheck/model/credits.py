"""Identifiers, parties, credits, titles and lines, as a message writes them."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from precheck.model.places import Marked


class Scheme(StrEnum):
    """The identifier schemes that ERN knows by name."""

    ISRC = "ISRC"
    ICPN = "ICPN"
    GRID = "GRid"
    ISWC = "ISWC"
    DPID = "DPID"
    ISNI = "ISNI"
    IPI = "IPI"
    IPN = "IPN"
    CATALOG_NUMBER = "CatalogNumber"
    PROPRIETARY = "ProprietaryId"
    OTHER = "Other"


class Identifier(Marked, frozen=True, kw_only=True):
    """One identifier as it is written in the message."""

    scheme: Scheme
    value: str
    namespace: str = ""


class Party(Marked, frozen=True, kw_only=True):
    """A person or company, with every name and identifier the message gives."""

    name: str = ""
    reference: str = ""
    names: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()

    def identifier(self, scheme: Scheme) -> str:
        """The first identifier of this scheme, or an empty string."""
        return next((i.value for i in self.identifiers if i.scheme is scheme), "")


class Instrument(Struct, frozen=True, kw_only=True, order=True):
    """What was played; where DDEX has no word for it, in the sender's own."""

    value: str
    namespace: str = ""
    user_defined: str = ""


class Role(Marked, frozen=True, kw_only=True):
    """What a contributor did, with the instruments played."""

    value: str
    instruments: tuple[Instrument, ...] = ()
    namespace: str = ""
    user_defined: str = ""


class Contributor(Marked, frozen=True, kw_only=True):
    """One credit: a party, or a special contributor such as `GenerativeAI`, with its roles."""

    party: Party = Party()
    special: str = ""
    """`SpecialContributor`, such as `GenerativeAI` or `Traditional`; or empty."""
    special_user_defined: str = ""
    """What `UserDefined` stands for there, in the sender's own words; or empty."""
    roles: tuple[Role, ...] = ()
    ai_contribution: str = ""
    """`AiContribution` as written (`All`, `Partly`, `None`), or empty."""
    sequence: int | None = None
    of_edition: bool = False
    """Whether the credit stands in an edition (`EditionContributor`)."""
    is_indirect: bool = False
    """Whether ERN 3 lists it among the writers (`IndirectResourceContributor`)."""


class DisplayArtist(Marked, frozen=True, kw_only=True):
    """One artist of the displayed line-up."""

    party: Party = Party()
    special: str = ""
    special_user_defined: str = ""
    roles: tuple[str, ...] = ()
    sequence: int | None = None


class Title(Marked, frozen=True, kw_only=True):
    """One title as written."""

    text: str
    subtitle: str = ""
    kind: str = ""
    """`DisplayTitle`, `FormalTitle`, `GroupingTitle`, `ReferenceTitle`, ..."""
    language: str = ""
    territory: str = ""


class RightsLine(Marked, frozen=True, kw_only=True):
    """A (P) or (C) line."""

    year: str = ""
    company: str = ""
    text: str = ""
    territory: str = ""


class Genre(Marked, frozen=True, kw_only=True):
    """A genre with its sub-genre."""

    text: str
    sub_genre: str = ""
    territory: str = ""
