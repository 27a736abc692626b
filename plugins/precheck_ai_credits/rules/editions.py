"""Whether a recording and its edition say the same of the same credit."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Contributor, Facts, Finding, Instrument, Message, Role, Severity, Track, rule
from precheck_ai_credits.occasions import is_written_of
from precheck_ai_credits.sources import ern
from precheck_ai_credits.vocabulary import Written, at_credit, credit, is_generative, spoken_of

_COMPARED = (Written.NONE, Written.PARTLY)
Key = tuple[str, str, str, tuple[Instrument, ...]]
"""Who, and in which role with which instruments."""


@rule(
    "ai-credits.edition-differs",
    title="Recording and edition disagree about AI in the same credit",
    severity=Severity.WARNING,
    of=Track,
    needs=(Message,),
    sources=(ern("SoundRecordingEdition/EditionContributor/AiContribution"),),
    when=is_written_of,
)
def edition_differs(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the same person or company has in the same role, with the same instruments,
    `AiContribution` `None` in the recording and `Partly` in its edition, or the reverse.
    DDEX rule AI-12; that the two should agree is our reading.

    ## Why it matters

    A recipient reads one or the other, and shows what the other denies.

    ## What to do

    Make the two credits agree. Where only the edition's work was done with AI,
    give it a role of its own.

    ## Limits

    A credit that is silent disagrees with nobody. A person here and `GenerativeAI` there may
    both have had the role, which is no contradiction. `GenerativeAI` with less than `All` and a
    person with `All` have rules of their own. Of several editions it is not told which one it is.
    """
    del facts
    of_edition = tuple(
        c for c in track.contributors if c.of_edition and c.ai_contribution in _COMPARED
    )
    whole = _shares(c for c in track.contributors if not c.of_edition) if of_edition else {}
    told: set[Key] = set()
    for contributor in of_edition:
        for role in contributor.roles:
            key = _key(contributor, role)
            others = whole.get(key, {})
            said = contributor.ai_contribution
            if not key[0] or not others or said in others or key in told:
                continue
            told.add(key)
            (other, recorded), *_ = others.items()
            name = contributor.party.name or contributor.party.reference
            yield Finding(
                f"{spoken_of(track)} has AiContribution {other} for {name} ({_worded(role)}), "
                f"but its edition has {said}",
                place=at_credit(contributor),
                evidence={
                    "recording": credit(recorded) | _line(recorded),
                    "edition": credit(contributor) | _line(contributor),
                },
            )


def _shares(contributors: Iterator[Contributor]) -> dict[Key, dict[str, Contributor]]:
    """By who and role: the shares that are stated, each with its first credit."""
    shares: dict[Key, dict[str, Contributor]] = {}
    for contributor in contributors:
        if contributor.ai_contribution in _COMPARED and not is_generative(contributor):
            for role in contributor.roles:
                said = shares.setdefault(_key(contributor, role), {})
                said.setdefault(contributor.ai_contribution, contributor)
    return shares


def _key(contributor: Contributor, role: Role) -> Key:
    who = contributor.special or contributor.party.reference or contributor.party.name.casefold()
    return who, role.value, role.user_defined, tuple(sorted(role.instruments))


def _worded(role: Role) -> str:
    return role.user_defined or role.value


def _line(contributor: Contributor) -> dict[str, int | None]:
    place = at_credit(contributor)
    return {"line": place.line} if place is not None else {}


RULES = (edition_differs,)
