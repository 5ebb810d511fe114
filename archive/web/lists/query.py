"""Reads a query from an address, and writes it back in its one canonical form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from werkzeug.datastructures import MultiDict

from archive.did_you_mean import nearest
from archive.edtf import DateError, parse_date
from archive.facets import FACET
from archive.search.analysis import normal
from archive.store.facets.query import NEWEST, OLDEST, ORDERS, RELEVANCE, Query, Term
from archive.store.snapshot import Snapshot
from archive.web.i18n import gettext as _
from archive.web.labels import facet_name, value_name

MOST_TERMS = 20
"""Beyond it an address is a mistake or a machine's; every term costs an intersection."""

_ONCE = ("from", "to", "q", "order", "page")
"""Parameters that make sense once only."""

PARAMETERS = (*FACET, *_ONCE)

LONGEST_TEXT = 500
"""Characters of a text to search for that an address carries on: more than search reads."""

LONGEST_SHOWN = 80
"""Characters of a mistaken text that the page about the mistake repeats."""


_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a page is about before a reader asks anything: its address and what that stands for."""

    path: str
    term: Term | None = None
    month: str | None = None
    order: str = NEWEST
    """The order without an `order` parameter: an event's coverage begins with the first report."""
    by: str | None = None
    """How an index is arranged, when it is not as its plain address has it."""

    @property
    def query(self) -> Query:
        """The scope as a query of its own."""
        return Query(terms=(self.term,) if self.term else (), month=self.month)

    def order_of(self, query: Query) -> str:
        """The order of a query that names none: by relevance only if it searches."""
        return NEWEST if self.order == RELEVANCE and not query.text else self.order

    def under(self, name: str) -> Scope:
        """The same articles in another form, such as `feed.atom`, under the page's address."""
        return replace(self, path=self.path + name)

    def url(self, query: Query, page: int = 1) -> str:
        """The address of a query on this page."""
        pairs = [pair for pair in query.pairs() if pair[0] != "order"]
        if query.order != self.order_of(query):
            pairs.append(("order", query.order))
        if page > 1:
            pairs.append(("page", str(page)))
        if self.by:
            pairs.append(("by", self.by))
        path = quote(self.path, safe="/")
        return f"{path}?{_encoded(pairs)}" if pairs else path


def _encoded(pairs: list[tuple[str, str]]) -> str:
    """Query parameters as a browser writes those of a form, so that none has to be redirected.

    URL Standard, section 1.3: the application/x-www-form-urlencoded percent-encode set.
    """
    return urlencode(pairs, safe="*").replace("~", "%7E")


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query as read from an address."""

    query: Query
    page: int


class BadQuery(ValueError):
    """An address that asks for something that does not exist."""

    def __init__(self, fault: str, suggestions: list[tuple[str, str]]) -> None:
        """`suggestions` are (words, address) of valid queries nearby."""
        super().__init__(fault)
        self.fault = fault
        self.suggestions = suggestions


def read_query(args: MultiDict[str, str], scope: Scope, snapshot: Snapshot) -> ParsedQuery:
    """Read the query parameters of a list.

    Empty parameters, which forms send, count as absent. Raises `BadQuestion` with the nearest
    valid queries for an unknown name or value.
    """
    query, page, order = Query(), 1, None
    mistakes: list[_Mistake] = []
    # What stands twice counts once.
    pairs = list(dict.fromkeys(pair for pair in args.items(multi=True) if pair[1]))
    if len(pairs) > MOST_TERMS + len(_ONCE):
        # Not read at all: guessing what thousands of misspelt values meant would take minutes.
        raise _bad([_too_many()], query, scope, snapshot)
    times = Counter(name for name, _text in pairs)
    mistakes += [_twice(name) for name in _ONCE if times[name] > 1]
    for name, text in pairs:
        if name in _ONCE and times[name] > 1:
            continue
        if name in FACET:
            query, mistake = _read_term(query, name, text, snapshot)
        elif name in ("from", "to"):
            query, mistake = _read_range(query, name, text)
        elif name == "order":
            order, mistake = _read_order(text)
        elif name == "q":
            query, mistake = query.searching(_read_text(text)), None
        elif name == "page":
            page, mistake = _read_page(text)
        else:
            near = nearest(name, PARAMETERS)
            meant = ((f"{near}={shown(text)}", ((near, text),)),) if near else ()
            mistake = _Mistake(_("There is no filter “%(name)s”.", name=shown(name)), meant)
        if mistake:
            mistakes.append(mistake)
    if order is None or order == RELEVANCE:
        order = scope.order_of(query)
    query = query.ordered(order)
    if not mistakes:
        mistakes += _whole_mistakes(query)
    if mistakes:
        raise _bad(mistakes, query, scope, snapshot)
    return ParsedQuery(query, page)


def canonical_url(asked: ParsedQuery, scope: Scope) -> str:
    """The one address of a query; any other spelling of it redirects there."""
    return scope.url(asked.query, asked.page)


@dataclass(frozen=True, slots=True)
class _Mistake:
    fault: str
    near: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """(words, query parameters) that may have been meant."""


def _read_term(
    query: Query, name: str, text: str, snapshot: Snapshot
) -> tuple[Query, _Mistake | None]:
    excluded = text.startswith("-")
    value = text.removeprefix("-")
    known = known_values(name, snapshot)
    if value in known:
        return query.adding(Term(name, value, excluded)), None
    fault = _(
        "The archive has no %(name)s “%(value)s”.",
        name=facet_name(name).lower(),
        value=shown(value),
    )
    sign = "-" if excluded else ""
    near = nearest(value, known)
    meant = ((value_name(name, near, snapshot), ((name, sign + near),)),) if near else ()
    return query, _Mistake(fault, meant)


def known_values(facet: str, snapshot: Snapshot) -> Iterable[str]:
    """Every value that a filter on a facet accepts."""
    collection = FACET[facet].collection
    return snapshot.labels[collection] if collection else snapshot.index.bitmaps[facet]


def _read_range(query: Query, name: str, text: str) -> tuple[Query, _Mistake | None]:
    try:
        date = parse_date(text)
    except DateError:
        date = None
    if date is None or date.approximate or date.uncertain or "X" in text:
        fault = _(
            "“%(value)s” is no year, month or day. Write 2012, 2012-03 or 2012-03-14.",
            value=shown(text),
        )
        return query, _Mistake(fault, ())
    if name == "from":
        return query.between(text, query.until), None
    return query.between(query.since, text), None


def _read_order(text: str) -> tuple[str | None, _Mistake | None]:
    if text in ORDERS:
        return text, None
    fault = _("There is no order “%(value)s”.", value=shown(text))
    near = tuple((order, (("order", order),)) for order in (NEWEST, OLDEST))
    return None, _Mistake(fault, near)


def _read_page(text: str) -> tuple[int, _Mistake | None]:
    if text.isascii() and text.isdigit() and len(text) < 8 and int(text) > 0:
        return int(text), None
    return 1, _Mistake(_("“%(value)s” is no number of a page.", value=shown(text)), ())


def _read_text(text: str) -> str:
    """A text to search for on one line, without what HTML cannot hold, and not without end.

    Every link of a page repeats it; search reads its beginning and says so.
    """
    return " ".join(normal(_CONTROLS.sub(" ", text)).split())[:LONGEST_TEXT].strip()


def shown(text: str) -> str:
    """A reader's text on one line, cut to a length that a sentence can hold."""
    line = " ".join(text[: 2 * LONGEST_SHOWN].split())
    line = "".join(character for character in line if character.isprintable())
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"


def _twice(name: str) -> _Mistake:
    return _Mistake(_("“%(name)s” stands twice.", name=name), ())


def _too_many() -> _Mistake:
    return _Mistake(_("That is more than %(number)s filters at once.", number=MOST_TERMS), ())


def _whole_mistakes(query: Query) -> list[_Mistake]:
    if len(query.terms) > MOST_TERMS:
        return [_too_many()]
    if _backwards(query):
        since, until = query.since or "", query.until or ""
        words = _("%(since)s to %(until)s", since=until, until=since)
        near = ((words, (("from", until), ("to", since))),)
        return [_Mistake(_("The range ends before it begins."), near)]
    return []


def _bad(mistakes: list[_Mistake], query: Query, scope: Scope, snapshot: Snapshot) -> BadQuery:
    """Say what is wrong; offer what may have been meant, and what is left without the mistakes."""
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
    suggestions.append((_("The same page without it"), scope.url(query)))
    return BadQuery(" ".join(mistake.fault for mistake in mistakes), suggestions)


def _backwards(query: Query) -> bool:
    return bool(
        query.since
        and query.until
        and parse_date(query.until).latest < parse_date(query.since).earliest
    )
