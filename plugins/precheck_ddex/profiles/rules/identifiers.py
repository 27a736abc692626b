"""Whether resources have the identifiers that the profile asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from precheck import Finding, Severity
from precheck_ddex.profiles.declare import profile_rule, standard
from precheck_ddex.profiles.gather_resources import PRIMARY_KINDS
from precheck_ddex.profiles.names import OF_ERN_4, Profile
from precheck_ddex.profiles.tree import items_of
from precheck_ddex.profiles.view import ProfileView, ResourceView

_ISRC_OR_OWN = ("ISRC", "ProprietaryId")
_FILM = ("ISAN", "VISAN", "ProprietaryId")
PRIMARY_IDS: Mapping[Profile, tuple[str, ...]] = MappingProxyType(
    {
        Profile.RINGTONE: _ISRC_OR_OWN,
        Profile.LONG_FORM: _ISRC_OR_OWN,
        Profile.FILM_BUNDLE_3: _FILM,
        Profile.TV_SERIES_3: _FILM,
    }
)
FORMS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "SICI": re.compile(r"[0-9]{4}-[0-9]{3}[X0-9].+"),
        "ISSN": re.compile(r"[0-9]{4}-[0-9]{3}[X0-9]"),
        "ISBN": re.compile(r"97[89][0-9]{9}[X0-9]"),
        "VISAN": re.compile(r"[A-F0-9]{24}"),
        "ISAN": re.compile(r"[A-F0-9]{12}"),
        "ISMN": re.compile(r"979[0-9]{9}[X0-9]"),
    }
)


def _schemes(resource: ResourceView) -> list[str]:
    return [code.scheme for code in resource.codes]


@profile_rule(
    "primary-id-missing",
    title="A primary resource has none of the identifiers that the profile accepts",
    severity=Severity.BLOCK,
    sources=(standard("8.2 (1); 8.3 (1)"),),
)
def primary_id_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each primary resource of a ringtone or long video has an ISRC or a proprietary id, and
    of a film bundle or series in ERN 3 an ISAN, VISAN or proprietary id.

    ## Why it matters

    What has no identifier cannot be matched, paid or reported.

    ## What to do

    Give it one. An ISRC is best where the resource is eligible for it.

    ## Limits

    In all other profiles `ddex.isrc-missing` asks for an ISRC.
    """
    accepted = view.under(PRIMARY_IDS) or ()
    for resource in view.primary:
        if not set(accepted).intersection(_schemes(resource)):
            yield Finding(
                f"{resource.spoken} has none of {', '.join(accepted)}",
                place=resource.spot.place,
                evidence={"resource": resource.reference, "accepted": list(accepted)},
            )


@profile_rule(
    "secondary-id-missing",
    title="A secondary resource has no identifier of the sender's own",
    severity=Severity.BLOCK,
    sources=(standard("7.4 (2)"),),
)
def secondary_id_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether images, supplemental recordings and bonus material have a `ProprietaryId`. In ERN 3
    those that an item of a group calls secondary.

    ## Why it matters

    A cover without identifier cannot be replaced, nor told from the next one.

    ## What to do

    Give each a number of your own, with your DPID as its namespace.

    ## Limits

    The components of a mix are known by their ISRC. Bonus tracks are primary, and need an ISRC.
    """
    for resource in _secondary(view):
        if "ProprietaryId" not in _schemes(resource):
            yield Finding(
                f"{resource.spoken} is secondary, but has no ProprietaryId",
                place=resource.spot.place,
                evidence={"resource": resource.reference, "found": _schemes(resource)},
            )


def _secondary(view: ProfileView) -> Iterator[ResourceView]:
    if view.profile not in OF_ERN_4:
        yield from (one for one in view.resources if one.standing == "secondary")
        return
    kinds = {"Image"} if view.profile is Profile.DJ_MIX else {"Image", "SoundRecording"}
    items = items_of(view.main) if view.main is not None else ()
    bonus = {ref for item in items if item.is_bonus for ref in item.references}
    for one in view.resources:
        is_bonus = one.reference in bonus and one.kind not in PRIMARY_KINDS
        if one.standing == "secondary" and (one.kind in kinds or is_bonus):
            yield one


@profile_rule(
    "identifier-malformed",
    title="An identifier of a film, a text or sheet music is malformed",
    severity=Severity.REVIEW,
)
def identifier_malformed(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether every SICI, ISSN, ISBN, ISMN, ISAN and VISAN has the form that DDEX's validator asks
    for.

    ## Why it matters

    A malformed number finds nothing.

    ## What to do

    Copy it from the agency that assigned it, without spaces.

    ## Limits

    Check digits are not computed. DDEX asks for 12 digits of an ISAN and 24 of a V-ISAN, which is
    shorter than ISO prints them: look before you change anything.
    """
    for code in view.values.rare_codes:
        if code.scheme in FORMS and code.value and not FORMS[code.scheme].fullmatch(code.value):
            yield Finding(
                f"the {code.scheme} {code.value!r} does not have the form that DDEX asks for",
                place=code.spot.place,
                evidence={
                    "scheme": code.scheme,
                    "value": code.value,
                    "form": FORMS[code.scheme].pattern,
                },
            )


RULES = (primary_id_missing, secondary_id_missing, identifier_malformed)
