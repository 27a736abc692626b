"""Titles: the default worldwide display title first, then the rest."""

from __future__ import annotations

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
        rank = (not title.text, _RANK.get(kind, _LAST))
        ranked.append((rank, node, facet, title))
    if len(ranked) > 1:
        ranked.sort(key=lambda one: (*one[0], *preference(one[1], one[2])))
    return tuple(title for *_, title in ranked)


def _title(node: ElementNode, kind: str, territory: str) -> Title:
    children = node.by_name()
    texts = children.get("TitleText", [node])
    subtitles = (n.text for n in children.get("SubTitle", ()))
    return Title(
        node=node,
        text=texts[0].text,
        subtitle=" ".join(dict.fromkeys(text for text in subtitles if text)),
        kind=kind,
        language=node.attribute("LanguageAndScriptCode")
        or texts[0].attribute("LanguageAndScriptCode"),
        territory=territory,
    )
