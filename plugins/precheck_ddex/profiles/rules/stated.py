"""Whether the message names a profile, and a variant, that there is."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from precheck import Facts, Finding, Message, Release, Severity, rule
from precheck_ddex.profiles.declare import profile_rule, standard, validator
from precheck_ddex.profiles.names import (
    OF_ERN_4,
    VALUE_SET,
    VARIANTS,
    Profile,
    is_of_ern_3,
)
from precheck_ddex.profiles.view import ProfileView
from precheck_ddex.value_sets import stated_value_set

ALLOWED_VARIANTS = MappingProxyType(
    {
        Profile.AUDIO: VARIANTS,
        Profile.VIDEO: VARIANTS,
        Profile.MIXED_MEDIA: VARIANTS,
        Profile.LONG_FORM: ("Classical",),
    }
)


@rule(
    "ddex.profile-unknown",
    title="The message names a release profile that ERN 4 does not have",
    severity=Severity.BLOCK,
    of=Release,
    needs=(Message, ProfileView),
    sources=(*validator("profile-unknown"), standard("7.6.1")),
)
def unknown(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the `ReleaseProfileVersionId` of an ERN 4 message is one of the eight names.

    ## Why it matters

    The schema allows no other. The names of ERN 3, such as `AudioAlbum`, are often carried over.

    ## What to do

    Write `Audio` for singles, EPs and albums, or `SimpleAudioSingle`, `Video`,
    `SimpleVideoSingle`, `MixedMedia`, `DjMix`, `Ringtone`, `LongFormMusicalWorkVideo`.

    ## Limits

    The attribute may be left out; `ddex.release-profile-missing` tells that. A name that is not of
    ERN 3 may be new where `AvsVersionId` is above 9: `ddex.profile-name-unrecognised` tells it.
    """
    del release
    view = facts[ProfileView]
    if view.profile is None and view.version >= (4,) and view.named and not _may_be_new(facts):
        known = sorted(profile.value for profile in OF_ERN_4)
        yield Finding(
            f"the release profile is {view.named!r}, which ERN 4 does not have",
            place=view.spot.place,
            evidence={"profile": view.named, "known": known},
        )


@rule(
    "ddex.profile-name-unrecognised",
    title="The release profile is not one that is known here",
    severity=Severity.NOTE,
    of=Release,
    needs=(Message, ProfileView),
    sources=validator("profile-name-unrecognised"),
)
def name_unrecognised(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the last word of `ReleaseProfileVersionId`, such as `AudioAlbum` in
    `CommonReleaseTypes/14/AudioAlbum`, is a profile of the release profiles 1.4; and in ERN 4
    whether a name that may be newer than the allowed value set 9 is known here.

    ## Why it matters

    A recipient that picks its rules by the profile does not know which ones hold.

    ## What to do

    Write the profile's id as it is published, or leave the attribute out. Where it is newer than
    this Precheck, nothing; no rule of that profile was asked.

    ## Limits

    Number and spelling of the path are not compared: DDEX's own samples have several.
    """
    del release
    view = facts[ProfileView]
    is_of_ern_4 = view.version >= (4,)
    if view.profile is None and view.named and (not is_of_ern_4 or _may_be_new(facts)):
        yield Finding(
            f"the release profile is {view.named!r}, so no rules of a profile were asked",
            place=view.spot.place,
            evidence={"profile": view.named},
        )


def _may_be_new(facts: Facts) -> bool:
    """Whether the message states a newer value set, and names no profile of ERN 3."""
    stated = stated_value_set(facts[Message])
    return stated is not None and stated > VALUE_SET and not is_of_ern_3(facts[ProfileView].named)


@profile_rule(
    "variant-unknown",
    title="The message names a profile variant that there is not",
    severity=Severity.BLOCK,
    sources=(standard("7.6.2"),),
    also=OF_ERN_4,
)
def variant_unknown(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether `ReleaseProfileVariantVersionId` names `BoxedSet`, `Classical`, or both.

    ## Why it matters

    The schema allows no other, and a recipient cannot know which rules are meant.

    ## What to do

    Correct the name, or leave the attribute out.

    ## Limits

    The order of two variants is left to the schema.
    """
    strangers = [variant for variant in view.variants if variant not in VARIANTS]
    if strangers:
        yield Finding(
            f"the profile variant is {view.variant!r}; there are only {' and '.join(VARIANTS)}",
            place=view.spot.place,
            evidence={"variant": view.variant, "unknown": strangers, "known": list(VARIANTS)},
        )


@profile_rule(
    "variant-not-for-profile",
    title="The profile does not have this variant",
    severity=Severity.REVIEW,
    sources=(standard("7.6.2; 6.2 to 6.8"),),
    also=OF_ERN_4,
)
def variant_not_for_profile(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the variant may be combined with the profile: boxed sets and classical music with
    `Audio`, `Video` and `MixedMedia`, classical music with `LongFormMusicalWorkVideo` too.

    ## Why it matters

    The rules of the two do not fit together, so the message cannot keep both.

    ## What to do

    Choose the profile that fits, or leave the variant out.

    ## Limits

    Unknown variants are told by `ddex.profile-variant-unknown`.
    """
    allowed = view.under(ALLOWED_VARIANTS) or ()
    wrong = [v for v in view.variants if v in VARIANTS and v not in allowed]
    if wrong:
        yield Finding(
            f"the profile {view.named} has no variant {' '.join(wrong)}",
            place=view.spot.place,
            evidence={"profile": view.named, "variant": view.variant, "allowed": list(allowed)},
        )


RULES = (unknown, name_unrecognised, variant_unknown, variant_not_for_profile)
