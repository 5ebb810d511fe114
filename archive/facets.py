"""The facets of the archive: the ways to divide its articles."""

from __future__ import annotations

from typing import NamedTuple


class Facet(NamedTuple):
    """A property of articles that lists can be filtered by."""

    name: str
    """The query parameter, the field of the search language and the key of its bitmaps."""

    collection: str | None
    """The collection of its records; `None` for plain values such as a language."""

    repeatable: bool
    """Whether an article may have several values. Terms then mean "all", otherwise "any"."""


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
"""In the order in which addresses list them."""

FACET: dict[str, Facet] = {facet.name: facet for facet in FACETS}

FACET_OF_COLLECTION: dict[str, str] = {
    facet.collection: facet.name for facet in FACETS if facet.collection
}
