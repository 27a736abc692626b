"""What boxed sets and classical music ask for beyond their profile, in ERN 4."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Finding, Severity
from precheck_ddex.profiles.declare import profile_rule, standard
from precheck_ddex.profiles.rules.groups import PART, spoken
from precheck_ddex.profiles.rules.stated import ALLOWED_VARIANTS
from precheck_ddex.profiles.tree import groups_of
from precheck_ddex.profiles.view import GroupView, ProfileView

COMPONENT = "ReleaseComponent"
_PAIR = 2
_WITH_VARIANTS = frozenset(ALLOWED_VARIANTS)


def _groups(view: ProfileView, variant: str) -> list[GroupView]:
    """Every group of the main release, where the message names the variant."""
    if variant not in view.variants or view.main is None:
        return []
    return [group for _, group in groups_of(view.main)]


@profile_rule(
    "component-count",
    title="A boxed set has fewer than two components",
    severity=Severity.BLOCK,
    sources=(standard("11.1 (1)"),),
)
def component_count(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a message of the variant `BoxedSet` has two groups of type `ReleaseComponent` at least.

    ## Why it matters

    A box with one release in it is that release.

    ## What to do

    Give each release of the set its group, or leave the variant out.

    ## Limits

    Where the groups stand is not judged.
    """
    groups = _groups(view, "BoxedSet")
    count = sum(group.type == COMPONENT for group in groups)
    if groups and count < _PAIR:
        yield Finding(
            f"the boxed set has {count or 'no'} component{'s' if count != 1 else ''} "
            "instead of two or more",
            place=groups[0].spot.place,
            evidence={"components": count, "groups": [group.type for group in groups]},
        )


@profile_rule(
    "component-id-missing",
    title="A component of a boxed set has no identifier",
    severity=Severity.BLOCK,
    sources=(standard("11.1 (3)"),),
)
def component_id_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each group of type `ReleaseComponent` in a boxed set has a `ReleaseId`; in ERN 4.1 and
    4.2 a GRid or ICPN.

    ## Why it matters

    The components are releases that are sold by themselves, and are matched with those.

    ## What to do

    Write the GRid or UPC of the component into its group.

    ## Limits

    Whether it is the right one cannot be told.
    """
    accepted = {"GRid", "ICPN"} if view.version < (4, 3) else set()
    for group in _groups(view, "BoxedSet"):
        schemes = {code.scheme for code in group.codes}
        if group.type == COMPONENT and not (schemes & accepted if accepted else schemes):
            yield Finding(
                f"{spoken(group)} has no {' or '.join(sorted(accepted)) or 'identifier'}",
                place=group.spot.place,
                evidence={"found": sorted(schemes)},
            )


@profile_rule(
    "work-group-missing",
    title="A classical release has no work in parts",
    severity=Severity.BLOCK,
    before=(4, 3),
)
def work_group_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a message of the variant `Classical` in ERN 4.1 or 4.2 has a group of type
    `MultiWorkPart`.

    ## Why it matters

    The variant is for works in several movements, which are shown under the work's title.

    ## What to do

    Group the movements of each work, or leave the variant out.

    ## Limits

    Since ERN 4.3 the recording itself says so: `ddex.profile-classical-flag-missing`.
    """
    groups = _groups(view, "Classical")
    if groups and all(group.type != PART for group in groups):
        yield Finding(
            "the classical release has no group for a work in parts",
            place=groups[0].spot.place,
            evidence={"groups": [group.type for group in groups]},
        )


@profile_rule(
    "classical-flag-missing",
    title="No recording of a classical release says that it is told as one",
    severity=Severity.BLOCK,
    sources=(standard("11.2"),),
    also=_WITH_VARIANTS,
    since=(4, 3),
)
def classical_flag_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a message of the variant `Classical` since ERN 4.3 has a primary recording or video with
    `ApplyClassicalProfileVariant="true"`.

    ## Why it matters

    The flag says for which recordings the titles are to be read as those of works and movements.

    ## What to do

    Set the flag on them, or leave the variant out.

    ## Limits

    One is enough for this rule.
    """
    is_asked = "Classical" in view.variants and view.primary
    if is_asked and not any(resource.is_classical for resource in view.primary):
        yield Finding(
            "no recording of the classical release applies the classical variant",
            place=view.primary[0].spot.place,
            evidence={"resources": [resource.reference for resource in view.primary]},
        )


@profile_rule(
    "work-group-short",
    title="A work in parts has fewer than two",
    severity=Severity.WARNING,
)
def work_group_short(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each group of type `MultiWorkPart` in a classical release has two items at least.

    ## Why it matters

    A work with a single movement needs no group.

    ## What to do

    Add the other movements, or put the recording straight into the disc.

    ## Limits

    A warning, because a release may have one movement of a work.
    """
    for group in _groups(view, "Classical"):
        if group.type == PART and len(group.items) < _PAIR and not group.groups:
            yield Finding(
                f"{spoken(group)} has {len(group.items) or 'no'} item"
                f"{'s' if len(group.items) != 1 else ''} instead of two or more",
                place=group.spot.place,
                evidence={"items": len(group.items)},
            )


@profile_rule(
    "work-group-mixed",
    title="Works in parts stand beside groups of another type",
    severity=Severity.BLOCK,
    before=(4, 3),
)
def work_group_mixed(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the groups within a group of a classical release in ERN 4.1 or 4.2 are all works in
    parts, or none is.

    ## Why it matters

    A work beside a disc belongs to no disc.

    ## What to do

    Put the work into the disc that it is on.

    ## Limits

    Later versions are not asked, because the rule is not known to hold there.
    """
    for group in _groups(view, "Classical"):
        types = {inner.type for inner in group.groups}
        if PART in types and len(types) > 1:
            yield Finding(
                f"{spoken(group)} holds works in parts beside {', '.join(sorted(types - {PART}))}",
                place=group.spot.place,
                evidence={"types": sorted(types)},
            )


@profile_rule(
    "work-title-missing",
    title="A work in parts has no title",
    severity=Severity.NOTE,
)
def work_title_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each group of type `MultiWorkPart` with two or more items has a title.

    ## Why it matters

    The title of the work is shown above its movements.

    ## What to do

    Give the group a `DisplayTitle`, and the formal title of the work.

    ## Limits

    A note, because DDEX's validator looks at the wrong place and never says so. Any title will do.
    """
    for group in _groups(view, "Classical"):
        if (
            group.type == PART
            and len(group.items) >= _PAIR
            and not any(t.text for t in group.titles)
        ):
            yield Finding(
                f"{spoken(group)} has no title",
                place=group.spot.place,
                evidence={"items": len(group.items)},
            )


RULES = (
    component_count,
    component_id_missing,
    work_group_missing,
    classical_flag_missing,
    work_group_short,
    work_group_mixed,
    work_title_missing,
)
