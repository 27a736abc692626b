"""Whether contributors and writers are named, and once each."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Finding, Severity
from precheck_ddex.profiles.declare import profile_rule, standard
from precheck_ddex.profiles.rules.resources import several
from precheck_ddex.profiles.view import Credited, ProfileView

WRITERS = frozenset(
    {
        "Adapter",
        "Arranger",
        "Author",
        "Composer",
        "ComposerLyricist",
        "Librettist",
        "Lyricist",
        "NonLyricAuthor",
        "SubArranger",
        "Translator",
    }
)
_INDIRECT = "IndirectResourceContributor"


@profile_rule(
    "contributor-repeated",
    title="A contributor is listed twice",
    severity=Severity.BLOCK,
    sources=(standard("7.4 (6)"),),
)
def contributor_repeated(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a party is in one `Contributor` of a resource at most. In ERN 3 a `ResourceContributor`
    is known by its first id.

    ## Why it matters

    Credits are merged by party. Of two entries one may be dropped, with its roles.

    ## What to do

    List the party once, with all its roles.

    ## Limits

    Parties without an id are not compared in ERN 3, and special contributors nowhere.
    """
    yield from _repeated(view, is_indirect=False)


@profile_rule(
    "writer-repeated",
    title="A writer is listed twice",
    severity=Severity.WARNING,
)
def writer_repeated(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a party is in one `IndirectResourceContributor` of a resource at most, known by its
    first id.

    ## Why it matters

    Credits are merged by party. Of two entries one may be dropped, with its roles.

    ## What to do

    List the writer once, with all roles.

    ## Limits

    A warning, as it is in DDEX's rule conditional. Writers without an id are not compared.
    """
    yield from _repeated(view, is_indirect=True)


def _repeated(view: ProfileView, *, is_indirect: bool) -> Iterator[Finding]:
    for resource in view.resources:
        met: dict[tuple[int, str], Credited] = {}
        for credit in resource.contributors:
            if not credit.is_identified or (credit.element == _INDIRECT) is not is_indirect:
                continue
            first = met.setdefault((credit.facet, credit.who), credit)
            if first is not credit:
                yield Finding(
                    f"{resource.spoken} lists {credit.spoken} twice, as {', '.join(first.roles)} "
                    f"and as {', '.join(credit.roles)}",
                    place=credit.spot.place,
                    evidence={
                        "resource": resource.reference,
                        "party": credit.who,
                        "roles": [list(first.roles), list(credit.roles)],
                    },
                )


@profile_rule(
    "writer-missing",
    title="Primary resources name no writer",
    severity=Severity.NOTE,
    sources=(standard("7.4 (5)"),),
)
def writer_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each primary resource credits a composer, lyricist, arranger or another writer.

    ## Why it matters

    Writers are shown in the credits, and paid.

    ## What to do

    Name them, with their roles.

    ## Limits

    A note, because they need only be named where they are known. One finding names all resources.
    """
    without = [
        one for one in view.primary if not any(_writes(credit) for credit in one.contributors)
    ]
    if without:
        yield several(view, without, "name no writer")


def _writes(credit: Credited) -> bool:
    return credit.element == _INDIRECT or not WRITERS.isdisjoint(credit.roles)


@profile_rule(
    "composer-missing",
    title="A classical album names no composer",
    severity=Severity.BLOCK,
)
def composer_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether a classical album of ERN 3 has a writer with the role `Composer` or
    `ComposerLyricist`.

    ## Why it matters

    Classical music is filed under its composer.

    ## What to do

    Name the composer of each recording as an `IndirectResourceContributor`.

    ## Limits

    One is enough for this rule.
    """
    roles = {r for one in view.resources for c in one.contributors for r in c.roles}
    if not roles & {"Composer", "ComposerLyricist"}:
        yield Finding("the classical album names no composer", place=view.spot.place)


RULES = (
    contributor_repeated,
    writer_repeated,
    writer_missing,
    composer_missing,
)
