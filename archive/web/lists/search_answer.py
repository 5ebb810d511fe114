"""Answer the search text of a query, and explain how it was understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

from pyroaring import BitMap

from archive.did_you_mean import nearest
from archive.search.analysis import TokenSequence
from archive.search.expansion import to_mark
from archive.search.highlight import Part, marked, snippet, spans
from archive.search.lexer import Fault
from archive.search.parser import parse
from archive.search.query_tree import (
    FIELDS,
    TEXTS,
    And,
    Node,
    Not,
    Phrase,
    Word,
    write,
)
from archive.store import queries
from archive.store.authority_names import Ref, name_key
from archive.store.facets.query import Query
from archive.store.facets.selection import Selection
from archive.store.queries import ArticleRow
from archive.store.search.evaluate import Found, TextSearch
from archive.store.search.ranking import MOST_RANKED
from archive.web import labels, urls
from archive.web.context import read_session
from archive.web.lists.scope import Scope

MOST_AUTHORITY_BOXES = 3
"""Most authority records shown above the results because their name was typed."""


MOST_FAULTS = 5
"""Most mistakes that the page shows."""


_FIELDS_MEANT = {
    "date": "year",
    "author": "person",
    "name": "person",
    "country": "tag",
    "subject": "tag",
    "source": "outlet",
    "publisher": "outlet",
    "newspaper": "outlet",
}
"""Names of fields in other archives → names in this one."""

_DAY = re.compile("(1[89]|20)[0-9]{2}-[01][0-9](-[0-3][0-9])?")
_NO_WORD = re.compile(r"[0-9:/*'’]")


class Reason(NamedTuple):
    """An authority record that caused an article to match."""

    facet: str
    name: str
    url: str


class Hit(NamedTuple):
    """One result."""

    article: ArticleRow
    title: list[Part]
    snippet: list[Part]
    text: str
    """The text that the snippet is from, `summary` or `digest`."""
    reasons: list[Reason]
    """The authority records that explain the match, if none of its texts matches."""


class AuthorityBox(NamedTuple):
    """An authority record whose name is the whole query."""

    facet: str
    name: str
    text: str
    url: str
    articles: int


class Answer:
    """The search result of one query, in one load."""

    def __init__(self, query: Query, within: BitMap | None = None) -> None:
        """Search for `query.text`, which is not empty, among the ordinals `within`."""
        self.parsed = parse(query.text)
        self._query = query
        self._search = TextSearch(read_session().connection, read_session().snapshot)
        reach = within
        if query.since or query.until:
            dated = read_session().snapshot.index.overlapping(query.since, query.until)
            reach = dated if within is None else dated & within
        self.found: Found = self._search.find(self.parsed.tree, reach)

    @property
    def faults(self) -> list[Fault]:
        """Return the places where the text was not understood."""
        return self.parsed.faults

    @property
    def first_faults(self) -> list[Fault]:
        """Return the first mistake of each kind: forty open parentheses need one message."""
        return list({(fault.kind, fault.about): fault for fault in reversed(self.faults)}.values())[
            ::-1
        ][:MOST_FAULTS]

    @property
    def understood(self) -> str:
        """Return the text that was searched for, which may differ from the text typed."""
        return write(self.parsed.tree) if self.parsed.tree else ""

    def ids(self, selection: Selection, page: int, size: int) -> list[int]:
        """Return the article ids of one page by relevance; the unranked ones follow by date."""
        return self.ids_between(selection, (page - 1) * size, page * size)

    def ids_between(self, selection: Selection, start: int, stop: int) -> list[int]:
        """Return the article ids between two positions in the order of relevance."""
        ordinals = self._ranked(selection)
        found, ranked = ordinals[start:stop], len(ordinals)
        if stop > ranked:
            # The newest articles are ranked: the rest counts down from where they end.
            unranked = len(selection) - ranked
            first, last = max(start - ranked, 0), min(stop - ranked, unranked)
            if first < last:
                found += list(selection.bits[unranked - last : unranked - first])[::-1]
        return [selection.index.ids[ordinal] for ordinal in found]

    def every_id(self, selection: Selection) -> Iterator[int]:
        """Yield the article ids of all pages by relevance, never holding all in memory."""
        ids = selection.index.ids
        older = Selection(selection.index, Query(), _unranked(selection))
        return chain((ids[ordinal] for ordinal in self._ranked(selection)), older.every_id())

    def nearly(self) -> list[Any]:
        """Return articles with most of the words, if few have all of them and no filter is set."""
        if self._query.terms or self._query.since or self._query.until:
            return []
        index = read_session().snapshot.index
        ids = [index.ids[ordinal] for ordinal in self._search.nearly(self.found)]
        return queries.articles(read_session().connection, ids)

    def hits(self, rows: list[ArticleRow]) -> list[Hit]:
        """Return articles with their matching passages."""
        texts = queries.digests(read_session().connection, [row.id for row in rows])
        wanted = {name: to_mark(self._tree, name) for name in TEXTS}
        return [self._hit(row, texts[row.id], wanted) for row in rows]

    def expanded(self, scope: Scope) -> tuple[list[Reason], str]:
        """Return the terms that were searched too, and the address that searches without them."""
        refs = list(dict.fromkeys(each.ref for each in self.found.expanded))
        return [self._reason(ref) for ref in refs], self._only_url(scope)

    def excluded(self) -> list[Reason]:
        """Return the terms that were excluded together with the excluded words."""
        refs = list(dict.fromkeys(each.ref for each in self.found.excluded))
        return [self._reason(ref) for ref in refs]

    def _only_url(self, scope: Scope) -> str:
        if not (self.found.expanded or self.found.excluded):
            return ""
        return scope.url(self._query.searching(f"text:({write(self._tree)})"))

    def suggestion(self, scope: Scope) -> tuple[str, str] | None:
        """Return the query with corrected words and fields, and its address.

        A correction is offered only if it finds something.
        """
        if any(fault.kind in ("too-long", "too-many") for fault in self.faults):
            return None
        words = self._with_known_fields().split(" ")
        corrected = " ".join(map(self._corrected, words))
        if corrected == self._query.text or not self._finds(corrected):
            return None
        return corrected, scope.url(self._query.searching(corrected))

    @property
    def is_empty(self) -> bool:
        """Whether the query was understood and no article has all that it asks for."""
        return not self.faults and (not self.found.bits or self.found.is_partial)

    def authority_boxes(self) -> list[AuthorityBox]:
        """Return the records whose name is what was typed, with or without its stop words."""
        refs: dict[Ref, None] = {}
        for typed in self._names_typed():
            refs |= dict.fromkeys(read_session().snapshot.names.called(typed))
            refs |= dict.fromkeys(_words_called(typed))
        return [self._authority_box(ref) for ref in [*refs][:MOST_AUTHORITY_BOXES]]

    def _names_typed(self) -> list[str]:
        """Return what may be a name: the whole text, and what is left of a question."""
        tree = self.found.tree
        if tree is None or isinstance(tree, Not):
            return []
        parts = tree.parts if isinstance(tree, And) else (tree,)
        plain = [part for part in parts if isinstance(part, Word | Phrase) and not part.field]
        left = [" ".join(part.text for part in plain)] if len(plain) == len(parts) else []
        return [self._query.text.strip('"“”'), *left]

    def _with_known_fields(self) -> str:
        """Replace an unknown field in the text by a similar known one, or remove it."""
        text = self._query.text
        for fault in reversed(self.faults):
            if fault.kind == "no-field":
                typed = fault.about.lower()
                near = _FIELDS_MEANT.get(typed) or nearest(typed, FIELDS)
                text = text[: fault.start] + (f"{near}:" if near else "") + text[fault.end :]
        return text

    def _corrected(self, word: str) -> str:
        bare = word.strip('"()-“”?!.,')
        if not self.found.bits and _DAY.fullmatch(bare):
            return f"year:{bare}"
        # Numbers, symbols, prefixes and contractions are not misspelt words.
        if not bare or _NO_WORD.search(bare):
            return word
        guess = self._search.corrected(bare)
        return word.replace(bare, guess) if guess else word

    def _finds(self, text: str) -> bool:
        search = TextSearch(read_session().connection, read_session().snapshot)
        found = search.find(parse(text).tree)
        return bool(found.bits) and not found.is_partial

    def _ranked(self, selection: Selection) -> list[int]:
        return self._search.ranked(self._tree, selection.bits) if len(selection) else []

    @property
    def _tree(self) -> Node:
        assert self.found.tree is not None
        return self.found.tree

    def _hit(self, row: ArticleRow, digest: str, wanted: dict[str, list[TokenSequence]]) -> Hit:
        title = spans(row.title, wanted["title"])
        summary = spans(row.summary_text, wanted["summary"])
        places = spans(digest, wanted["digest"])
        of, text, at = "summary", row.summary_text, summary
        if len(places) > 2 * len(summary) or (not summary and places):
            of, text, at = "digest", digest, places
        reasons: list[Reason] = []
        if not (title or summary or places):
            index = read_session().snapshot.index
            (ordinal,) = index.ordinals_of([row.id])
            reasons = [self._reason(ref) for ref in self._search.reasons(ordinal)[:3]]
        return Hit(row, marked(row.title, title), snippet(text, at), of, reasons)

    def _reason(self, ref: Ref) -> Reason:
        name = labels.value_name(ref.facet, ref.id, read_session().snapshot)
        return Reason(labels.facet_name(ref.facet), name, record_url(ref))

    def _authority_box(self, ref: Ref) -> AuthorityBox:
        record = queries.authority(read_session().connection, ref.collection, ref.id)
        assert record is not None
        values = record._mapping
        text = values.get("definition") or values.get("description") or values.get("summary") or ""
        label = read_session().snapshot.labels[ref.collection][ref.id]
        articles = len(read_session().snapshot.index.holding(*ref))
        facet = labels.facet_name(ref.facet)
        return AuthorityBox(facet, label.name, text, record_url(ref), articles)


def _unranked(selection: Selection) -> BitMap:
    """Return the oldest ordinals, which are too many to be ranked."""
    return selection.bits[: max(0, len(selection) - MOST_RANKED)]


def _words_called(typed: str) -> list[Ref]:
    """Return the words of the lexicon that are what was typed."""
    wanted = name_key(typed)
    words = read_session().snapshot.labels["words"].values()
    return [Ref("word", word.id) for word in words if wanted and name_key(word.name) == wanted]


def record_url(ref: Ref) -> str:
    """Return the address of an authority record's page."""
    return urls.words(ref.id) if ref.facet == "word" else urls.record(ref.collection, ref.id)


def select(query: Query, within: BitMap | None = None) -> tuple[Selection, Answer | None]:
    """Return the articles that match a query, and the result of its search text, if it has one.

    A search takes time: call this once for a page, and pass the result on.
    """
    index = read_session().snapshot.index
    if not query.text:
        return Selection(index, query, within), None
    answer = Answer(query, within)
    return Selection(index, query, within, answer.found.bits), answer
