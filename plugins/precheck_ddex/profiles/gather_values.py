"""The values that are looked at wherever they stand: one walk over all elements."""

from __future__ import annotations

from precheck import Node
from precheck_ddex.profiles.elements import is_true, spot_of, whole
from precheck_ddex.profiles.view import Code, Oddity, Values
from precheck_ddex.profiles.watched import DEFAULTED, RARE_CODES, TERRITORIES, USER_DEFINED

_TOLD = "UserDefined"
_SHARE = "RightSharePercentage"
_WARNING = "ParentalWarningType"
_COMMENT = "Comment"
WATCHED = USER_DEFINED | DEFAULTED | RARE_CODES | TERRITORIES | {_SHARE, _WARNING, _COMMENT}


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
        here = self.composites
        for child in node.children():
            if child.name in WATCHED:
                self.meet(child, here)
            if not child.text:
                self.below(child)

    def meet(self, node: Node, composite: int) -> None:
        """Look at one element; the number tells apart what it stands in."""
        name = node.name
        if name in TERRITORIES:
            self._meet_territory(node)
        elif name in RARE_CODES:
            self.rare_codes.append(Code(name, node.text, spot_of(node)))
        elif name == _SHARE:
            self.shares.append(_oddity(node, node.attributes.get("HasMaxValueOfOne", "")))
        else:
            if name == _WARNING:
                self.has_parental_warning |= bool(node.text)
            elif name == _COMMENT:
                self.comments.append(_oddity(node))
            self._meet_attributes(node, composite)

    def _meet_territory(self, node: Node) -> None:
        if node.text.isdigit() or node.attributes.get("IdentifierType", "").startswith("TIS"):
            self.tis_territories.append(_oddity(node))

    def _meet_attributes(self, node: Node, composite: int) -> None:
        attributes = node.attributes
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
