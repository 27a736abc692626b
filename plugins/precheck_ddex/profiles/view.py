"""What the profile rules compare: a message as frozen values with their places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from msgspec import Struct

from precheck import Node, Place
from precheck_ddex.profiles.names import Profile

T = TypeVar("T")


class Spot(Struct, frozen=True):
    """Where something stands in the message; line and XPath are only looked up for a finding."""

    node: Node | None = None

    @property
    def place(self) -> Place | None:
        """The same as a place, or None where nobody knows."""
        return self.node.place if self.node is not None else None


NOWHERE = Spot()


class Code(Struct, frozen=True):
    """An identifier by the name of its element."""

    scheme: str
    value: str
    spot: Spot = NOWHERE


class Caption(Struct, frozen=True):
    """A title: what kind it is, and its text with every part of it."""

    kind: str
    text: str
    spot: Spot = NOWHERE


class Credited(Struct, frozen=True, kw_only=True):
    """A display artist or contributor."""

    who: str = ""
    """The party's reference, or in ERN 3 its id, or else its name."""
    is_identified: bool = False
    """Whether `who` is a reference or an id."""
    name: str = ""
    """The party's name, where it stands there."""
    roles: tuple[str, ...] = ()
    sequence: str | None = None
    element: str = ""
    facet: int = 0
    """Which of the composites it stands in: numbers and repeats count within one."""
    spot: Spot = NOWHERE

    @property
    def spoken(self) -> str:
        """How a finding names it."""
        return self.name or self.who

    @property
    def number(self) -> int | None:
        """The sequence number where it is one."""
        return whole(self.sequence)


class Relation(Struct, frozen=True, kw_only=True):
    """What a resource says of another one."""

    kind: str
    reference: str = ""
    has_timing: bool = False
    """Whether it says from when and for how long."""
    spot: Spot = NOWHERE


class ResourceView(Struct, frozen=True, kw_only=True):
    """A resource, with what stands in its editions or territories."""

    reference: str = ""
    kind: str = ""
    type: str = ""
    standing: str = ""
    """`primary`, `secondary`, or empty where ERN 3 leaves it open."""
    codes: tuple[Code, ...] = ()
    titles: tuple[Caption, ...] = ()
    artist_names: tuple[str, ...] = ()
    artists: tuple[Credited, ...] = ()
    contributors: tuple[Credited, ...] = ()
    relations: tuple[Relation, ...] = ()
    has: tuple[str, ...] = ()
    """The names of all children, sorted."""
    is_classical: bool = False
    spot: Spot = NOWHERE

    @property
    def label(self) -> str:
        """How a person would name it."""
        shown = (t.text for t in self.titles if t.kind in {"DisplayTitleText", "ReferenceTitle"})
        return next((text for text in shown if text), self.type or self.kind)

    @property
    def spoken(self) -> str:
        """Its name with its reference."""
        return f"{self.label} ({self.reference})" if self.reference else self.label


class Link(Struct, frozen=True):
    """A resource that is linked to a group or to an item of it."""

    reference: str
    description: str = ""


class ItemView(Struct, frozen=True, kw_only=True):
    """One item of a group."""

    references: tuple[str, ...] = ()
    sequence: str | None = None
    standing: str = ""
    """`PrimaryResource` or `SecondaryResource`, as ERN 3 writes it."""
    is_bonus: bool = False
    links: tuple[Link, ...] = ()
    spot: Spot = NOWHERE


class GroupView(Struct, frozen=True, kw_only=True):
    """A group of a release, with the groups in it."""

    type: str = ""
    sequence: str | None = None
    codes: tuple[Code, ...] = ()
    titles: tuple[Caption, ...] = ()
    items: tuple[ItemView, ...] = ()
    groups: tuple[GroupView, ...] = ()
    links: tuple[Link, ...] = ()
    spot: Spot = NOWHERE


class Territory(Struct, frozen=True, kw_only=True):
    """What an ERN 3 release says for some territories; the first says it for all."""

    codes: tuple[str, ...] = ()
    titles: tuple[Caption, ...] = ()
    labels: tuple[str, ...] = ()
    """`LabelNameType` of each label that has a name."""
    has: tuple[str, ...] = ()
    """The names of all children that hold something, sorted."""
    spot: Spot = NOWHERE


class ReleaseView(Struct, frozen=True, kw_only=True):
    """A release of the list."""

    reference: str = ""
    role: str = ""
    """`main`, `track`, or empty."""
    types: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    titles: tuple[Caption, ...] = ()
    artist_names: tuple[str, ...] = ()
    artists: tuple[Credited, ...] = ()
    resources: tuple[str, ...] = ()
    """What it refers to outside of groups."""
    relations: tuple[str, ...] = ()
    """`ReleaseRelationshipType` of each related release."""
    groups: tuple[GroupView, ...] = ()
    territories: tuple[Territory, ...] = ()
    has: tuple[str, ...] = ()
    spot: Spot = NOWHERE

    @property
    def spoken(self) -> str:
        """How a finding names it."""
        what = {"main": "the main release", "track": "track release"}.get(self.role, "release")
        return f"{what} {self.reference}" if self.reference else what


class Terms(Struct, frozen=True, kw_only=True):
    """The terms of a deal, as far as prices and physical products go."""

    uses: tuple[str, ...] = ()
    physical: tuple[str, ...] = ()
    """The names of what only physical products have."""
    typed_amounts: tuple[Code, ...] = ()
    """Wholesale amounts that have a price type: the amount's name, and the type."""
    spot: Spot = NOWHERE


class Part(Struct, frozen=True, kw_only=True):
    """A chapter or a cue."""

    kind: str
    reference: str = ""
    image: str = ""
    codes: tuple[Code, ...] = ()
    has: tuple[str, ...] = ()
    spot: Spot = NOWHERE


class Oddity(Struct, frozen=True, kw_only=True):
    """A value that some rule looks at wherever it stands."""

    element: str
    value: str = ""
    detail: str = ""
    """What else matters: a namespace, a flag, what it stands in."""
    is_told: bool = False
    """For a user-defined value: whether `UserDefined` is said with it."""
    spot: Spot = NOWHERE


class Values(Struct, frozen=True, kw_only=True):
    """What is looked at wherever it stands."""

    user_defined: tuple[Oddity, ...] = ()
    defaults: tuple[Oddity, ...] = ()
    """What is marked as the default; `detail` says among which values."""
    undefaulted: tuple[Oddity, ...] = ()
    """The first of values that are all marked as not the default; `detail` is all of them."""
    shares: tuple[Oddity, ...] = ()
    """Percentages; `detail` is `HasMaxValueOfOne`."""
    rare_codes: tuple[Code, ...] = ()
    """Identifiers of printed matter and films."""
    comments: tuple[Oddity, ...] = ()
    tis_territories: tuple[Oddity, ...] = ()
    has_parental_warning: bool = False


class ProfileView(Struct, frozen=True, kw_only=True):
    """A message as the rules of its profile see it; bare where it names none that is known."""

    profile: Profile | None = None
    named: str = ""
    """The profile as written."""
    variant: str = ""
    version: tuple[int, ...] = ()
    releases: tuple[ReleaseView, ...] = ()
    resources: tuple[ResourceView, ...] = ()
    terms: tuple[Terms, ...] = ()
    parts: tuple[Part, ...] = ()
    lists: tuple[str, ...] = ()
    """The names of the root's children."""
    values: Values = Values()
    spot: Spot = NOWHERE

    def under(self, table: Mapping[Profile, T]) -> T | None:
        """What a table says for the profile, or None."""
        return table.get(self.profile) if self.profile is not None else None

    @property
    def variants(self) -> tuple[str, ...]:
        """The variants, one by one."""
        return tuple(self.variant.split())

    @property
    def main(self) -> ReleaseView | None:
        """The main release, or None where there is not exactly one."""
        found = [release for release in self.releases if release.role == "main"]
        return found[0] if len(found) == 1 else None

    @property
    def tracks(self) -> tuple[ReleaseView, ...]:
        """The track releases."""
        return tuple(release for release in self.releases if release.role == "track")

    def of_kind(self, *kinds: str) -> tuple[ResourceView, ...]:
        """The resources of these kinds, in the order of the message."""
        return tuple(resource for resource in self.resources if resource.kind in kinds)

    @property
    def primary(self) -> tuple[ResourceView, ...]:
        """The recordings and videos that the release is made of."""
        return tuple(resource for resource in self.resources if resource.standing == "primary")

    @property
    def by_reference(self) -> dict[str, ResourceView]:
        """Every resource by its reference."""
        return {resource.reference: resource for resource in self.resources}


def whole(text: str | None) -> int | None:
    """A sequence number, or None where it is not one."""
    return int(text) if text is not None and text.isascii() and text.isdigit() else None
