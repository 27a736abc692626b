"""Every rule of the plugin holds what a rule must hold, also on what makes it speak."""

from __future__ import annotations

from precheck import (
    Deal,
    FileReference,
    HashSum,
    Identifier,
    ListedRelease,
    Party,
    Period,
    Price,
    Schema,
    SchemaError,
    SchemaErrorKind,
    SchemaErrors,
    Scheme,
    Title,
)
from precheck.testing import a_message, a_release, a_track, contract
from precheck_ddex.survey import EmptyText, Mention, MessageSurvey, Target


def an_identifier(scheme: Scheme) -> Identifier:
    return Identifier(scheme=scheme, value="%s [bold]")


def a_mention(target: Target, element: str) -> Mention:
    return Mention(target=target, reference="R2", element=element, line=7, xpath="/a/b[1]")


WRONG = a_release(
    a_track(isrc="%s"),
    a_track("A2", isrc="%s"),
    a_track(
        "A3",
        isrc="",
        files=(FileReference(uri="a", hash_sums=(HashSum(algorithm="MD5", value="%s"),)),),
    ),
    message=a_message(
        parties=(
            Party(
                reference="P1",
                identifiers=tuple(an_identifier(s) for s in (Scheme.DPID, Scheme.ISNI, Scheme.IPI)),
            ),
        ),
        releases=(
            ListedRelease(reference="R1", is_main=True, titles=(Title(text="{0}"),)),
            ListedRelease(reference="R2", types=("RingtoneRelease",)),
        ),
        deals=(
            Deal(release_references=("R1",), periods=(Period(),), territories=("%s",)),
            Deal(
                release_references=("R1",),
                periods=(Period(start="2026-01-02", end="2026-01-01"),),
                prices=(Price(kind="%s", amount="[bold]"),),
            ),
        ),
    ),
    identifiers=(an_identifier(Scheme.ICPN), an_identifier(Scheme.GRID)),
)
SURVEY = MessageSurvey(
    dangling=(a_mention(Target.WORK, "CueWorkReference"),),
    unused=tuple(a_mention(target, "PartyReference") for target in Target),
    repeated=(a_mention(Target.PARTY, "PartyReference"),),
    empty=(EmptyText(element="%s", line=7, xpath="/a/b[1]"),),
)
SCHEMA_ERRORS = SchemaErrors(
    schema=Schema(version="4.3.2", namespace="%s", sha256="", value_set_version=9),
    stands_in_for="[bold]",
    errors=tuple(
        SchemaError(kind=kind, code="%s", raw="{0}", line=3, xpath="/a", element="%s", value="\n")
        for kind in SchemaErrorKind
    ),
    count=900,
)

test_contract = contract("ddex", samples=[WRONG, SURVEY, SCHEMA_ERRORS])
