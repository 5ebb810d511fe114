"""A reader's query as one immutable value: terms, a range of dates, a text, an order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from archive.facets import FACETS

_PLACE = {facet.name: place for place, facet in enumerate(FACETS)}

NEWEST, OLDEST, RELEVANCE = "newest", "oldest", "relevance"

ORDERS = (NEWEST, OLDEST, RELEVANCE)
"""The orders of a list. Relevance needs a text to search for."""


class Term(NamedTuple):
    """A value that a query asks for or excludes."""

    facet: str
    value: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A reader's query. Two queries with the same terms are equal, in whatever order."""

    terms: tuple[Term, ...] = ()
    since: str | None = None
    """EDTF year, month or day: articles that may have appeared on its first day or later."""
    until: str | None = None
    """EDTF year, month or day: articles that may have appeared on its last day or earlier."""
    text: str = ""
    """The text to search for, in the language of `archive.search.parser`; empty for none."""
    order: str = NEWEST
    """One of `ORDERS`."""
    month: str | None = field(default=None)
    """`YYYY` or `YYYY-MM`: only articles known to date from it. Set by timeline addresses."""

    def __post_init__(self) -> None:
        terms = sorted(set(self.terms), key=lambda t: (_PLACE[t.facet], t.excluded, t.value))
        object.__setattr__(self, "terms", tuple(terms))

    def __bool__(self) -> bool:
        """Whether the query filters anything: an order alone does not."""
        return bool(self.terms or self.since or self.until or self.text or self.month)

    @property
    def oldest_first(self) -> bool:
        """Whether the list begins with the oldest article."""
        return self.order == OLDEST

    def values(self, facet: str, *, excluded: bool = False) -> tuple[str, ...]:
        """Return the values asked for (or excluded) in one facet."""
        return tuple(t.value for t in self.terms if t.facet == facet and t.excluded == excluded)

    def adding(self, term: Term) -> Query:
        """Return the query with one more term."""
        return replace(self, terms=(*self.terms, term))

    def without(self, *terms: Term) -> Query:
        """Return the query without some terms."""
        return replace(self, terms=tuple(t for t in self.terms if t not in terms))

    def without_included(self, facet: str) -> Query:
        """Return the query without the values asked for in one facet."""
        kept = (t for t in self.terms if t.facet != facet or t.excluded)
        return replace(self, terms=tuple(kept))

    def between(self, since: str | None, until: str | None) -> Query:
        """Return the query with another range of dates."""
        return replace(self, since=since, until=until)

    def searching(self, text: str) -> Query:
        """Return the query with another text to search for."""
        return replace(self, text=text)

    def ordered(self, order: str) -> Query:
        """Return the query in another order."""
        return replace(self, order=order)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield the query parameters in their canonical order."""
        for term in self.terms:
            yield term.facet, f"-{term.value}" if term.excluded else term.value
        if self.since:
            yield "from", self.since
        if self.until:
            yield "to", self.until
        if self.text:
            yield "q", self.text
        if self.order != NEWEST:
            yield "order", self.order
