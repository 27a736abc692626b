"""Whether a DJ mix and the recordings in it are told as the profile asks."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Finding, Severity
from precheck_ddex.profiles.declare import profile_rule
from precheck_ddex.profiles.tree import listed_in
from precheck_ddex.profiles.view import ProfileView, Relation, ResourceView

_WORK = "MusicalWorkSoundRecording"
_FROM = "HasContentFrom"
_LEAST = 2


def _mixes(view: ProfileView) -> list[ResourceView]:
    return [one for one in view.primary if one.type == _WORK]


def _components(view: ProfileView) -> list[ResourceView]:
    recordings = view.of_kind("SoundRecording")
    return [one for one in recordings if one.standing == "secondary" and one.type == _WORK]


def _contents(view: ProfileView) -> Iterator[tuple[ResourceView, Relation]]:
    """What the mixes say that they have content from."""
    mixes = (one for one in view.of_kind("SoundRecording") if one.standing == "primary")
    return (
        (mix, relation) for mix in mixes for relation in mix.relations if relation.kind == _FROM
    )


@profile_rule(
    "mix-component-count",
    title="A DJ mix lists fewer than two recordings that it is mixed from",
    severity=Severity.BLOCK,
)
def mix_component_count(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a message of the profile `DjMix` has at least two supplemental recordings of musical
    works.

    ## Why it matters

    The owners of the recordings in a mix are paid by them.

    ## What to do

    List every recording in the mix, marked with `IsSupplemental`.

    ## Limits

    Whether all of them are listed cannot be told.
    """
    found = _components(view)
    if len(found) < _LEAST:
        yield Finding(
            f"the mix lists {len(found) or 'no'} recording{'s' if len(found) > 1 else ''} "
            "that it is mixed from, instead of two or more",
            place=view.spot.place,
            evidence={"components": [one.reference for one in found]},
        )


@profile_rule(
    "mix-not-listed",
    title="A DJ mix is not content of its release",
    severity=Severity.BLOCK,
)
def mix_not_listed(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the primary recording of the profile `DjMix` is an item of the main release's group.

    ## Why it matters

    It is what is published.

    ## What to do

    Add a `ResourceGroupContentItem` for the mix.

    ## Limits

    Its place in the group is not judged.
    """
    listed = listed_in(view.main) if view.main is not None else frozenset()
    for mix in _mixes(view) if view.main is not None else ():
        if mix.reference not in listed:
            yield Finding(
                f"the mix {mix.spoken} is not content of the release",
                place=mix.spot.place,
                evidence={"resource": mix.reference, "listed": sorted(listed)},
            )


@profile_rule(
    "mix-component-listed",
    title="A recording in a DJ mix is content of the release itself",
    severity=Severity.BLOCK,
)
def mix_component_listed(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a supplemental recording of the profile `DjMix` is an item of the release's groups.

    ## Why it matters

    It would be published in full beside the mix.

    ## What to do

    Refer to it from the mix alone.

    ## Limits

    Recordings of other types are not judged.
    """
    listed = listed_in(view.main) if view.main is not None else frozenset()
    for component in _components(view):
        if component.reference in listed:
            yield Finding(
                f"{component.spoken} is only mixed in, but is content of the release",
                place=component.spot.place,
                evidence={"resource": component.reference},
            )


@profile_rule(
    "mix-component-unrelated",
    title="A recording is listed with a DJ mix, but the mix does not refer to it",
    severity=Severity.BLOCK,
)
def mix_component_unrelated(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the mix refers to each supplemental recording by a `RelatedResource` of type
    `HasContentFrom`.

    ## Why it matters

    Otherwise nobody knows that it is in the mix.

    ## What to do

    Add the `RelatedResource`, with start and duration.

    ## Limits

    Relations by identifier, without a reference, do not count.
    """
    used = {relation.reference for _, relation in _contents(view)}
    for component in _components(view):
        if component.reference not in used:
            yield Finding(
                f"{component.spoken} is listed with the mix, but the mix does not refer to it",
                place=component.spot.place,
                evidence={"resource": component.reference, "used": sorted(used)},
            )


@profile_rule(
    "mix-timing-missing",
    title="A DJ mix does not say where in it a recording is used",
    severity=Severity.BLOCK,
)
def mix_timing_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each `RelatedResource` of type `HasContentFrom` has a `StartPoint` and a
    `DurationUsed`.

    ## Why it matters

    The owners are paid by the time that their recording plays.

    ## What to do

    Say from which second of the mix it plays, and for how long.

    ## Limits

    The times are not added up.
    """
    for mix, relation in _contents(view):
        if not relation.has_timing:
            yield Finding(
                f"the mix {mix.spoken} does not say where it uses {relation.reference}",
                place=relation.spot.place,
                evidence={"mix": mix.reference, "resource": relation.reference},
            )


@profile_rule(
    "mix-component-isrc-missing",
    title="A recording in a DJ mix has no ISRC",
    severity=Severity.BLOCK,
)
def mix_component_isrc_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each supplemental recording of the profile `DjMix` has an ISRC.

    ## Why it matters

    It is how its owner is found.

    ## What to do

    Take the ISRC from the release that the recording was taken from.

    ## Limits

    The mix itself is asked by `ddex.isrc-missing`.
    """
    for component in _components(view):
        if all(code.scheme != "ISRC" for code in component.codes):
            yield Finding(
                f"{component.spoken} is in the mix, but has no ISRC",
                place=component.spot.place,
                evidence={
                    "resource": component.reference,
                    "found": [code.scheme for code in component.codes],
                },
            )


RULES = (
    mix_component_count,
    mix_not_listed,
    mix_component_listed,
    mix_component_unrelated,
    mix_timing_missing,
    mix_component_isrc_missing,
)
