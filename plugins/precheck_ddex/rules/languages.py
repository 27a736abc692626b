"""Whether the language codes are codes, and fit what is written under them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from precheck import (
    Facts,
    Finding,
    Message,
    Place,
    Release,
    Resource,
    Severity,
    Title,
    Track,
    rule,
)
from precheck_ddex.languages import is_unknown_language, script_missing_in, wrong_with_language
from precheck_ddex.options import LanguageForm
from precheck_ddex.sources import LABELGRID_VALIDATION, RFC_5646


class Spoken(Struct, frozen=True):
    """A language code, and what it is the language of."""

    code: str
    of: Message | Title | Track
    field: str = ""

    @property
    def place(self) -> Place | None:
        """Where it is written."""
        return self.of.at(self.field)


def _codes(release: Release, message: Message) -> Iterator[Spoken]:
    """Every language code of the message, of its titles and its tracks."""
    yield Spoken(message.language, message, "language")
    owners: tuple[Release | Resource, ...] = (
        release,
        *release.tracks,
        *release.images,
        *release.resources,
    )
    for owner in owners:
        for title in owner.titles:
            if title.language:
                yield Spoken(title.language, title)
    for track in release.tracks:
        if track.language_of_performance:
            yield Spoken(track.language_of_performance, track, "language_of_performance")


def _wrong(
    release: Release, message: Message, is_wrong: Callable[[str], object]
) -> Iterator[tuple[str, Place | None]]:
    """Each code with which something is wrong, once, at the first place it has."""
    seen = {""}
    for spoken in _codes(release, message):
        if spoken.code not in seen:
            seen.add(spoken.code)
            if is_wrong(spoken.code):
                yield spoken.code, spoken.place


@rule(
    "ddex.language-malformed",
    title="A language code is not written as it should be",
    severity=Severity.NOTE,
    of=Release,
    needs=(Message,),
    sources=(RFC_5646, LABELGRID_VALIDATION),
    options=LanguageForm,
)
def language_malformed(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the language codes of the message, its titles and performances have the form of BCP 47:
    a language of two or three letters, then by hyphens a script, a country and more. DDX-31.

    ## Why it matters

    A recipient that cannot read the code takes the text for one in the language it expects, and
    shows it to the wrong listeners.

    ## What to do

    Write `ja-Jpan` or `zh-Hans`, with a hyphen.

    ## Limits

    A note, because many recipients take the underscore too; a policy may allow it. Each code is
    told once. Codes of names, genres and rights lines are not judged.
    """
    may_underscore = facts[LanguageForm].underscores

    def wrong_with(code: str) -> str:
        return wrong_with_language(code.replace("_", "-") if may_underscore else code)

    for code, place in _wrong(release, facts[Message], wrong_with):
        wrong = wrong_with(code)
        yield Finding(
            f"the language code {code!r} {wrong}",
            place=place,
            evidence={"code": code, "wrong": wrong},
        )


@rule(
    "ddex.language-unknown",
    title="A language code names no language",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(RFC_5646, LABELGRID_VALIDATION),
)
def language_unknown(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the first two letters of every language code are a language of ISO 639-1. DDX-31.

    ## Why it matters

    Most often it is a country's code in a language's place: `jp` for `ja`, `cn` for `zh`.

    ## What to do

    Look the language up in ISO 639.

    ## Limits

    Codes of three letters are not looked up: there are thousands. Each code is told once.
    """
    for code, place in _wrong(release, facts[Message], is_unknown_language):
        yield Finding(
            f"the language code {code!r} begins with letters that no language has",
            place=place,
            evidence={"code": code},
        )


@rule(
    "ddex.title-in-other-script",
    title="A title is not in the script of its language code",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(LABELGRID_VALIDATION,),
    is_estimate=True,
)
def title_in_other_script(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a title under a language code that promises another script, such as `ja-Jpan`,
    `zh-Hans` or `ru`, is in Latin letters alone. DDX-31.

    ## Why it matters

    Listeners who asked for Japanese titles are shown the transcription. LabelGrid refuses it.

    ## What to do

    Name the script that the title is written in, such as `ja-Latn`, or write it in that of the
    code.

    ## Limits

    An estimate: a song may be called by an English word in any country. Codes without a script are
    judged for Chinese, Russian, Ukrainian, Bulgarian, Belarusian and Macedonian alone. All titles
    of one code are told at once.
    """
    del facts
    found: dict[str, list[tuple[str, Place | None]]] = {}
    owners: tuple[Release | Track, ...] = (release, *release.tracks)
    for owner in owners:
        for title in owner.titles:
            if title.language and script_missing_in(title.text, title.language):
                found.setdefault(title.language, []).append((title.text, title.at()))
    for code, titles in found.items():
        names = list(dict.fromkeys(text for text, _ in titles))
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        yield Finding(
            f"{names[0]!r}{more} is under the language code {code!r}, but in Latin letters",
            place=titles[0][1],
            evidence={"code": code, "titles": names},
        )


RULES = (language_malformed, language_unknown, title_in_other_script)
