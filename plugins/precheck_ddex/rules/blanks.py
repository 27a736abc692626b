"""Whether what a machine reads has blanks around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from precheck import Facts, Finding, Release, Severity, rule
from precheck_ddex.profiles.declare import validator
from precheck_ddex.sources import WHITE_SPACE, ern
from precheck_ddex.survey import MessageSurvey, and_more


@rule(
    "ddex.code-padded",
    title="An identifier, date or code has blanks around it",
    severity=Severity.BLOCK,
    of=Release,
    needs=(MessageSurvey,),
    sources=(*validator("code-padded"), WHITE_SPACE, ern("types of the base xs:string")),
)
def code_padded(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether identifiers such as ISRC, ICPN and DPID, dates of releases and deals, territories, and
    the words for models, uses, types of release, warnings, artists' roles and AI stand in their
    elements alone, without a space, tab or line break before or after them.

    ## Why it matters

    In the schema these are texts of which every character counts: ` GB` is no territory. Of ISRCs
    and other codes the schema says nothing, but DDEX's validator calls one with a blank fatal, and
    a recipient that does not trim it finds no recording of that number.

    ## What to do

    Have your system write the value straight between the tags, without indenting it.

    ## Limits

    The other rules judge what stands between the blanks. References, moments, durations and numbers
    may have blanks around them. Other words of value sets are left to the schema, which says the
    same of some of these. Of each kind of element the first is shown, with the number of them.
    """
    del release
    padded = facts[MessageSurvey].padded
    count = Counter(one.element for one in padded)
    first = {one.element: one for one in reversed(padded)}
    for one in sorted(first.values(), key=padded.index):
        more = count[one.element] - 1
        yield Finding(
            f"{one.element} is written {one.written!r}, with blanks around it{and_more(more)}",
            place=one.place,
            evidence={"element": one.element, "written": one.written, "count": count[one.element]},
        )


RULES = (code_padded,)
