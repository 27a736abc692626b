"""The message: its header, its deals, and the releases it lists."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from precheck.model.credits import Identifier, Party, Title
from precheck.model.places import Marked
from precheck.model.territories import is_in, may_be_group


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

    @property
    def offer(self) -> str:
        """Where it offers the music, in the codes of the message; empty for a takedown."""
        if self.is_takedown:
            return ""
        but = f" but {', '.join(self.excluded_territories)}" if self.excluded_territories else ""
        return f"{', '.join(self.territories) or 'Worldwide'}{but}"

    def may_cover(self, country: str) -> bool:
        """Whether it lets a country have the music: by name, as a part, or in a group of them.

        Of most groups it is not known here what they hold, so that they may hold any country.
        A takedown covers nothing.
        """
        if self.is_takedown:
            return False
        if any(is_in(country, code) for code in self.territories):
            return True
        if any(is_in(country, code) for code in self.excluded_territories if "-" not in code):
            return False
        return not self.territories or any(map(may_be_group, self.territories))


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
