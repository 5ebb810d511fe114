"""Wording over time: lexicon words by year and by outlet, as a page and as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from flask import Blueprint, Response, abort

from archive.export import csv_tables
from archive.store import queries
from archive.store.facets.query import Query, Term
from archive.store.snapshot import Label, Snapshot
from archive.web import urls
from archive.web.context import read_session, site
from archive.web.head import head, json_ld
from archive.web.head.head import LinkTag
from archive.web.http.file_names import archive_name, disposition
from archive.web.i18n import gettext as _
from archive.web.labels import sentence
from archive.web.lists import facet_panel, search_answer
from archive.web.lists.bars import BarLayout, Rectangle
from archive.web.lists.listing import ask
from archive.web.lists.scope import Scope

blueprint = Blueprint("words", __name__)

OUTLETS_SHOWN = 20
"""Outlets in the table of the page, by number of articles; the CSV has all."""

CHART_SIZE = (270, 57, 56, 54)
"""Width, height, base line and tallest bar of the chart of one word."""

CSV_FIELDS = ("word", "label", "language", "by", "value", "name", "articles", "address")


class Cell(NamedTuple):
    """A number of articles, and the address of the list with exactly these."""

    articles: int
    url: str


class Row(NamedTuple):
    """The counts of one word, or of all articles together."""

    articles: int
    url: str
    years: list[Cell]
    """One cell for each year of the table."""
    outlets: list[Cell]
    """One cell for each outlet that has an article."""

    @property
    def most(self) -> int:
        """Return the largest count of a year."""
        return max((cell.articles for cell in self.years), default=0)


class CountedWord(NamedTuple):
    """A word with its record and its counts."""

    record: Any
    row: Row


class YearBar(NamedTuple):
    """The bar for the count of one word in one year."""

    year: int
    number: Cell
    slot: Rectangle
    """The area that can be clicked."""
    bar: Rectangle | None


class WordGroup(NamedTuple):
    """The words of one language."""

    language: str
    words: list[CountedWord]


class Tables:
    """The counts of all words for one query, by year and by outlet."""

    def __init__(self, query: Query, snapshot: Snapshot, records: list[Any]) -> None:
        """Count all words; with a query, keep only the words in its articles."""
        self._index = snapshot.index
        self.selection, _answer = search_answer.select(query)
        self._bits = self.selection.bits
        self.years = self._years()
        self.outlets = self._outlets(snapshot)
        """The outlets with an article, by number of articles."""
        self.everything = self._row(query, None)
        words = [CountedWord(record, self._row(query, record.id)) for record in records]
        self.words = [word for word in words if word.row.articles or not query]

    def groups(self) -> list[WordGroup]:
        """Return the words by language, both in the order of their file."""
        found: dict[str, list[CountedWord]] = {}
        for word in self.words:
            found.setdefault(word.record.language, []).append(word)
        return [WordGroup(language, words) for language, words in found.items()]

    def tallest(self) -> int:
        """Return the largest count of any word: all charts share one scale."""
        return max((word.row.most for word in self.words), default=0)

    def year_bars(self, word: CountedWord) -> list[YearBar]:
        """Return the chart of one word: a bar for each year in which an article uses it."""
        layout = BarLayout(*CHART_SIZE, len(self.years), self.tallest())
        return [
            YearBar(year, number, layout.slot(place), layout.bar(place, number.articles))
            for place, (year, number) in enumerate(zip(self.years, word.row.years, strict=True))
            if number.articles
        ]

    def with_a_word(self) -> int:
        """Return the number of articles that use any word."""
        ids = [word.record.id for word in self.words]
        return int(self._bits.intersection_cardinality(self._index.holding_any("word", ids)))

    def _years(self) -> range:
        """Return the years from the first article to the last."""
        if not self._bits:
            return range(0)
        keys = self._index.keys
        return range(keys[self._bits.min()] // 10_000, keys[self._bits.max()] // 10_000 + 1)

    def _outlets(self, snapshot: Snapshot) -> list[Label]:
        count = {
            label.id: self._bits.intersection_cardinality(self._index.holding("outlet", label.id))
            for label in snapshot.labels["outlets"].values()
        }
        labels = (label for label in snapshot.labels["outlets"].values() if count[label.id])
        return sorted(labels, key=lambda label: (-count[label.id], label.name.casefold()))

    def _row(self, query: Query, word: str | None) -> Row:
        bits = self._bits
        if word is not None:
            query = query.adding(Term("word", word))
            bits = bits & self._index.holding("word", word)
        # Replace the outlets of the query by this one: it is always one of them.
        others = query.without_included("outlet")
        timeline = Scope(urls.home())
        years, outlets = [], []
        for year in self.years:
            span = self._index.span(str(year))
            url = timeline.url(facet_panel.narrowed(query, str(year)))
            years.append(Cell(int(bits.range_cardinality(span.start, span.stop)), url))
        for label in self.outlets:
            number = bits.intersection_cardinality(self._index.holding("outlet", label.id))
            url = timeline.url(others.adding(Term("outlet", label.id)))
            outlets.append(Cell(int(number), url))
        return Row(len(bits), timeline.url(query), years, outlets)


@blueprint.get("/words/")
def page() -> Response:
    """Show all words with charts and tables; with a query, only those in its articles."""
    scope, snapshot = Scope(urls.words()), read_session().snapshot
    query = ask(scope, is_list=False).query
    tables, path = _tables(query), scope.url(query)
    csv_url = Scope(urls.word_counts()).url(query)
    name = _("Words over time")
    description = _("The words that headlines and digests use, by year and by outlet.")
    labels = [word.record.label for word in tables.words]
    constraints = facet_panel.constraints(tables.selection, scope, snapshot)
    asked = sentence(query, snapshot)
    return head.show(
        "words.html",
        head.for_page(
            name,
            description,
            path,
            title=f"{name}: {asked}" if asked else name,
            data=json_ld.for_words(name, description, path, csv_url, labels),
            link_tags=[LinkTag("alternate", csv_url, "text/csv")],
            noindex=bool(constraints),
        ),
        tables=tables,
        groups=tables.groups(),
        most_outlets=OUTLETS_SHOWN,
        query=query,
        kept=[pair for pair in query.pairs() if pair[0] not in ("from", "to")],
        tags=snapshot.labels["tags"].values(),
        sentence=asked,
        constraints=constraints,
        list_url=Scope(urls.home()).url(query),
        csv_url=csv_url,
    )


@blueprint.get("/words.csv")
def table() -> Response:
    """Return the counts as CSV, one per line without zeros: RFC 4180, UTF-8 with a BOM."""
    tables = _tables(ask(Scope(urls.word_counts()), is_list=False).query)
    # Without a BOM, spreadsheets assume an older encoding.
    text = csv_tables.BOM + "".join(csv_tables.table(CSV_FIELDS, _lines(tables)))
    response = Response(text, mimetype="text/csv")
    response.headers["Content-Disposition"] = disposition(_file_name())
    return response


def _tables(query: Query) -> Tables:
    records = queries.authorities(read_session().connection, "words")
    if not records:
        abort(404)
    return Tables(query, read_session().snapshot, records)


def _lines(tables: Tables) -> Iterator[tuple[str, ...]]:
    all_articles = ("", _("all articles"), "")
    rows = [(all_articles, tables.everything)]
    rows += [((w.record.id, w.record.label, w.record.language), w.row) for w in tables.words]
    for word, row in rows:
        for year, cell in zip(tables.years, row.years, strict=True):
            if cell.articles:
                yield (*word, "year", *[str(year)] * 2, str(cell.articles), urls.absolute(cell.url))
    for word, row in rows:
        for label, cell in zip(tables.outlets, row.outlets, strict=True):
            if cell.articles:
                number = str(cell.articles)
                yield (*word, "outlet", label.id, label.name, number, urls.absolute(cell.url))


def _file_name() -> str:
    """Return a file name with the site's name and the day of the load."""
    return f"{archive_name(site().name)}-words-{read_session().snapshot.loaded_at[:10]}.csv"
