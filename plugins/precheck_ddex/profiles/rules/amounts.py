"""Whether the resources are of the kinds, types and number that the profile is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from precheck import Finding, Severity
from precheck_ddex.profiles.declare import profile_rule, standard
from precheck_ddex.profiles.names import Profile
from precheck_ddex.profiles.tree import items_of
from precheck_ddex.profiles.view import ProfileView, ResourceView

_WORKS = frozenset({"MusicalWorkSoundRecording", "NonMusicalWorkSoundRecording"})
_MUSIC = frozenset({"MusicalWorkSoundRecording"})
_SHORT = frozenset({"ShortFormMusicalWorkVideo"})
_LONG = frozenset({"LongFormMusicalWorkVideo", "ConcertVideo"})
_TRAILERS = frozenset({"MusicalWorkTrailer", "NonMusicalWorkTrailer"})


class Amount(Struct, frozen=True):
    """How many resources of a kind there are to be."""

    kinds: tuple[str, ...]
    least: int
    most: int | None = None
    types: frozenset[str] = frozenset()
    """Only those of these types are counted; all where empty."""


_SOUND, _PICTURE = ("SoundRecording",), ("Video",)
AMOUNTS: Mapping[Profile, Amount] = MappingProxyType(
    {
        Profile.SIMPLE_AUDIO: Amount(_SOUND, 1, 1),
        Profile.RINGTONE: Amount(_SOUND, 1, 1),
        Profile.SIMPLE_VIDEO: Amount(_PICTURE, 1, 1),
        Profile.LONG_FORM: Amount(_PICTURE, 1, 1, _LONG),
        Profile.DJ_MIX: Amount(_SOUND, 1, 1, _MUSIC),
        Profile.AUDIO_SINGLE_3: Amount(_SOUND, 1),
        Profile.MUSIC_ALBUM_3: Amount(_SOUND, 2),
        Profile.AUDIO_ALBUM_3: Amount(_SOUND, 2),
        Profile.AUDIO_BOOK_3: Amount(_SOUND, 1),
        Profile.CLASSICAL_3: Amount(_SOUND, 1),
        Profile.RINGTONE_3: Amount(_SOUND, 1),
        Profile.VIDEO_ALBUM_3: Amount(_PICTURE, 1),
        Profile.VIDEO_SINGLE_3: Amount(_PICTURE, 1),
        Profile.SIMPLE_VIDEO_3: Amount(_PICTURE, 1),
        Profile.LONG_FORM_3: Amount(_PICTURE, 1),
        Profile.FILM_BUNDLE_3: Amount(_PICTURE, 1),
        Profile.TV_SERIES_3: Amount(_PICTURE, 1),
        Profile.ONE_RESOURCE_3: Amount((), 1, 1),
        Profile.ONE_WITH_COVER_3: Amount((), 2, 2),
    }
)
TYPES: Mapping[Profile, tuple[frozenset[str], ...]] = MappingProxyType(
    {
        Profile.AUDIO: (_WORKS,),
        Profile.MIXED_MEDIA: (_WORKS, _SHORT),
        Profile.VIDEO: (_SHORT,),
        Profile.SIMPLE_AUDIO: (_WORKS,),
        Profile.SIMPLE_VIDEO: (_SHORT,),
        Profile.RINGTONE: (_WORKS | {"SpokenWordSoundRecording"},),
        Profile.LONG_FORM: (_LONG | _TRAILERS,),
        Profile.AUDIO_SINGLE_3: (_MUSIC,),
        Profile.MUSIC_ALBUM_3: (_MUSIC,),
        Profile.AUDIO_BOOK_3: (_MUSIC,),
        Profile.CLASSICAL_3: (_MUSIC,),
        Profile.VIDEO_ALBUM_3: (_SHORT,),
        Profile.VIDEO_SINGLE_3: (_SHORT,),
        Profile.SIMPLE_VIDEO_3: (_SHORT,),
        Profile.LONG_FORM_3: (_LONG | {"Documentary"},),
    }
)
"""For each profile, the sets of types of which one resource each must be."""


@profile_rule(
    "recording-count",
    title="There are not as many recordings as the profile is about",
    severity=Severity.BLOCK,
    sources=(standard("6.5 to 6.9"),),
)
def recording_count(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the message has the number of sound recordings or videos that its profile is about:
    exactly one for simple singles, ringtones, mixes and long videos, at least two for the albums
    of ERN 3, at least one elsewhere.

    ## Why it matters

    Recipients read a message of a simple profile with a simple reader, which takes one track.

    ## What to do

    Name the profile that fits the product.

    ## Limits

    In ERN 4 supplemental recordings and clips do not count. Trailers alone are enough for a long
    video.
    """
    amount = view.under(AMOUNTS)
    if amount is None:
        return
    found = [one for one in view.resources if _counts(one, amount, view)]
    too_many = amount.most is not None and len(found) > amount.most
    if too_many or (len(found) < amount.least and not _has_trailer(view)):
        what = " or ".join(amount.kinds) or "resource"
        wanted = f"{'exactly' if amount.most else 'at least'} {amount.least}"
        yield Finding(
            f"the message has {len(found)} primary {what}s, the profile {view.named} asks for "
            f"{wanted}",
            place=(found[-1].spot if too_many else view.spot).place,
            evidence={
                "profile": view.named,
                "found": [one.reference for one in found],
                "least": amount.least,
                "most": amount.most,
                "types": sorted(amount.types),
            },
        )


def _counts(resource: ResourceView, amount: Amount, view: ProfileView) -> bool:
    is_kind = not amount.kinds or resource.kind in amount.kinds
    is_type = not amount.types or resource.type in amount.types
    is_primary = view.version < (4,) or resource.standing == "primary"
    return is_kind and is_type and is_primary


def _has_trailer(view: ProfileView) -> bool:
    is_long = view.profile is Profile.LONG_FORM and view.version >= (4, 3)
    return is_long and any(one.type in _TRAILERS for one in view.primary)


@profile_rule(
    "resource-type-missing",
    title="No resource is of the type that the profile is about",
    severity=Severity.BLOCK,
    sources=(standard("6.2 to 6.8"),),
)
def resource_type_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether at least one resource is of a type that the profile is about: a sound recording of a
    musical or other work for `Audio`, a short music video for `Video`, both for `MixedMedia`.

    ## Why it matters

    A profile says what the product is. Without such a resource it is something else.

    ## What to do

    Correct the type of the resource, or name the profile that fits.

    ## Limits

    Other types may be there beside it.
    """
    there = {resource.type for resource in view.resources}
    wanted = view.under(TYPES) or ()
    if "Classical" in view.variants and view.version < (4, 3) and _WORKS in wanted:
        wanted = (_MUSIC, *wanted)
    for types in wanted:
        if not types & there:
            yield Finding(
                f"no resource is of type {' or '.join(sorted(types))}",
                place=view.spot.place,
                evidence={
                    "profile": view.named,
                    "wanted": sorted(types),
                    "found": sorted(there),
                },
            )
            return


@profile_rule(
    "kinds-not-mixed",
    title="A mixed media bundle has resources of one kind only",
    severity=Severity.BLOCK,
)
def kinds_not_mixed(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the primary resources of a `MixedMediaBundle` in ERN 3 are of two kinds at least.

    ## Why it matters

    A bundle of recordings alone is an album, and is sold as one.

    ## What to do

    Name the profile that fits the product.

    ## Limits

    Only recordings and videos that the main release lists as primary count.
    """
    kinds = sorted({one.kind for one in view.primary})
    if len(kinds) == 1:
        yield Finding(
            f"the primary resources of the mixed media bundle are all of kind {kinds[0]}",
            place=view.spot.place,
            evidence={"kinds": kinds},
        )


@profile_rule(
    "text-not-allowed",
    title="The profile has no texts, sheet music or software, but the message has",
    severity=Severity.BLOCK,
    sources=(standard("6.5 to 6.7"),),
)
def text_not_allowed(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a simple single or ringtone lists texts, sheet music or software.

    ## Why it matters

    The profile is one track with one picture. What else is there is dropped, or refused.

    ## What to do

    Remove it, or name the profile `Audio` or `Video`.

    ## Limits

    User-defined resources are not judged.
    """
    for resource in view.of_kind("Text", "SheetMusic", "Software"):
        yield Finding(
            f"{resource.reference} is a {resource.kind}, which the profile {view.named} "
            "does not have",
            place=resource.spot.place,
            evidence={"resource": resource.reference, "kind": resource.kind},
        )


@profile_rule(
    "bonus-not-allowed",
    title="The profile has no bonus content, but the message has",
    severity=Severity.BLOCK,
    sources=(standard("6.5 to 6.7"),),
)
def bonus_not_allowed(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether an item of a simple single or ringtone is flagged as bonus.

    ## Why it matters

    The profile is one track. It cannot be a bonus to itself.

    ## What to do

    Remove the flag, or name the profile `Audio` or `Video`.

    ## Limits

    Only the flag `IsBonusResource` is judged.
    """
    main = view.main
    for item in items_of(main) if main is not None else ():
        if item.is_bonus:
            yield Finding(
                f"{', '.join(item.references)} is flagged as bonus, "
                f"which the profile {view.named} does not have",
                place=item.spot.place,
                evidence={"resources": list(item.references)},
            )


RULES = (
    recording_count,
    resource_type_missing,
    kinds_not_mixed,
    text_not_allowed,
    bonus_not_allowed,
)
