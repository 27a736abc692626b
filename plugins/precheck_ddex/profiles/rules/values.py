"""Values that the profiles judge wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from precheck import Finding, Severity, Source
from precheck_ddex.profiles.declare import READ, profile_rule
from precheck_ddex.profiles.view import Oddity, ProfileView

USER_DEFINED_PAGE = Source(
    title="DDEX knowledge base: user-defined values",
    url="https://kb.ddex.net/implementing-each-standard/best-practices-for-all-ddex-standards/guidance-on-identifiers-and-iso-codes-lists/guidance-on-allowed-value-sets-(avs%2C-aka-code-lists)/user-defined-values",
    read=READ,
)


@profile_rule(
    "user-defined-value",
    title="A value of one's own stands beside a value of DDEX",
    severity=Severity.WARNING,
    sources=(USER_DEFINED_PAGE,),
)
def user_defined_value(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether whatever has a `UserDefinedValue` says `UserDefined` as its own value.

    ## Why it matters

    Where both are given, some recipients read the one and some the other.

    ## What to do

    Write `UserDefined`, or leave the value of your own out.

    ## Limits

    The release profiles call it fatal, DDEX's knowledge base permits to refine a value. A warning,
    therefore. One finding for each pair of values.
    """
    met: set[tuple[str, str]] = set()
    for one in view.values.user_defined:
        if not one.is_told and (one.element, one.value) not in met:
            met.add((one.element, one.value))
            yield Finding(
                f"{one.element} has the user-defined value {one.value!r}, "
                "but does not say UserDefined",
                place=one.spot.place,
                evidence={"element": one.element, "value": one.value},
            )


@profile_rule(
    "user-defined-namespace-missing",
    title="A value of one's own does not say whose it is",
    severity=Severity.BLOCK,
    sources=(USER_DEFINED_PAGE,),
)
def user_defined_namespace_missing(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether whatever has a `UserDefinedValue` has a `Namespace`.

    ## Why it matters

    A word that is in no list means something only to those who made it. Without the namespace
    nobody knows whom to ask.

    ## What to do

    Write the DPID of the company that defined the value.

    ## Limits

    One finding for each value.
    """
    met: set[tuple[str, str]] = set()
    for one in view.values.user_defined:
        if not one.detail and (one.element, one.value) not in met:
            met.add((one.element, one.value))
            yield Finding(
                f"{one.element} has the user-defined value {one.value!r} without a namespace",
                place=one.spot.place,
                evidence={"element": one.element, "value": one.value},
            )


@profile_rule(
    "default-repeated",
    title="Of several values of one kind not exactly one is the default",
    severity=Severity.BLOCK,
)
def default_repeated(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether of several values of one kind in the same composite one at most has
    `IsDefault="true"`, and not all of them `IsDefault="false"`.

    ## Why it matters

    The default is what holds where nothing else is said. Two of them hold nowhere, and where there
    is none the recipient has to guess.

    ## What to do

    Mark one of them.

    ## Limits

    Titles of different types are of different kinds. The same value twice is not told: nothing
    contradicts. A value without the flag may be the default, and so may one that is alone.
    """
    met: dict[str, Oddity] = {}
    for one in view.values.defaults:
        first = met.setdefault(one.detail, one)
        if first is not one and first.value != one.value:
            yield Finding(
                f"{one.element} is the default twice: {first.value!r} and {one.value!r}",
                place=one.spot.place,
                evidence={"element": one.element, "values": [first.value, one.value]},
            )
    for one in view.values.undefaulted:
        if one.detail != one.value:
            yield Finding(
                f"{one.element} is {one.detail}, and neither is the default",
                place=one.spot.place,
                evidence={"element": one.element, "marked_false": one.detail},
            )


@profile_rule(
    "share-out-of-range",
    title="A right share is not between 0 and 100 percent",
    severity=Severity.BLOCK,
)
def share_out_of_range(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether each `RightSharePercentage` is a number from 0 to 100, or from 0 to 1 where
    `HasMaxValueOfOne` is true.

    ## Why it matters

    Money is divided by it.

    ## What to do

    Correct the number, or the flag.

    ## Limits

    Nothing and everything are accepted. Shares are not added up.
    """
    for one in view.values.shares:
        most = 1 if one.detail == "true" else 100
        try:
            is_fine = 0 <= Decimal(one.value) <= most
        except InvalidOperation:
            is_fine = False
        if not is_fine:
            yield Finding(
                f"a right share is {one.value!r}, which is not between 0 and {most}",
                place=one.spot.place,
                evidence={"share": one.value, "most": most},
            )


@profile_rule(
    "comment",
    title="The message has a comment",
    severity=Severity.REVIEW,
)
def comment(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether an ERN 3 message has a `Comment`.

    ## Why it matters

    Messages are read by machines: what is said there is not heeded, and may have been meant for
    somebody within the house.

    ## What to do

    Read it, act on it, and remove it.

    ## Limits

    What it says is not judged.
    """
    for one in view.values.comments:
        yield Finding(
            f"the message has the comment {one.value!r}",
            place=one.spot.place,
            evidence={"comment": one.value},
        )


@profile_rule(
    "tis-territory",
    title="A territory is written as a number",
    severity=Severity.BLOCK,
)
def tis_territory(view: ProfileView) -> Iterator[Finding]:
    """## What it checks

    Whether every territory of an ERN 3 message is a code of ISO 3166, and none of the numbers of
    the societies' TIS.

    ## Why it matters

    Shops know countries by two letters. A number is no country to them.

    ## What to do

    Write `DE` for 276, `Worldwide` for 2136.

    ## Limits

    One finding for each code.
    """
    met: set[str] = set()
    for one in view.values.tis_territories:
        if one.value not in met:
            met.add(one.value)
            yield Finding(
                f"the territory {one.value!r} is a TIS code",
                place=one.spot.place,
                evidence={"territory": one.value, "element": one.element},
            )


RULES = (
    user_defined_value,
    user_defined_namespace_missing,
    default_repeated,
    share_out_of_range,
    comment,
    tis_territory,
)
