"""Whether what has an order is numbered, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Finding, Severity
from precheck_ddex.profiles.declare import profile_rule
from precheck_ddex.profiles.names import OF_ERN_4, Profile
from precheck_ddex.profiles.tree import groups_of, items_of, listed_in
from precheck_ddex.profiles.view import (
    GroupView,
    ItemView,
    ProfileView,
    ReleaseView,
    ResourceView,
    whole,
)

Member = ItemView | GroupView
_LISTED_BY_OTHERS = frozenset(
    {Profile.SIMPLE_AUDIO, Profile.SIMPLE_VIDEO, Profile.RINGTONE, Profile.DJ_MIX}
)
"""Profiles of one track, where rules of their own ask whether it is the item."""


def _members(group: GroupView) -> list[Member]:
    """Whatever is numbered in a group."""
    members: tuple[Member, ...] = (*group.items, *group.groups)
    return [member for member in members if member.sequence]


def _spoken(member: Member, view: ProfileView) -> str:
    if isinstance(member, GroupView):
        return f"a {member.type} group" if member.type else "a group"
    resources = view.by_reference
    named = (resources[ref].spoken if ref in resources else ref for ref in member.references)
    return ", ".join(named) or "an item"


@profile_rule(
    "primary-not-sequenced",
    title="A track has no number, or no place in the track list",
    severity=Severity.BLOCK,
)
def primary_not_sequenced(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each primary resource is a content item of a group in the main release, and that item
    has a `SequenceNumber`.

    ## Why it matters

    Without a number the tracks have no order. What is no item is not on the release: the track is
    delivered, and missing from its album.

    ## What to do

    Give each track its item, and number the items from 1 within each group.

    ## Limits

    In ERN 3 an item counts as primary where its reference says so, and a missing one is told where
    the release has other tracks in its groups. Whether the one track of a simple single, a ringtone
    or a DJ mix is the item is asked by `ddex.profile-content-item-kind` and
    `ddex.profile-mix-not-listed`.
    """
    main = view.main
    if main is None:
        return
    for resource in _unlisted(view, main):
        yield Finding(
            f"{resource.spoken} is no item of a group of the release, so it has no sequence number",
            place=resource.spot.place,
            evidence={"resource": resource.reference, "listed": sorted(listed_in(main))},
        )
    is_4 = view.profile in OF_ERN_4
    primary = {resource.reference for resource in view.primary}
    for item in items_of(main):
        is_primary = (
            not primary.isdisjoint(item.references) if is_4 else item.standing == "PrimaryResource"
        )
        if is_primary and not item.sequence:
            yield Finding(
                f"{_spoken(item, view)} has no sequence number",
                place=item.spot.place,
                evidence={"resources": list(item.references)},
            )


def _unlisted(view: ProfileView, main: ReleaseView) -> list[ResourceView]:
    """The tracks that no group has, where groups are what lists them."""
    if view.profile in _LISTED_BY_OTHERS:
        return []
    listed = listed_in(main)
    missing = [one for one in view.primary if one.reference not in listed]
    is_used = view.profile in OF_ERN_4 or len(missing) < len(view.primary)
    return missing if is_used else []


@profile_rule(
    "secondary-sequenced",
    title="Something that only accompanies the tracks has a track number",
    severity=Severity.REVIEW,
)
def secondary_sequenced(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a content item of a cover, a text or other secondary material has a `SequenceNumber`.

    ## Why it matters

    It takes a place among the tracks, and shifts those after it.

    ## What to do

    Remove the number.

    ## Limits

    Bonus tracks are tracks, and may be numbered.
    """
    is_4 = view.profile in OF_ERN_4
    secondary = {one.reference for one in view.resources if one.standing == "secondary"}
    for item in (item for release in view.releases for item in items_of(release)):
        is_secondary = (
            not secondary.isdisjoint(item.references)
            if is_4
            else item.standing == "SecondaryResource"
        )
        if is_secondary and item.sequence:
            yield Finding(
                f"{_spoken(item, view)} is secondary, but has the sequence number {item.sequence}",
                place=item.spot.place,
                evidence={"resources": list(item.references), "sequence": item.sequence},
            )


@profile_rule(
    "sequence-repeated",
    title="Two things in one group have the same number",
    severity=Severity.BLOCK,
)
def sequence_repeated(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the sequence numbers of a group's items and inner groups differ from each other.

    ## Why it matters

    Two tracks are third, and one of them is lost or shown in the wrong place.

    ## What to do

    Number items and inner groups of a group in one sequence.

    ## Limits

    Each group begins anew. The second and later ones are told.
    """
    main = view.main
    for _, group in groups_of(main) if main is not None else ():
        met: dict[int | str | None, Member] = {}
        for member in _members(group):
            number = whole(member.sequence)
            first = met.setdefault(member.sequence if number is None else number, member)
            if first is not member:
                yield Finding(
                    f"{_spoken(member, view)} has the sequence number {member.sequence}, "
                    f"and so has {_spoken(first, view)}",
                    place=member.spot.place,
                    evidence={"sequence": member.sequence},
                )


@profile_rule(
    "sequence-gap",
    title="The numbers of a group do not run from 1",
    severity=Severity.BLOCK,
)
def sequence_gap(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the sequence numbers in each group of an ERN 3 message, those of track releases too, run
    from 1 to the number of what is numbered there.

    ## Why it matters

    Where 3 is missing, a recipient waits for a track that does not come.

    ## What to do

    Number from 1, anew in each group: the one track of a track release is 1, wherever it stands on
    its album.

    ## Limits

    One finding for each group. ERN 4 permits gaps.
    """
    for group in (group for release in view.releases for _, group in groups_of(release)):
        numbered = _members(group)
        wrong = [m for m in numbered if not 1 <= (whole(m.sequence) or 0) <= len(numbered)]
        if wrong:
            yield Finding(
                f"{_spoken(wrong[0], view)} has the sequence number {wrong[0].sequence}, "
                f"but {len(numbered)} {'is' if len(numbered) == 1 else 'are'} numbered there",
                place=wrong[0].spot.place,
                evidence={"sequence": [member.sequence for member in numbered]},
            )


@profile_rule(
    "primary-unstated",
    title="An item does not say whether its resource is primary or secondary",
    severity=Severity.BLOCK,
)
def primary_unstated(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each `ReleaseResourceReference` in a content item of ERN 3 has a `ReleaseResourceType`.

    ## Why it matters

    Nobody knows whether it is a track or goes with one, and tracks are what is paid for.

    ## What to do

    Write `PrimaryResource` for tracks, `SecondaryResource` for covers and booklets.

    ## Limits

    The references in the list before the groups are not asked.
    """
    for release in view.releases:
        for item in items_of(release):
            if item.references and not item.standing:
                yield Finding(
                    f"{_spoken(item, view)} is neither called primary nor secondary "
                    f"in {release.spoken}",
                    place=item.spot.place,
                    evidence={"release": release.reference, "resources": list(item.references)},
                )


RULES = (
    primary_not_sequenced,
    secondary_sequenced,
    sequence_repeated,
    sequence_gap,
    primary_unstated,
)
