"""Whether the groups of the release are of the right types, and hold what they should."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Finding, Severity
from precheck_ddex.profiles.declare import profile_rule, standard
from precheck_ddex.profiles.names import OF_ERN_4, Profile
from precheck_ddex.profiles.tree import groups_of, items_of
from precheck_ddex.profiles.view import GroupView, ProfileView

COMPONENT, SIDE, PART = "Component", "Side", "MultiWorkPart"
_OF_SETS = ("ComponentRelease", "ReleaseComponent")
_NUMBERED = frozenset({COMPONENT, "ComponentRelease", SIDE, PART})
_PHYSICAL = "PurchaseAsPhysicalProduct"
_SECOND = 2


def spoken(group: GroupView) -> str:
    """How a finding names a group."""
    number = f" {group.sequence}" if group.sequence else ""
    return f"the {group.type or 'untyped'} group{number}"


@profile_rule(
    "group-type",
    title="A group on the second level is of no type that the profile has",
    severity=Severity.BLOCK,
)
def group_type(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each group within the release's own group is a `Component` or a `Side`; for boxed sets
    also a `ReleaseComponent` or `ComponentRelease`, for classical music also a `MultiWorkPart`.

    ## Why it matters

    The type says whether it is a disc, a side or a work in parts. Recipients number discs by it.

    ## What to do

    Give the group its `ResourceGroupType`. `Component` is a disc or bundle of tracks.

    ## Limits

    Deeper groups are not asked.
    """
    allowed = [COMPONENT, SIDE]
    allowed += _OF_SETS if "BoxedSet" in view.variants else ()
    allowed += [PART] if "Classical" in view.variants else []
    main = view.main
    for depth, group in groups_of(main) if main is not None else ():
        if depth == _SECOND and group.type not in allowed:
            yield Finding(
                f"{spoken(group)} is on the second level, where the profile has "
                f"{' or '.join(allowed)}",
                place=group.spot.place,
                evidence={"type": group.type, "allowed": allowed},
            )


@profile_rule(
    "group-not-sequenced",
    title="A group has no number",
    severity=Severity.BLOCK,
)
def group_not_sequenced(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each disc, side, component release and work in parts has a `SequenceNumber`. In ERN 3
    each group within the main release's own group.

    ## Why it matters

    Without it the discs have no order.

    ## What to do

    Number the groups from 1.

    ## Limits

    Groups of type `ReleaseComponent` may go without.
    """
    main = view.main
    is_4 = view.profile in OF_ERN_4
    for depth, group in groups_of(main) if main is not None else ():
        is_asked = group.type in _NUMBERED if is_4 else depth == _SECOND
        if is_asked and not group.sequence:
            yield Finding(
                f"{spoken(group)} has no sequence number",
                place=group.spot.place,
                evidence={"type": group.type, "items": len(group.items)},
            )


@profile_rule(
    "content-item-count",
    title="A simple release has more than one group, or not exactly one item",
    severity=Severity.BLOCK,
    sources=(standard("8.1 (1, 2); 8.2 (2)"),),
)
def content_item_count(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a simple single has one resource group with one content item, and a ringtone one group.

    ## Why it matters

    The profile is one track. A reader for it takes the first item and drops the rest.

    ## What to do

    List the track alone, and link the picture to its item.

    ## Limits

    The items of a ringtone are not counted.
    """
    main = view.main
    if main is None:
        return
    groups = [group for _, group in groups_of(main)]
    items = [item for group in groups for item in group.items]
    is_ringtone = view.profile is Profile.RINGTONE
    if len(groups) != 1 or (len(items) != 1 and not is_ringtone):
        yield Finding(
            f"the release has {_counted(len(groups), 'group')} and "
            f"{_counted(len(items), 'content item')}, the profile {view.named} asks for one",
            place=main.spot.place,
            evidence={"groups": len(groups), "items": len(items)},
        )


def _counted(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'s' if number != 1 else ''}"


@profile_rule(
    "content-item-kind",
    title="The item of a simple release is not its track",
    severity=Severity.BLOCK,
    sources=(standard("8.1 (3); 8.2 (3)"),),
)
def content_item_kind(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each content item of a simple single or ringtone refers to a sound recording, or a video
    where the profile is about one.

    ## Why it matters

    What stands there is what is published as the track.

    ## What to do

    Refer to the track from the item, and link everything else to it.

    ## Limits

    References that lead nowhere are told by `ddex.reference-dangling`.
    """
    wanted = "Video" if view.profile is Profile.SIMPLE_VIDEO else "SoundRecording"
    resources = view.by_reference
    main = view.main
    for item in items_of(main) if main is not None else ():
        found = [resources[ref] for ref in item.references if ref in resources]
        if found and all(one.kind != wanted for one in found):
            yield Finding(
                f"the item of the release is {found[0].spoken} of kind {found[0].kind}, "
                f"not a {wanted}",
                place=item.spot.place,
                evidence={"resources": list(item.references), "wanted": wanted},
            )


@profile_rule(
    "side-without-physical",
    title="A release has sides, but is not sold as a physical product",
    severity=Severity.WARNING,
    sources=(standard("7.3 (8)"),),
)
def side_without_physical(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a release with a group of type `Side` has a deal with the use type
    `PurchaseAsPhysicalProduct`.

    ## Why it matters

    Only vinyl and tapes have sides. Recipients number discs by components.

    ## What to do

    Call the group a `Component`, or add the deal for the physical product.

    ## Limits

    A warning, because the physical product may be sold under another message. The deal of any
    release will do. One finding is enough.
    """
    main = view.main
    if main is None or any(_PHYSICAL in terms.uses for terms in view.terms):
        return
    sides = [group for _, group in groups_of(main) if group.type == SIDE]
    if sides:
        yield Finding(
            f"{spoken(sides[0])} is a side, but the release is not sold as a physical product",
            place=sides[0].spot.place,
            evidence={"sides": len(sides), "uses": sorted({u for t in view.terms for u in t.uses})},
        )


RULES = (
    group_type,
    group_not_sequenced,
    content_item_count,
    content_item_kind,
    side_without_physical,
)
