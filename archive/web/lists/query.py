"""Read a query from an address, and write it in its canonical form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from werkzeug.datastructures import MultiDict

from archive.did_you_mean import nearest
from archive.edtf import DateError, parse_date
from archive.facets import FACET
from archive.search.analysis import normal
from archive.store.facets.query import NEWEST, OLDEST, ORDERS, RELEVANCE, Query, Term
from archive.store.snapshot import Snapshot
from archive.web.http.request import BadQuery
from archive.web.i18n import gettext as _
from archive.web.labels import facet_name, value_name
from archive.web.lists.scope import Scope

MOST_TERMS = 20
"""Most terms of a query. More are a mistake or a machine; every term costs an intersection."""

_ONCE = ("from", "to", "q", "order", "page")
"""Parameters that must not be repeated."""

PARAMETERS = (*FACET, *_ONCE)

LONGEST_TEXT = 500
"""Most characters of a search text that links repeat: more than the search reads."""

LONGEST_SHOWN = 80
"""Most characters of a bad value that the error page repeats."""


_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query read from an address."""

    query: Query
    page: int


def read_query(args: MultiDict[str, str], scope: Scope, snapshot: Snapshot) -> ParsedQuery:
    """Read the query parameters of a list.

    Empty parameters, which forms send, count as absent; a parameter given twice with the same value
    counts once. Raise `BadQuery` with the nearest valid queries for an unknown name or value.
    """
    pairs = list(dict.fromkeys(pair for pair in args.items(multi=True) if pair[1]))
    if len(pairs) > MOST_TERMS + len(_ONCE):
        # Do not read them: suggestions for thousands of misspelt values would take minutes.
        raise _bad([_too_many()], Query(), scope, snapshot)
    reader = _Reader(snapshot)
    reader.read(pairs)
    order = None if reader.order == RELEVANCE else reader.order
    query = reader.query.ordered(order or scope.order_of(reader.query))
    mistakes = reader.mistakes or _whole_mistakes(query)
    if mistakes:
        raise _bad(mistakes, query, scope, snapshot)
    return ParsedQuery(query, reader.page)


def canonical_url(asked: ParsedQuery, scope: Scope) -> str:
    """Return the canonical address of a query; every other spelling redirects to it."""
    return scope.url(asked.query, asked.page)


def known_values(facet: str, snapshot: Snapshot) -> Iterable[str]:
    """Return every value that a filter on a facet accepts."""
    collection = FACET[facet].collection
    return snapshot.labels[collection] if collection else snapshot.index.bitmaps[facet]


def shown(text: str) -> str:
    """Return a reader's text on one line, shortened to fit into a sentence."""
    line = " ".join(text[: 2 * LONGEST_SHOWN].split())
    line = "".join(character for character in line if character.isprintable())
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"


class _Mistake(NamedTuple):
    fault: str
    near: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    """(words, query parameters) of suggestions."""


@dataclass(slots=True)
class _Reader:
    """Read the parameters one by one, and record the mistakes."""

    snapshot: Snapshot
    query: Query = field(default_factory=Query)
    page: int = 1
    order: str | None = None
    mistakes: list[_Mistake] = field(default_factory=list)

    def read(self, pairs: list[tuple[str, str]]) -> None:
        """Read the parameters of an address. Skip a repeated one that is allowed only once."""
        times = Counter(name for name, _text in pairs)
        twice = [name for name in _ONCE if times[name] > 1]
        self.mistakes += map(_twice, twice)
        for name, text in pairs:
            if name in FACET:
                self._read_term(name, text)
            elif name not in _ONCE:
                self._read_unknown(name, text)
            elif name not in twice:
                self._read_once(name, text)

    def _read_once(self, name: str, text: str) -> None:
        if name == "order":
            self._read_order(text)
        elif name == "q":
            self.query = self.query.searching(_read_text(text))
        elif name == "page":
            self._read_page(text)
        else:
            self._read_range(name, text)

    def _read_term(self, name: str, text: str) -> None:
        excluded = text.startswith("-")
        value = text.removeprefix("-")
        known = known_values(name, self.snapshot)
        if value in known:
            self.query = self.query.adding(Term(name, value, excluded))
            return
        fault = _(
            "The archive has no %(name)s “%(value)s”.",
            name=facet_name(name).lower(),
            value=shown(value),
        )
        near = nearest(value, known)
        words = value_name(name, near, self.snapshot) if near else ""
        meant = ((words, ((name, f"-{near}" if excluded else near),)),) if near else ()
        self._note(fault, *meant)

    def _read_unknown(self, name: str, text: str) -> None:
        near = nearest(name, PARAMETERS)
        meant = ((f"{near}={shown(text)}", ((near, text),)),) if near else ()
        self._note(_("There is no filter “%(name)s”.", name=shown(name)), *meant)

    def _read_range(self, name: str, text: str) -> None:
        try:
            date = parse_date(text)
        except DateError:
            date = None
        if date is None or date.approximate or date.uncertain or "X" in text:
            fault = _(
                "“%(value)s” is not a date. Write 2012, 2012-03 or 2012-03-14.",
                value=shown(text),
            )
            self._note(fault)
        elif name == "from":
            self.query = self.query.between(text, self.query.until)
        else:
            self.query = self.query.between(self.query.since, text)

    def _read_order(self, text: str) -> None:
        if text in ORDERS:
            self.order = text
            return
        near = tuple((order, (("order", order),)) for order in (NEWEST, OLDEST))
        self._note(_("There is no sort order “%(value)s”.", value=shown(text)), *near)

    def _read_page(self, text: str) -> None:
        if text.isascii() and text.isdigit() and len(text) < 8 and int(text) > 0:
            self.page = int(text)
        else:
            self._note(_("There is no page “%(value)s”.", value=shown(text)))

    def _note(self, fault: str, *near: tuple[str, tuple[tuple[str, str], ...]]) -> None:
        self.mistakes.append(_Mistake(fault, near))


def _read_text(text: str) -> str:
    """Return the search text on one line, of limited length, without characters HTML forbids.

    Every link of a page repeats it; the search reads only its beginning and says so.
    """
    return " ".join(normal(_CONTROLS.sub(" ", text)).split())[:LONGEST_TEXT].strip()


def _twice(name: str) -> _Mistake:
    return _Mistake(_("“%(name)s” appears more than once.", name=name))


def _too_many() -> _Mistake:
    return _Mistake(_("There are too many filters: the limit is %(number)s.", number=MOST_TERMS))


def _whole_mistakes(query: Query) -> list[_Mistake]:
    if len(query.terms) > MOST_TERMS:
        return [_too_many()]
    if _backwards(query):
        since, until = query.since or "", query.until or ""
        words = _("%(start)s to %(end)s", start=until, end=since)
        near = ((words, (("from", until), ("to", since))),)
        return [_Mistake(_("The range ends before it begins."), near)]
    return []


def _bad(mistakes: list[_Mistake], query: Query, scope: Scope, snapshot: Snapshot) -> BadQuery:
    """Return an error with suggestions: the likely query, and the query without the mistakes."""
    if _backwards(query):
        query = query.between(None, None)
    query = replace(query, terms=query.terms[:MOST_TERMS])
    suggestions = []
    for mistake in mistakes:
        for words, pairs in mistake.near:
            try:
                meant = read_query(MultiDict([*query.pairs(), *pairs]), scope, snapshot)
            except BadQuery:
                continue
            suggestions.append((words, canonical_url(meant, scope)))
    suggestions.append((_("Show the page without this filter"), scope.url(query)))
    return BadQuery(" ".join(mistake.fault for mistake in mistakes), suggestions)


def _backwards(query: Query) -> bool:
    return bool(
        query.since
        and query.until
        and parse_date(query.until).latest < parse_date(query.since).earliest
    )
