"""Rights lines and genres, which releases and recordings write alike."""

from __future__ import annotations

from precheck.model import Genre, RightsLine
from precheck.reading.composite import Composite, territory_of
from precheck.reading.parties import first_text


def read_lines(composite: Composite, sign: str) -> tuple[RightsLine, ...]:
    """The (P) or (C) lines; the sign is `P` or `C`."""
    found = []
    for node, facet in composite.each(f"{sign}Line"):
        children = node.by_name()
        found.append(
            RightsLine(
                node=node,
                year=first_text(children, ("Year",)),
                company=first_text(children, (f"{sign}LineCompany",)),
                text=first_text(children, (f"{sign}LineText",)) or ("" if children else node.text),
                territory=territory_of(node, facet),
            )
        )
    return tuple(found)


def read_genres(composite: Composite) -> tuple[Genre, ...]:
    """The genres; some senders write the text straight into the element."""
    found = []
    for node, facet in composite.each("DisplayGenre", "Genre"):
        children = node.by_name()
        found.append(
            Genre(
                node=node,
                text=first_text(children, ("GenreText",)) or node.text,
                sub_genre=first_text(children, ("SubGenre",)),
                territory=territory_of(node, facet),
            )
        )
    return tuple(found)
