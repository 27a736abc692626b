"""DDEX's rules for the profiles of ERN 4, by the numbers of the release profiles 2.1."""

from __future__ import annotations

from types import MappingProxyType

from precheck_ddex.profiles.names import Profile
from precheck_ddex.profiles.rulings import Role, Ruling, common, own

A, V, M = Profile.AUDIO, Profile.VIDEO, Profile.MIXED_MEDIA
R, SV, SA = Profile.RINGTONE, Profile.SIMPLE_VIDEO, Profile.SIMPLE_AUDIO
LF, DJ = Profile.LONG_FORM, Profile.DJ_MIX
FATAL, MAYBE_FATAL = Role.FATAL, Role.MAYBE_FATAL
ERROR, MAYBE_ERROR, WARNING = Role.ERROR, Role.MAYBE_ERROR, Role.WARNING

BASES = MappingProxyType(
    {A: 1000, V: 1060, M: 1122, R: 1184, SV: 1243, SA: 1304, LF: 1364, DJ: 1432}
)
"""The number of the first rule of each profile; the first 45 rules are the same in all."""
EVERY = tuple(BASES)
SCHEMA = "the schema's allowed values say it"
UNSAID = "it permits, and demands nothing"

COMMON: tuple[Ruling, ...] = tuple(
    common(BASES, *line[:3], *line[3], why=line[4])
    for line in (
        (0, FATAL, "exactly one main release", ("profile-main-release-count",), ""),
        (1, FATAL, "form of ICPN", ("icpn-malformed", "related-code-malformed", "code-padded"), ""),
        (2, FATAL, "form of ISNI", ("isni-malformed", "code-padded"), ""),
        (3, FATAL, "form of GRid", ("grid-malformed", "code-padded"), ""),
        (4, FATAL, "form of SICI", ("profile-identifier-malformed",), ""),
        (5, FATAL, "form of ISSN", ("profile-identifier-malformed",), ""),
        (6, FATAL, "form of ISBN", ("profile-identifier-malformed",), ""),
        (7, FATAL, "form of VISAN", ("profile-identifier-malformed",), ""),
        (8, FATAL, "form of ISAN", ("profile-identifier-malformed",), ""),
        (9, FATAL, "form of ISMN", ("profile-identifier-malformed",), ""),
        (10, FATAL, "form of ISWC", ("iswc-malformed", "code-padded"), ""),
        (
            11,
            FATAL,
            "form and country of ISRC",
            ("isrc-malformed", "related-code-malformed", "code-padded"),
            "the list of countries is of 2018 and lacks codes assigned since",
        ),
        (
            12,
            FATAL,
            "a user-defined value stands beside `UserDefined`, and has a namespace",
            ("profile-user-defined-value", "profile-user-defined-namespace-missing"),
            "",
        ),
        (13, FATAL, "a share lies between 0 and 100", ("profile-share-out-of-range",), ""),
        (14, FATAL, "one default of each kind", ("profile-default-repeated",), ""),
        (15, MAYBE_FATAL, "writers are named", ("profile-writer-missing",), ""),
        (16, FATAL, "display artists are numbered", ("profile-artist-not-sequenced",), ""),
        (17, MAYBE_ERROR, "additional artists are not main", ("profile-featured-as-main",), ""),
        (18, FATAL, "type of the groups on the second level", ("profile-group-type",), ""),
        (19, FATAL, "typed groups are numbered", ("profile-group-not-sequenced",), ""),
        (20, FATAL, "primary content is numbered", ("profile-primary-not-sequenced",), ""),
        (21, FATAL, "numbers differ", ("profile-sequence-repeated",), ""),
        (22, FATAL, "groups and items share one sequence", ("profile-sequence-repeated",), ""),
        (23, ERROR, "secondary content is not numbered", ("profile-secondary-sequenced",), ""),
        (24, ERROR, "a cue has a start or a duration", ("profile-cue-incomplete",), ""),
        (25, FATAL, "the main release has an id", ("profile-release-id-missing",), ""),
        (26, MAYBE_FATAL, "a release may have a (C) line", (), UNSAID),
        (27, MAYBE_ERROR, "the release has a date", ("profile-release-date-missing",), ""),
        (28, MAYBE_ERROR, "sides are for physical", ("profile-side-without-physical",), ""),
        (29, FATAL, "secondary resources have an id", ("profile-secondary-id-missing",), ""),
        (30, FATAL, "a contributor is listed once", ("profile-contributor-repeated",), ""),
        (31, MAYBE_ERROR, "date of publication", ("profile-publication-date-missing",), ""),
        (
            32,
            MAYBE_FATAL,
            "files are sent where technical details are",
            (),
            "whether the files are there is judged by `audio-tags`",
        ),
        (33, WARNING, "chapters are used (G.1)", ("profile-part-unused",), ""),
        (34, WARNING, "cue sheets are used (G.2)", ("profile-part-unused",), ""),
        (35, WARNING, "resources are used (G.3)", ("resource-unused",), ""),
        (36, WARNING, "parties are used (G.4)", ("party-unused",), ""),
        (37, WARNING, "releases are used (G.5)", ("release-unused", "release-without-deal"), ""),
        (38, FATAL, "previews begin before the deal's day", ("shown-after-deal-start",), ""),
        (39, FATAL, "previews begin before the deal's time", ("shown-after-deal-start",), ""),
        (40, FATAL, "price type without amount", ("profile-price-type-conflict",), ""),
        (41, FATAL, "bulk price only for physical", ("profile-physical-only-term",), ""),
        (42, FATAL, "carrier only for physical", ("profile-physical-only-term",), ""),
        (43, FATAL, "returns only for physical", ("profile-physical-only-term",), ""),
        (44, FATAL, "cartons only for physical", ("profile-physical-only-term",), ""),
    )
)

OWN: tuple[Ruling, ...] = (
    own(
        {A: 1045, V: 1105, M: 1167},
        FATAL,
        "exactly one track release for each primary resource",
        "profile-track-release-missing",
        "profile-track-release-repeated",
    ),
    own(
        {A: 1046, V: 1106, M: 1168},
        FATAL,
        "no ISRC as the ISRC of a track release",
        "profile-track-release-isrc",
    ),
    own(
        {A: 1047, V: 1107, M: 1169},
        FATAL,
        "a track release has one resource",
        "profile-track-release-resource-count",
    ),
    own(
        {A: 1048, V: 1108, M: 1170},
        FATAL,
        "a track release has no secondary resource",
        "profile-track-release-secondary",
    ),
    own(
        {A: 1049, V: 1109, M: 1171},
        ERROR,
        "a track release does not repeat its resource's title",
        "profile-track-title-repeated",
    ),
    own(
        {A: 1050, V: 1110, M: 1172, R: 1229, SV: 1288, SA: 1349, LF: 1409, DJ: 1477},
        FATAL,
        "name of the profile",
        "profile-unknown",
    ),
    own({A: 1051, V: 1111, M: 1173}, FATAL, "name of the variant", "profile-variant-unknown"),
    own(
        {A: 1052, V: 1112, M: "1174, 1175", R: 1232, SV: 1291, SA: 1352, LF: 1412},
        FATAL,
        "type of the primary resources",
        "profile-resource-type-missing",
    ),
    own(
        {A: 1053, V: 1113, M: 1176, LF: 1413, DJ: 1481},
        FATAL,
        "exactly one front cover",
        "profile-front-cover-count",
    ),
    own({V: 1114}, FATAL, "no front cover for one video", "profile-front-cover-unexpected"),
    own(
        {A: 1054, V: 1115, M: 1177, LF: 1415, DJ: 1482},
        FATAL,
        "texts, sheet music and software are bonus",
        why="its test asks for the contrary, and DDEX's samples carry booklets without the flag",
    ),
    own(
        {A: 1055, V: 1116, M: 1178, R: 1237, SV: 1296, SA: 1357, LF: 1416, DJ: 1483},
        WARNING,
        "type of the main release",
        "profile-release-type-unusual",
    ),
    own(
        {A: 1056, V: 1117, M: 1179, LF: 1417, DJ: 1484},
        ERROR,
        "bonus content is not numbered",
        "profile-secondary-sequenced",
        why="bonus tracks are primary content, which 1020 wants numbered",
    ),
    own(
        {A: 1057, V: 1118, M: 1180, LF: 1418, DJ: 1485},
        ERROR,
        "the front cover is linked to the topmost group",
        "profile-front-cover-not-linked",
    ),
    own(
        {V: 1119, M: 1181, SV: 1297, LF: 1419},
        ERROR,
        "a screen capture is linked to its video",
        "profile-screen-capture-not-linked",
    ),
    own(
        {A: 1058, V: 1120, M: 1182, SA: 1358, SV: 1298, LF: 1420, DJ: 1486},
        ERROR,
        "primary resources have an ISRC",
        "isrc-missing",
    ),
    own(
        {A: 1059, V: 1121, M: 1183, LF: 1421, DJ: 1487},
        FATAL,
        "bonus resources have an id",
        "profile-secondary-id-missing",
        why="bonus tracks are primary content, which 1058 wants to have an ISRC",
    ),
    own(
        {R: 1230, SV: 1289, SA: 1350, LF: 1410, DJ: 1478},
        FATAL,
        "no track releases",
        "profile-track-release-not-allowed",
    ),
    own(
        {R: 1231, SV: 1290, SA: 1351, LF: 1411, DJ: 1479},
        FATAL,
        "exactly one primary resource",
        "profile-recording-count",
    ),
    own({R: 1233, SV: 1292, SA: 1353}, FATAL, "at most one image", "profile-image-count"),
    own(
        {R: 1234, SV: 1293, SA: 1354, LF: 1414},
        FATAL,
        "type of the images",
        "profile-image-type",
        why="an image may be absent in the text of the standard (2.3.1, 6.5 to 6.7)",
    ),
    own({R: 1235, SV: 1294, SA: 1355}, FATAL, "no bonus content", "profile-bonus-not-allowed"),
    own({R: 1236, SV: 1295, SA: 1356}, FATAL, "no texts or software", "profile-text-not-allowed"),
    own(
        {R: 1238, LF: 1422},
        FATAL,
        "the primary resource has an ISRC or a proprietary id",
        "profile-primary-id-missing",
    ),
    own(
        {R: 1239, SV: "1299, 1300", SA: "1359, 1360"},
        FATAL,
        "one group with one item",
        "profile-content-item-count",
    ),
    own(
        {R: 1240, SV: 1301, SA: 1361},
        FATAL,
        "the item is the primary resource",
        "profile-content-item-kind",
    ),
    own(
        {R: 1241, SV: 1302, SA: 1362},
        FATAL,
        "the image is linked to the item",
        "profile-image-not-linked",
    ),
    own({SV: 1303, SA: 1363}, MAYBE_FATAL, "who controls the rights", why=UNSAID),
    own(
        {R: 1242},
        MAYBE_ERROR,
        "a ringtone names the release it is from",
        "profile-source-release-missing",
    ),
    own({LF: "1423, 1424"}, FATAL, "a chapter has id and start", "profile-chapter-incomplete"),
    own({LF: 1425}, FATAL, "a chapter's image is a screen capture", "profile-chapter-image"),
    own({LF: 1426}, ERROR, "a cue sheet, or why there is none", "profile-cue-sheet-missing"),
    own(
        {LF: "1427, 1428, 1429, 1430"},
        ERROR,
        "a cue has start, id, contributor and (P) line",
        "profile-cue-incomplete",
    ),
    own({LF: 1431}, ERROR, "a feature film has a poster", "profile-poster-missing"),
    own({DJ: 1480}, FATAL, "a mix has two components", "profile-mix-component-count"),
    own({DJ: 1488}, FATAL, "the mix is content of the release", "profile-mix-not-listed"),
    own({DJ: 1489}, FATAL, "its components are not", "profile-mix-component-listed"),
    own({DJ: 1490}, FATAL, "the mix names its components", "profile-mix-component-unrelated"),
    own({DJ: 1491}, FATAL, "with start and duration", "profile-mix-timing-missing"),
    own({DJ: 1492}, FATAL, "a component has an ISRC", "profile-mix-component-isrc-missing"),
    own(
        dict.fromkeys((A, V, M), "1538 to 1542"),
        FATAL,
        "the rules for track releases once more",
        "profile-track-release-missing",
        "profile-track-release-repeated",
        "profile-track-release-isrc",
        "profile-track-release-resource-count",
        "profile-track-release-secondary",
        "profile-track-title-repeated",
    ),
)

BOXED_SET: tuple[Ruling, ...] = (
    own(dict.fromkeys((A, V, M), 1543), FATAL, "name of the variant", "profile-variant-unknown"),
    own(dict.fromkeys((A, V, M), 1544), FATAL, "type of the groups", "profile-group-type"),
    own(dict.fromkeys((A, V, M), 1545), FATAL, "two components", "profile-component-count"),
    own(
        dict.fromkeys((A, V, M), 1546),
        FATAL,
        "a component has a GRid or ICPN",
        "profile-component-id-missing",
        why="since 2.3.1 any id will do",
    ),
)
CLASSICAL: tuple[Ruling, ...] = (
    own(
        dict.fromkeys((A, V, M, LF), 1547), FATAL, "name of the variant", "profile-variant-unknown"
    ),
    own(dict.fromkeys((A, V, M), 1548), FATAL, "type of the groups", "profile-group-type"),
    own(
        dict.fromkeys((A, M), 1549),
        FATAL,
        "a recording of a musical work",
        "profile-resource-type-missing",
    ),
    own(dict.fromkeys((A, V, M), 1550), FATAL, "a work in parts", "profile-work-group-missing"),
    own(dict.fromkeys((A, V, M), 1551), MAYBE_FATAL, "of two parts", "profile-work-group-short"),
    own(dict.fromkeys((A, V, M), 1552), FATAL, "works beside works", "profile-work-group-mixed"),
    own(
        dict.fromkeys((A, V, M), "1553, 1556"),
        WARNING,
        "a formal title for the work",
        "profile-work-title-missing",
    ),
    own(dict.fromkeys((A, V, M), 1554), WARNING, "a grouping title", why=UNSAID),
    own(
        dict.fromkeys((A, V, M), 1555),
        FATAL,
        "a displayed title for the work",
        "profile-work-title-missing",
        why="the test of DDEX asks for an element that no version has, so it never speaks",
    ),
)
RULINGS_21 = (*COMMON, *OWN, *BOXED_SET, *CLASSICAL)
