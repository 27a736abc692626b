"""Titles: the default worldwide display title first, then the rest."""

from __future__ import annotations

from operator import itemgetter

from precheck.model import Title
from precheck.reading.composite import Composite, preference, territory_of
from precheck.reading.xml import ElementNode

TITLES = (
    "DisplayTitle",
    "DisplayTitleText",
    "Title",
    "FormalTitle",
    "AdditionalTitle",
    "GroupingTitle",
    "ReferenceTitle",
)
_RANK = {"DisplayTitle": 0, "DisplayTitleText": 1, "": 2, "FormalTitle": 3, "ReferenceTitle": 4}
_LAST = 5


def read_titles(composite: Composite) -> tuple[Title, ...]:
    """Every title, those that a listener sees first."""
    ranked = []
    for node, facet in composite.each(*TITLES):
        kind = (
            node.attribute("TitleType") if node.name in {"Title", "AdditionalTitle"} else node.name
        )
        title = _title(node, kind, territory_of(node, facet))
        rank = (not title.text, _RANK.get(kind, _LAST), *preference(node, title.territory))
        ranked.append((rank, title))
    ranked.sort(key=itemgetter(0))
    return tuple([title for _, title in ranked])


def _title(node: ElementNode, kind: str, territory: str) -> Title:
    children = node.by_name()
    text = children["TitleText"][0] if "TitleText" in children else node
    subtitles = [n.text for n in children.get("SubTitle", ()) if n.text]
    return Title(
        node=node,
        text=text.text,
        subtitle=" ".join(dict.fromkeys(subtitles)),
        kind=kind,
        language=node.attribute("LanguageAndScriptCode") or text.attribute("LanguageAndScriptCode"),
        territory=territory,
    )
