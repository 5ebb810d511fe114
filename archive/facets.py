"""The facets of the archive: the ways to divide its articles."""

from __future__ import annotations

from typing import NamedTuple


class Facet(NamedTuple):
    """One way to divide the archive."""

    name: str
    """The query parameter, the field of the search language and the key of its bitmaps."""

    collection: str | None
    """The authority table its values live in; `None` for plain words such as a language."""

    repeatable: bool
    """An article may hold several values. Terms then mean "all of them", otherwise "any"."""


FACETS: tuple[Facet, ...] = (
    Facet("tag", "tags", True),
    Facet("outlet", "outlets", False),
    Facet("kind", None, False),
    Facet("language", None, False),
    Facet("person", "people", True),
    Facet("organisation", "organisations", True),
    Facet("event", "events", True),
    Facet("document", "documents", True),
    Facet("word", "words", True),
)
"""In the order that addresses write them."""

FACET: dict[str, Facet] = {facet.name: facet for facet in FACETS}

FACET_OF_COLLECTION: dict[str, str] = {
    facet.collection: facet.name for facet in FACETS if facet.collection
}
