"""Whether chapters, cues and collections of long videos are complete."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, Finding, Release, Severity, rule
from precheck_ddex.profiles.declare import profile_rule, standard, validator
from precheck_ddex.profiles.names import OF_ERN_4, Profile
from precheck_ddex.profiles.view import Part, ProfileView
from precheck_ddex.survey import MessageSurvey, Target

_LONG = frozenset({"LongFormMusicalWorkVideo", "ConcertVideo"})
_SHEETS = frozenset({"VideoCueSheetReference", "ReasonForCueSheetAbsence"})


@profile_rule(
    "chapter-incomplete",
    title="A chapter has no identifier or no start",
    severity=Severity.BLOCK,
    sources=(standard("8.3 (2)"),),
)
def chapter_incomplete(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each chapter of a long video has a `ChapterId` and a `StartTime`.

    ## Why it matters

    A player jumps to a chapter by its start.

    ## What to do

    Add what is missing.

    ## Limits

    The times are not compared with the video.
    """
    for part in view.parts:
        missing = [name for name in ("ChapterId", "StartTime") if name not in part.has]
        if part.kind == "chapter" and missing:
            yield Finding(
                f"chapter {part.reference} has no {' and no '.join(missing)}",
                place=part.spot.place,
                evidence={"chapter": part.reference, "missing": missing},
            )


@profile_rule(
    "chapter-image",
    title="The picture of a chapter is not a screen capture",
    severity=Severity.BLOCK,
    sources=(standard("8.3 (2)"),),
)
def chapter_image(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether the image that a chapter of a long video refers to is a `VideoScreenCapture`.

    ## Why it matters

    The picture stands for that moment of the video.

    ## What to do

    Refer to a screen capture, or correct the type of the image.

    ## Limits

    A chapter need not have a picture.
    """
    resources = view.by_reference
    for part in view.parts:
        image = resources.get(part.image)
        if part.kind == "chapter" and image is not None and image.type != "VideoScreenCapture":
            yield Finding(
                f"chapter {part.reference} is shown by {part.image}, "
                f"a {image.type or image.kind} instead of a screen capture",
                place=part.spot.place,
                evidence={"chapter": part.reference, "image": part.image, "type": image.type},
            )


@profile_rule(
    "cue-sheet-missing",
    title="A long video has neither a cue sheet nor a reason",
    severity=Severity.REVIEW,
    sources=(standard("8.3 (3)"),),
)
def cue_sheet_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each primary concert or long music video has a `VideoCueSheetReference` or a
    `ReasonForCueSheetAbsence`. In ERN 3 each primary video.

    ## Why it matters

    Societies pay the writers of the music in it by the cue sheet.

    ## What to do

    Add the cue sheet, or say why there is none.

    ## Limits

    What is in the cue sheet is asked by `ddex.profile-cue-incomplete`.
    """
    for video in view.primary:
        is_asked = video.kind == "Video" and (
            view.profile is Profile.LONG_FORM_3 or video.type in _LONG
        )
        if is_asked and not _SHEETS.intersection(video.has):
            yield Finding(
                f"{video.spoken} has neither a cue sheet nor a reason for its absence",
                place=video.spot.place,
                evidence={"resource": video.reference, "type": video.type},
            )


@profile_rule(
    "cue-incomplete",
    title="A cue does not say what plays, who made it, or when",
    severity=Severity.REVIEW,
    sources=(standard("8.3 (5)"),),
)
def cue_incomplete(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each cue has a start or a duration; for long videos also an ISRC or ISWC, a contributor,
    and a (P) line where it has an ISRC.

    ## Why it matters

    Societies pay by cues. One that names no work pays nobody.

    ## What to do

    Add what is missing.

    ## Limits

    A cue whose music is not eligible for an ISRC or ISWC has none: a person must look.
    """
    is_long = view.profile in {Profile.LONG_FORM, Profile.LONG_FORM_3}
    for number, cue in enumerate((p for p in view.parts if p.kind == "cue"), start=1):
        missing = list(_missing(cue, is_long=is_long))
        if missing:
            yield Finding(
                f"cue {number} has no {' and no '.join(missing)}",
                place=cue.spot.place,
                evidence={"cue": number, "missing": missing},
            )


def _missing(cue: Part, *, is_long: bool) -> Iterator[str]:
    if not {"StartTime", "Duration"} & set(cue.has):
        yield "start or duration"
    if not is_long:
        return
    schemes = {code.scheme for code in cue.codes}
    if not schemes & {"ISRC", "ISWC"}:
        yield "ISRC or ISWC"
    if not {"Contributor", "ReferencedCreationContributor"} & set(cue.has):
        yield "contributor"
    if "ISRC" in schemes and "PLine" not in cue.has:
        yield "(P) line"


@profile_rule(
    "collection-missing",
    title="A film bundle or series has no list of collections",
    severity=Severity.BLOCK,
)
def collection_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a message of the profile `FilmBundle` or `TvSeries` has a `CollectionList`.

    ## Why it matters

    Seasons and episodes are told by it.

    ## What to do

    Add the list.

    ## Limits

    What is in it is not judged.
    """
    if "CollectionList" not in view.lists:
        yield Finding("the message has no list of collections", place=view.spot.place)


@rule(
    "ddex.profile-part-unused",
    title="A chapter or cue sheet is listed, but no resource has it",
    severity=Severity.WARNING,
    of=Release,
    needs=(ProfileView, MessageSurvey),
    sources=validator("profile-part-unused"),
)
def part_unused(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether each chapter and cue sheet of an ERN 4 message is referred to.

    ## Why it matters

    Nobody knows which video it is about.

    ## What to do

    Refer to it from its video, or remove it.

    ## Limits

    Only asked where the message names a profile.
    """
    del release
    if facts[ProfileView].profile not in OF_ERN_4:
        return
    for mention in facts[MessageSurvey].unused:
        if mention.target in {Target.CHAPTER, Target.CUE_SHEET}:
            yield Finding(
                f"{mention.target.value} {mention.reference} is listed, but nothing refers to it",
                place=mention.place,
                evidence={"element": mention.element, "reference": mention.reference},
            )


RULES = (
    part_unused,
    chapter_incomplete,
    chapter_image,
    cue_sheet_missing,
    cue_incomplete,
    collection_missing,
)
