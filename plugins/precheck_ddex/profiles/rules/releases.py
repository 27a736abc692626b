"""Whether the main release is there, and is what the profile says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from precheck import Finding, Severity
from precheck_ddex.profiles.declare import profile_rule, standard
from precheck_ddex.profiles.names import OF_ERN_4, Profile
from precheck_ddex.profiles.view import ProfileView, ReleaseView

_3 = ("GRid", "ICPN")
_4 = ("GRid", "ICPN", "ProprietaryId")
TYPES_3: Mapping[Profile, tuple[str, ...]] = MappingProxyType(
    {
        Profile.AUDIO_SINGLE_3: ("Single",),
        Profile.MUSIC_ALBUM_3: ("Album",),
        Profile.AUDIO_ALBUM_3: ("Album", "Single"),
        Profile.BOXED_SET_3: ("DigitalBoxSetRelease",),
        Profile.CLASSICAL_3: ("ClassicalAlbum",),
        Profile.MIXED_MEDIA_3: ("Bundle", "MultimediaSingle"),
        Profile.VIDEO_ALBUM_3: ("VideoAlbum",),
        Profile.VIDEO_SINGLE_3: ("VideoSingle",),
        Profile.RINGTONE_3: ("RingtoneRelease", "RingbackToneRelease"),
        Profile.MIDI_RINGTONE_3: ("RingtoneRelease", "RingbackToneRelease"),
        Profile.LONG_FORM_3: ("LongFormMusicalWorkVideoRelease",),
        Profile.ONE_RESOURCE_3: ("SingleResourceRelease",),
        Profile.ONE_WITH_COVER_3: ("SingleResourceRelease",),
    }
)
_SETS = """
    Album Bundle ClassicalAlbum ClassicalDigitalBoxedSet DigitalBoxSetRelease Documentary EP Episode
    MaxiSingle MiniAlbum PlayList Season Series UserDefined
"""
_AUDIO = f"{_SETS} EBookRelease KaraokeRelease Single StemBundle"
_VIDEO = f"{_SETS} ConcertVideo LiveEventVideo VideoAlbum VideoSingle"
_MIXED = f"""
    {_SETS} ClassicalMultimediaAlbum EBookRelease MultimediaAlbum MultimediaDigitalBoxedSet
    MultimediaSingle Single
"""
_TONES = """
    AlertToneRelease PlayList RingbackToneRelease RingtoneRelease VideoMastertoneRelease UserDefined
"""
_SIMPLE = "PlayList Single SingleResourceRelease UserDefined"
_LONG = """
    ConcertVideo DigitalBoxSetRelease Documentary Episode FeatureFilm
    LongFormMusicalWorkVideoRelease LongFormNonMusicalWorkVideoRelease PlayList Season Series
    UserDefined
"""
TYPES_4: Mapping[Profile, frozenset[str]] = MappingProxyType(
    {
        profile: frozenset(names.lower().split())
        for profile, names in (
            (Profile.AUDIO, _AUDIO),
            (Profile.VIDEO, _VIDEO),
            (Profile.MIXED_MEDIA, _MIXED),
            (Profile.RINGTONE, _TONES),
            (Profile.SIMPLE_VIDEO, _SIMPLE),
            (Profile.SIMPLE_AUDIO, f"{_SIMPLE} KaraokeRelease"),
            (Profile.LONG_FORM, _LONG),
            (Profile.DJ_MIX, "DjMix PlayList UserDefined"),
        )
    }
)


@profile_rule(
    "main-release-count",
    title="There is not exactly one main release",
    severity=Severity.BLOCK,
    sources=(standard("6.1"),),
)
def main_release_count(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the message has exactly one main release: one `Release` in ERN 4, one with
    `IsMainRelease="true"` in ERN 3.

    ## Why it matters

    Without it nobody knows what the product is; with two of them, which one.

    ## What to do

    Mark the product itself, and nothing else, as the main release.

    ## Limits

    Purge messages are not asked.
    """
    found = [release for release in view.releases if release.role == "main"]
    if len(found) != 1:
        spot = found[1].spot if found else view.spot
        yield Finding(
            f"the message has {len(found) or 'no'} main release{'s' if found else ''} "
            "instead of one",
            place=spot.place,
            evidence={"main": [one.reference for one in found], "releases": len(view.releases)},
        )


@profile_rule(
    "release-id-missing",
    title="The main release has no identifier that the profile accepts",
    severity=Severity.BLOCK,
    sources=(standard("7.3 (1)"),),
)
def release_id_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the main release has an ICPN or a GRid; in ERN 4 a proprietary id will do.

    ## Why it matters

    The product cannot be told from others, updated or taken down.

    ## What to do

    Give it its UPC or EAN.

    ## Limits

    Whether the identifier is well formed is told by other rules.
    """
    accepted = _4 if view.profile in OF_ERN_4 else _3
    main = view.main
    if main is not None and not any(code.scheme in accepted for code in main.codes):
        yield Finding(
            f"the main release has none of {', '.join(accepted)}",
            place=main.spot.place,
            evidence={"accepted": list(accepted), "found": [code.scheme for code in main.codes]},
        )


@profile_rule(
    "release-type-wrong",
    title="The release type is not the one of the profile",
    severity=Severity.BLOCK,
)
def release_type_wrong(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the main release of an ERN 3 message has the `ReleaseType` of its profile, such as
    `Single` for `AudioSingle` and `Album` for `AudioAlbumMusicOnly`.

    ## Why it matters

    Profile and type say two things about one product. Recipients refuse it, or file it under one.

    ## What to do

    Name the profile that fits the product, or correct the type.

    ## Limits

    An EP has no profile of its own in ERN 3: leave the profile out, or send it as an album. A
    release may have further types.
    """
    wanted, main = view.under(TYPES_3) or (), view.main
    if main is not None and wanted and not set(wanted) & set(main.types):
        yield _type_finding(view, main, f"the profile asks for {' or '.join(wanted)}", wanted)


@profile_rule(
    "release-type-unusual",
    title="The release type is not among those of the profile",
    severity=Severity.NOTE,
)
def release_type_unusual(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the main release of an ERN 4 message has a `ReleaseType` that DDEX lists for its
    profile.

    ## Why it matters

    Most often the profile is the wrong one.

    ## What to do

    Name the profile that fits the product, or correct the type.

    ## Limits

    A note, because DDEX's own rule is a warning. Capitals are not compared.
    """
    known, main = view.under(TYPES_4), view.main
    if main is None or known is None or not main.types:
        return
    if not known & {kind.lower() for kind in main.types}:
        listed = f"which the profile {view.named} does not list"
        yield _type_finding(view, main, listed, tuple(sorted(known)))


def _type_finding(
    view: ProfileView, main: ReleaseView, what: str, accepted: tuple[str, ...]
) -> Finding:
    return Finding(
        f"the main release is of type {' and '.join(main.types) or 'nothing'}, {what}",
        place=main.spot.place,
        evidence={"profile": view.named, "types": list(main.types), "accepted": list(accepted)},
    )


@profile_rule(
    "release-date-missing",
    title="The main release has no date",
    severity=Severity.WARNING,
    sources=(standard("7.3 (7)"),),
)
def release_date_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the main release has a release date or an original release date.

    ## Why it matters

    It is shown, sorted and scheduled by its date.

    ## What to do

    Give the `ReleaseDate`.

    ## Limits

    A warning, because the date need only be sent where it is known.
    """
    main = view.main
    if main is None:
        return
    said = {*main.has, *(name for territory in main.territories for name in territory.has)}
    if not any(name.endswith("ReleaseDate") for name in said):
        yield Finding("the main release has no release date", place=main.spot.place)


@profile_rule(
    "parental-warning-missing",
    title="Nothing says whether the words are explicit",
    severity=Severity.REVIEW,
)
def parental_warning_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether an ERN 3 message has a `ParentalWarningType` anywhere.

    ## Why it matters

    Recipients mark explicit words for parents. Where nothing is said, some mark everything.

    ## What to do

    State it for each recording, and for the release.

    ## Limits

    One statement is enough for this rule.
    """
    if not view.values.has_parental_warning:
        yield Finding("no recording and no release says whether it is explicit", view.spot.place)


@profile_rule(
    "source-release-missing",
    title="A ringtone does not say which release it is from",
    severity=Severity.WARNING,
    sources=(standard("8.2 (4)"),),
)
def source_release_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a ringtone has a related release of type `IsReleaseFromRelease`.

    ## Why it matters

    Shops show the ringtone beside the song that it was cut from.

    ## What to do

    Name the release that the song is on.

    ## Limits

    A warning, because a ringtone need not be from a release.
    """
    main = view.main
    if main is not None and "IsReleaseFromRelease" not in main.relations:
        yield Finding(
            "the ringtone does not say which release it is from",
            place=main.spot.place,
            evidence={"relations": list(main.relations)},
        )


RULES = (
    main_release_count,
    release_id_missing,
    release_type_wrong,
    release_type_unusual,
    release_date_missing,
    parental_warning_missing,
    source_release_missing,
)
