"""The message: its header, its deals, and the releases it lists."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from precheck.model.credits import Identifier, Party, Title
from precheck.model.places import Marked

_OF_A_COUNTRY = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")
"""A country of ISO 3166, or a part of one. Groups of CISAC's TIS are numbers."""


class Period(Marked, frozen=True, kw_only=True):
    """One `ValidityPeriod`: days or moments as written."""

    start: str = ""
    end: str = ""


class Price(Marked, frozen=True, kw_only=True):
    """One `PriceInformation`: an agreed code, or an amount in a currency."""

    kind: str = ""
    """`WholesalePricePerUnit`, `SuggestedRetailPrice`, ...; empty for a code alone."""
    amount: str = ""
    """As written."""
    currency: str = ""
    code: str = ""
    type: str = ""
    """`PriceType`, such as `StandardRetailPrice`."""


class Deal(Marked, frozen=True, kw_only=True):
    """On what terms, where and from when releases may be used."""

    release_references: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    excluded_territories: tuple[str, ...] = ()
    commercial_models: tuple[str, ...] = ()
    use_types: tuple[str, ...] = ()
    start: str = ""
    """`StartDate` or `StartDateTime` as written."""
    end: str = ""
    periods: tuple[Period, ...] = ()
    """Every validity period; `start` and `end` are those of the first."""
    prices: tuple[Price, ...] = ()
    conditions: tuple[str, ...] = ()
    """Everything else that narrows the deal, such as `CarrierType: CompactDisc`, in order."""
    is_takedown: bool = False
    is_pre_order: bool = False

    def may_cover(self, country: str) -> bool:
        """Whether it lets a country have the music: by name, as a part, or in a group of them.

        What a group holds is not known here, so that any group may. A takedown covers nothing.
        """
        if self.is_takedown:
            return False
        if any(code.partition("-")[0] == country for code in self.territories):
            return True
        if country in self.excluded_territories:
            return False
        groups = (code for code in self.territories if not _OF_A_COUNTRY.fullmatch(code))
        return not self.territories or any(groups)


class ListedRelease(Marked, frozen=True, kw_only=True):
    """One entry of the message's release list: the main release, or one of its track releases."""

    reference: str
    kind: str = "Release"
    """The element's name: `Release`, `TrackRelease`, `ClipRelease`, `PurgedRelease`."""
    is_main: bool = False
    types: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    titles: tuple[Title, ...] = ()
    resource_references: tuple[str, ...] = ()
    contains_ai: str = ""


class Message(Marked, frozen=True, kw_only=True):
    """A parsed ERN message: its header and lists."""

    file: Path
    kind: str = "NewReleaseMessage"
    version: str = ""
    """`3.8` to `4.3.2`."""
    namespace: str = ""
    schema_version: str = ""
    """`MessageSchemaVersionId` as written, such as `ern/382`; ERN 4 does not have it."""
    message_id: str = ""
    thread_id: str = ""
    sender: Party = Party()
    sent_on_behalf_of: Party | None = None
    recipients: tuple[Party, ...] = ()
    created: datetime | None = None
    control_type: str = ""
    """`LiveMessage`, `TestMessage`, or empty."""
    update_indicator: str = ""
    profile: str = ""
    profile_variant: str = ""
    avs_version: str = ""
    language: str = ""
    parties: tuple[Party, ...] = ()
    """The party list; for ERN 3 every distinct party named inline."""
    releases: tuple[ListedRelease, ...] = ()
    deals: tuple[Deal, ...] = ()
    sha256: str = ""

    @property
    def version_number(self) -> tuple[int, ...]:
        """The version as numbers that compare, such as `(4, 3, 1)`; empty where unknown."""
        return tuple(int(part) for part in self.version.split(".") if part.isdigit())
