"""The values that are looked at wherever they stand: one walk over all elements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from precheck import Node
from precheck_ddex.profiles.elements import is_false, is_true, spot_of, whole
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
        self.undefaulted: list[Oddity] = []
        self.has_parental_warning = False
        self._numbers: dict[Node, int] = {}

    def below(self, node: Node) -> None:
        """Look at everything in an element, in document order."""
        for child in node.children():
            meet = _MEETING.get(child.name)
            if meet is not None:
                meet(self, child, node)
            if not child.text:
                self.below(child)

    def meet_territory(self, node: Node, composite: Node) -> None:
        """Look for a number in the place of a code."""
        del composite
        if node.text.isdigit() or node.attribute("IdentifierType").startswith("TIS"):
            self.tis_territories.append(_oddity(node))

    def meet_rare_code(self, node: Node, composite: Node) -> None:
        """Take an identifier of printed matter or a film."""
        del composite
        self.rare_codes.append(Code(node.name, node.text, spot_of(node)))

    def meet_share(self, node: Node, composite: Node) -> None:
        """Take a percentage."""
        del composite
        self.shares.append(_oddity(node, node.attribute("HasMaxValueOfOne")))

    def meet_warning(self, node: Node, composite: Node) -> None:
        """Look whether the warning says anything."""
        self.has_parental_warning |= bool(node.text)
        self.meet_value(node, composite)

    def meet_comment(self, node: Node, composite: Node) -> None:
        """Take a comment."""
        self.comments.append(_oddity(node))
        self.meet_value(node, composite)

    def meet_value(self, node: Node, composite: Node) -> None:
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
        if "IsDefault" in attributes:
            self.meet_default(node, composite)

    def meet_default(self, node: Node, composite: Node) -> None:
        """Take a default, or the first of its kind where none of them is one."""
        if is_true(node.attribute("IsDefault")):
            number = self._numbers.setdefault(composite, len(self._numbers))
            among = f"{number} {node.name} {node.attribute('TitleType')}".strip()
            self.defaults.append(
                Oddity(element=node.name, value=whole(node), detail=among, spot=spot_of(node))
            )
            return
        same = composite.by_name()[node.name]
        if same[0] is node and all(is_false(one.attribute("IsDefault")) for one in same):
            every = " and ".join(dict.fromkeys(map(whole, same)))
            self.undefaulted.append(
                Oddity(element=node.name, value=whole(node), detail=every, spot=spot_of(node))
            )


_MEETING: Mapping[str, Callable[[_Walk, Node, Node], None]] = MappingProxyType(
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
        undefaulted=tuple(walk.undefaulted),
        shares=tuple(walk.shares),
        rare_codes=tuple(walk.rare_codes),
        comments=tuple(walk.comments),
        tis_territories=tuple(walk.tis_territories),
        has_parental_warning=walk.has_parental_warning,
    )
