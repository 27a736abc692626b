"""The values that are looked at wherever they stand: one walk over all elements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from precheck import Node
from precheck_ddex.profiles.elements import is_true, spot_of, whole
from precheck_ddex.profiles.view import Code, Oddity, Values
from precheck_ddex.profiles.watched import DEFAULTED, RARE_CODES, TERRITORIES, USER_DEFINED

_TOLD = "UserDefined"


class _Walk:
    """What was met so far."""

    def __init__(self) -> None:
        self.user_defined: list[Oddity] = []
        self.defaults: list[Oddity] = []
        self.shares: list[Oddity] = []
        self.rare_codes: list[Code] = []
        self.comments: list[Oddity] = []
        self.tis_territories: list[Oddity] = []
        self.has_parental_warning = False
        self.composites = 0

    def below(self, node: Node) -> None:
        """Look at everything in an element, in document order."""
        self.composites += 1
        here = self.composites  # tells apart what the elements stand in
        for child in node.children():
            meet = _MEETING.get(child.name)
            if meet is not None:
                meet(self, child, here)
            if not child.text:
                self.below(child)

    def meet_territory(self, node: Node, composite: int) -> None:
        """Look for a number in the place of a code."""
        del composite
        if node.text.isdigit() or node.attribute("IdentifierType").startswith("TIS"):
            self.tis_territories.append(_oddity(node))

    def meet_rare_code(self, node: Node, composite: int) -> None:
        """Take an identifier of printed matter or a film."""
        del composite
        self.rare_codes.append(Code(node.name, node.text, spot_of(node)))

    def meet_share(self, node: Node, composite: int) -> None:
        """Take a percentage."""
        del composite
        self.shares.append(_oddity(node, node.attribute("HasMaxValueOfOne")))

    def meet_warning(self, node: Node, composite: int) -> None:
        """Look whether the warning says anything."""
        self.has_parental_warning |= bool(node.text)
        self.meet_value(node, composite)

    def meet_comment(self, node: Node, composite: int) -> None:
        """Take a comment."""
        self.comments.append(_oddity(node))
        self.meet_value(node, composite)

    def meet_value(self, node: Node, composite: int) -> None:
        """Look for a value of one's own, and for the mark of a default."""
        attributes = node.attributes
        if not attributes:
            return
        if "UserDefinedValue" in attributes:
            self.user_defined.append(
                Oddity(
                    element=node.name,
                    value=attributes["UserDefinedValue"],
                    detail=attributes.get("Namespace", ""),
                    is_told=_TOLD in (node.text, *attributes.values()),
                    spot=spot_of(node),
                )
            )
        if is_true(attributes.get("IsDefault", "")):
            among = f"{composite} {node.name} {attributes.get('TitleType', '')}".strip()
            self.defaults.append(
                Oddity(element=node.name, value=whole(node), detail=among, spot=spot_of(node))
            )


_MEETING: Mapping[str, Callable[[_Walk, Node, int], None]] = MappingProxyType(
    {
        **dict.fromkeys(USER_DEFINED | DEFAULTED, _Walk.meet_value),
        **dict.fromkeys(TERRITORIES, _Walk.meet_territory),
        **dict.fromkeys(RARE_CODES, _Walk.meet_rare_code),
        "RightSharePercentage": _Walk.meet_share,
        "ParentalWarningType": _Walk.meet_warning,
        "Comment": _Walk.meet_comment,
    }
)
"""How the elements are met that are watched, by their names."""


def _oddity(node: Node, detail: str = "") -> Oddity:
    return Oddity(element=node.name, value=node.text, detail=detail, spot=spot_of(node))


def values_of(root: Node) -> Values:
    """Walk over a message once."""
    walk = _Walk()
    walk.below(root)
    return Values(
        user_defined=tuple(walk.user_defined),
        defaults=tuple(walk.defaults),
        shares=tuple(walk.shares),
        rare_codes=tuple(walk.rare_codes),
        comments=tuple(walk.comments),
        tis_territories=tuple(walk.tis_territories),
        has_parental_warning=walk.has_parental_warning,
    )
