"""The rules that DDEX asks of every profile of ERN 3.8, by the numbers of the profiles 1.4."""

from __future__ import annotations

from types import MappingProxyType

from precheck_ddex.profiles.names import OF_ERN_3, Profile
from precheck_ddex.profiles.rulings import Role, Ruling, common

AS, AA, MA, AB = (
    Profile.AUDIO_SINGLE_3,
    Profile.AUDIO_ALBUM_3,
    Profile.MUSIC_ALBUM_3,
    Profile.AUDIO_BOOK_3,
)
CL, BS, MM = Profile.CLASSICAL_3, Profile.BOXED_SET_3, Profile.MIXED_MEDIA_3
VA, VS, SV = Profile.VIDEO_ALBUM_3, Profile.VIDEO_SINGLE_3, Profile.SIMPLE_VIDEO_3
LF, R, MR = Profile.LONG_FORM_3, Profile.RINGTONE_3, Profile.MIDI_RINGTONE_3
ONE, ONE_C = Profile.ONE_RESOURCE_3, Profile.ONE_WITH_COVER_3
FB, TV = Profile.FILM_BUNDLE_3, Profile.TV_SERIES_3
FATAL, MAYBE_FATAL, ERROR = Role.FATAL, Role.MAYBE_FATAL, Role.ERROR
MAYBE_ERROR, INFORMATION = Role.MAYBE_ERROR, Role.INFORMATION

BASES = MappingProxyType(
    {
        AS: 1004,
        MA: 1077,
        VA: 1151,
        VS: 1227,
        R: 1301,
        LF: 1379,
        MM: 1480,
        BS: 1552,
        CL: 1622,
        AA: 1697,
        TV: 1772,
        FB: 1841,
        SV: 1972,
        ONE_C: 2038,
        AB: 2106,
    }
)
"""The number of the first rule of each profile; the first 52 rules are the same in all of these."""
WITH_TRACKS = MappingProxyType({p: BASES[p] for p in (AS, MA, VA, VS, MM, BS, CL, AA, AB)})
NO_TRACKS = OF_ERN_3 - frozenset(WITH_TRACKS)
UNNUMBERED = "1017-1NR"
"""What DDEX prints at the rules about (C) lines, which have no number of their own."""
BY_KIND = "each profile asks for resources of its own kinds"

COMMON: tuple[Ruling, ...] = (
    common(
        WITH_TRACKS,
        0,
        FATAL,
        "a track release for each primary resource",
        "profile-track-release-missing",
        "profile-track-release-repeated",
    ),
    *(
        common(BASES, *line[:3], *line[3], why=line[4])
        for line in (
            (1, FATAL, "exactly one main release", ("profile-main-release-count",), ""),
            (2, FATAL, "tracks are numbered", ("profile-primary-not-sequenced",), ""),
            (3, FATAL, "groups are numbered", ("profile-group-not-sequenced",), ""),
            (4, FATAL, "numbers begin anew in a group", ("profile-sequence-gap",), ""),
            (5, FATAL, "content is numbered", ("profile-primary-not-sequenced",), ""),
            (6, ERROR, "secondary content is not", ("profile-secondary-sequenced",), ""),
            (7, MAYBE_FATAL, "work of a recording", ("profile-work-id-missing",), ""),
            (8, FATAL, "primary or secondary", ("profile-primary-unstated",), ""),
            (9, FATAL, "at least one resource", (), BY_KIND),
            (10, FATAL, "reference title", ("profile-reference-title-missing",), ""),
            (11, FATAL, "formal title", ("profile-formal-title-missing",), ""),
            (12, FATAL, "displayed title", ("profile-display-title-missing",), ""),
            (
                13,
                FATAL,
                "(P) line for the release or every territory (printed as 1017-1)",
                ("profile-pline-missing", "profile-pline-repeated"),
                "",
            ),
            (15, ERROR, "which label is shown", ("profile-display-label-unclear",), ""),
            (16, ERROR, "label for all territories", ("profile-label-missing",), ""),
            (
                17,
                ERROR,
                "user-defined type of label",
                ("profile-user-defined-value", "profile-user-defined-namespace-missing"),
                "",
            ),
            (18, FATAL, "genre for all territories", ("profile-genre-missing",), ""),
            (19, ERROR, "parental warning", ("profile-parental-warning-missing",), ""),
            (
                20,
                MAYBE_ERROR,
                "release date",
                ("profile-release-date-missing",),
                "asked of the main release alone",
            ),
            (21, MAYBE_ERROR, "date of recordings", ("profile-publication-date-missing",), ""),
            (22, MAYBE_ERROR, "a work has a writer", (), "left to the writers of the recording"),
            (23, MAYBE_ERROR, "writers are named", ("profile-writer-missing",), ""),
            (24, FATAL, "a contributor once", ("profile-contributor-repeated",), ""),
            (
                25,
                ERROR,
                "no artist name at a resource",
                (),
                "it contradicts DDEX's guidance, which wants the names to agree",
            ),
            (26, MAYBE_FATAL, "a writer once", ("profile-writer-repeated",), ""),
            (27, FATAL, "shares add up to 100 at most", (), "right shares are hardly ever sent"),
            (28, FATAL, "a share is in range", ("profile-share-out-of-range",), ""),
            (29, MAYBE_FATAL, "catalogue transfer only then", (), "nobody can tell from outside"),
            (30, FATAL, "no flags at resources", ("profile-flag-on-resource",), ""),
            (31, FATAL, "form of territories", (), "the schema lists them"),
            (32, FATAL, "no TIS territories", ("profile-tis-territory",), ""),
            (33, FATAL, "form of ISNI", ("isni-malformed", "code-padded"), ""),
            (
                34,
                FATAL,
                "form and country of ISRC",
                ("isrc-malformed", "related-code-malformed", "code-padded"),
                "the list of countries is of 2017 and lacks codes assigned since",
            ),
            (35, FATAL, "form of GRid", ("grid-malformed", "code-padded"), ""),
            (36, FATAL, "form of SICI", ("profile-identifier-malformed",), ""),
            (37, FATAL, "form of ISSN", ("profile-identifier-malformed",), ""),
            (38, FATAL, "form of ISBN", ("profile-identifier-malformed",), ""),
            (39, FATAL, "form of VISAN", ("profile-identifier-malformed",), ""),
            (40, FATAL, "form of ISAN", ("profile-identifier-malformed",), ""),
            (41, FATAL, "form of ISMN", ("profile-identifier-malformed",), ""),
            (42, FATAL, "form of ISWC", ("iswc-malformed", "code-padded"), ""),
            (
                43,
                FATAL,
                "form of ICPN",
                ("icpn-malformed", "related-code-malformed", "code-padded"),
                "",
            ),
            (
                44,
                FATAL,
                "a user-defined value stands beside `UserDefined`, and has a namespace",
                ("profile-user-defined-value", "profile-user-defined-namespace-missing"),
                "",
            ),
            (45, ERROR, "no comments", ("profile-comment",), ""),
            (46, FATAL, "artists are numbered", ("profile-artist-not-sequenced",), ""),
            (
                47,
                FATAL,
                "numbers run from 1 and differ (printed as 1669-1 and 1129-2)",
                ("profile-sequence-gap", "profile-sequence-repeated"),
                "",
            ),
            (48, FATAL, "so do those of credits", ("profile-credit-sequence-wrong",), ""),
            (49, FATAL, "a share of one is one at most", ("profile-share-out-of-range",), ""),
            (50, INFORMATION, "a share of 1 % looks small", (), "it may be meant"),
            (51, INFORMATION, "a share of 1 % looks small", (), "it may be meant"),
        )
    ),
    Ruling(
        dict.fromkeys(BASES, UNNUMBERED),
        FATAL,
        "(C) line for the release or every territory",
        ("profile-cline-missing", "profile-cline-repeated"),
        "a missing one is asked of the main release alone: DDEX's samples have none at tracks",
    ),
)
