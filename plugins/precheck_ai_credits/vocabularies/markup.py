"""The XML of ERN 4.3.2 that says what is declared about AI, and where it goes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from precheck import AiAmount, Contributor, Instrument, Markup, Release, Resource, Role
from precheck_ai_credits.vocabulary import AMOUNTS, GENERATIVE_AI

WORDS = {amount: str(word) for word, amount in AMOUNTS.items()}
"""The amounts as the schema spells them."""
_AFTER_CONTAINS_AI = {
    "SoundRecording": (
        "IsCover",
        "HasVocalPerformance",
        "HasForegroundVocalPerformance",
        "IsInstrumental",
        "ContainsHiddenContent",
        "IsRemastered",
        "IsHiResMusic",
        "DisableCrossfade",
        "DisableSearch",
        "DisplayCredits",
        "LanguageOfPerformance",
        "Raga",
        "Tala",
        "Deity",
        "AudioChapterReference",
    ),
    "Video": (
        "IsCover",
        "HasVocalPerformance",
        "HasForegroundVocalPerformance",
        "IsInstrumental",
        "ContainsHiddenContent",
        "IsRemastered",
        "DisplayCredits",
        "LanguageOfPerformance",
        "LanguageOfDubbing",
        "SubTitleLanguage",
        "ResourceContainedResourceReferenceList",
        "Raga",
        "Tala",
        "Deity",
        "VideoChapterReference",
    ),
    "Image": ("ContainsHiddenContent", "Description", "TechnicalDetails"),
    "Release": ("IsSoundtrack", "IsHiResMusic", "MarketingComment"),
}
"""By the element: what stands behind `ContainsAI` in it, in the order of the schema."""
_AFTER_CONTRIBUTORS = {
    "Image": (
        "ResourceRightsController",
        "WorkRightsController",
        "CLine",
        "CourtesyLine",
        "CreationDate",
        "FirstPublicationDate",
        "ParentalWarningType",
        "RelatedRelease",
        "RelatedResource",
        "ContainsAI",
        *_AFTER_CONTAINS_AI["Image"],
    ),
}
_AFTER_CONTRIBUTORS_OF_SOUND = (
    "Character",
    "ResourceRightsController",
    "WorkRightsController",
    "CourtesyLine",
    "Duration",
)
_AFTER_AMOUNT = (
    "HasMadeFeaturedContribution",
    "HasMadeContractedContribution",
    "IsCredited",
    "DisplayCredits",
)
_AFTER_ROLES = ("InstrumentType", "AiContribution", *_AFTER_AMOUNT)
_REFERENCE = re.compile(r"[A-Za-z0-9_-]+")
_PARTY_REFERENCE = re.compile(r"P[A-Za-z0-9_-]+")


def resource_path(resource: Resource, *, is_there: bool) -> str:
    """An XPath of the resource: in this message, or in the 4.3.2 one that takes its place."""
    if is_there and resource.node is not None:
        return resource.node.xpath
    if _REFERENCE.fullmatch(resource.reference):
        return f"//ResourceList/{resource.kind}[ResourceReference='{resource.reference}']"
    return f"//ResourceList/{resource.kind}"


def statement(amount: AiAmount, kind: str, into: str, line: int | None = None) -> Markup:
    """`ContainsAI` for a resource or a release."""
    return Markup(
        xml=f"<ContainsAI>{WORDS[amount]}</ContainsAI>",
        into=into,
        before=_AFTER_CONTAINS_AI[kind],
        line=line,
    )


def generative_credit(
    roles: tuple[Role, ...], sequence: int, kind: str, into: str, line: int | None = None
) -> Markup:
    """A contributor for a generative model, with all its roles."""
    lines = [
        f'<Contributor SequenceNumber="{sequence}">',
        f"  <SpecialContributor>{GENERATIVE_AI}</SpecialContributor>",
        *(f"  {role_xml(role)}" for role in roles),
        f"  <AiContribution>{WORDS[AiAmount.ALL]}</AiContribution>",
        "</Contributor>",
    ]
    before = _AFTER_CONTRIBUTORS.get(kind, _AFTER_CONTRIBUTORS_OF_SOUND)
    return Markup(xml="\n".join(lines), into=into, before=before, line=line)


def more_roles(there: Contributor, roles: Iterable[Role]) -> Iterator[Markup]:
    """Roles for a contributor that is in the message already."""
    if there.node is not None:
        for role in roles:
            yield Markup(
                xml=role_xml(role),
                into=there.node.xpath,
                before=_AFTER_ROLES,
                line=there.node.line,
            )


def share(amount: AiAmount, into: str, line: int | None = None) -> Markup:
    """`AiContribution` for a contributor."""
    return Markup(
        xml=f"<AiContribution>{WORDS[amount]}</AiContribution>",
        into=into,
        before=_AFTER_AMOUNT,
        line=line,
    )


def role_xml(role: Role) -> str:
    """A role with its instruments, as 4.3.1 and later write it."""
    played = "".join(_word_xml("InstrumentType", one) for one in role.instruments)
    return f"<Role>{_word_xml('Value', role)}{played}</Role>"


def _word_xml(element: str, word: Role | Instrument) -> str:
    """A word of an allowed value set, or one of the sender's own."""
    namespace = f" Namespace={quoteattr(word.namespace)}" if word.namespace else ""
    own = f" UserDefinedValue={quoteattr(word.user_defined)}" if word.user_defined else ""
    return f"<{element}{namespace}{own}>{escape(word.value)}</{element}>"


def credit_path(resource: Resource, person: Contributor, role: str, *, is_there: bool) -> str:
    """An XPath of a person's credit: in this message, or in the one that takes its place.

    There a role tells it from the person's other credits, where one is given.
    """
    if is_there and person.node is not None:
        return person.node.xpath
    party = person.party
    if _PARTY_REFERENCE.fullmatch(party.reference):
        who = f"[ContributorPartyReference='{party.reference}']"
    else:
        known = f"//Party[PartyName/FullName={_quoted(party.name)}]/PartyReference"
        who = f"[ContributorPartyReference={known}]"
    what = f"[Role/Value={_quoted(role)}]" if role else ""
    return f"{resource_path(resource, is_there=False)}/Contributor{who}{what}"


def _quoted(text: str) -> str:
    """The text as XPath writes it, which knows no escapes."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    parts = ', "\'", '.join(f"'{part}'" for part in text.split("'"))
    return f"concat({parts})"


def release_path(release: Release, *, is_there: bool) -> str:
    """An XPath of the main release."""
    if is_there and release.node is not None:
        return release.node.xpath
    return "//ReleaseList/Release"
