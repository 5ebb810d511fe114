"""Test the rows of records: dates as text, lists as lists, the digest rendered."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

from archive.content.lexicon import Lexicon
from archive.content.records import (
    Article,
    Document,
    Event,
    LexiconWord,
    Page,
    Person,
    Removed,
    Role,
)
from archive.edtf import parse_date
from archive.load import ingest
from archive.store.models import AUTHORITY_TABLES
from archive.store.models import Article as ArticleTable
from archive.store.models import LexiconWord as WordTable
from archive.store.models import Page as PageTable
from archive.store.models import Removed as RemovedTable

WORDS = (
    LexiconWord(
        id="defector", label="defector", language="en", forms=("defectors",), definition="D."
    ),
    LexiconWord(
        id="refugee",
        label="refugee",
        language="en",
        forms=("refugee", "refugees"),
        exceptions=("refugee agency",),
        definition="R.",
        note="N.",
        sources=("https://example.org",),
    ),
    LexiconWord(
        id="escapee", label="e", language="en", forms=("escapee",), own=True, definition="E."
    ),
)
ARTICLE = Article(
    slug="a",
    title="A",
    outlet="yonhap",
    published=parse_date("2012-02~"),
    published_from="url",
    url="https://Example.org/A#top",
    language="en",
    kind="news",
    tags=("china", "unhrc"),
    event_date=parse_date("2012-02-01/2012-02-03", intervals=True),
    body="The *summary*.\n\nThe rest.\n",
)


def columns(table: type) -> set[str]:
    return {column.name for column in table.__table__.columns}  # type: ignore[attr-defined]


def test_an_article_fills_every_column_but_id_and_times() -> None:
    row = ingest.article_row(ARTICLE, "articles/2012/a.md", Lexicon(()))

    assert set(row) == columns(ArticleTable) - {"id", "added_at", "changed_at"}
    assert row["published"] == "2012-02~"
    assert (row["earliest"], row["latest"]) == ("2012-02-01", "2012-02-29")
    assert row["sort_key"] == 20120200
    assert row["event_date"] == "2012-02-01/2012-02-03"
    assert row["tags"] == ["china", "unhrc"]
    assert row["url"] == "https://Example.org/A#top"
    assert row["url_key"] == "example.org/A"
    assert row["summary_text"] == "The summary."
    assert row["summary_html"] == "The <em>summary</em>."
    assert "The rest." in row["body_html"]
    assert row["body_text"].strip() == "The rest."
    assert row["body_markdown"] == ARTICLE.body
    assert row["paragraphs"] == 1


def test_the_words_of_an_article() -> None:
    """Words of the headline come first, each once; the digest includes its summary."""
    article = replace(
        ARTICLE,
        title="Defectors: more defectors",
        body="An *escapee* met the refugee agency.\n\n- It calls defectors **refugees**.\n",
    )

    row = ingest.article_row(article, "articles/2012/a.md", Lexicon(WORDS))

    assert row["headline_words"] == [[0, 9, "defector"], [16, 25, "defector"]]
    assert row["words"] == ["defector", "refugee"]


def test_no_phrase_spans_the_summary_and_the_rest() -> None:
    """They are joined by a line break, so a word ends with the summary."""
    article = replace(ARTICLE, body="Of a refugee\n\nsome say much.\n")

    assert ingest.article_row(article, "a.md", Lexicon(WORDS))["words"] == ["refugee"]


def test_words_survive_a_round_trip() -> None:
    table = [ingest.word_row(word, place) for place, word in enumerate(WORDS)]

    assert [set(row) for row in table] == [columns(WordTable)] * 3
    assert [row["position"] for row in table] == [0, 1, 2]
    assert [ingest.word_of_row(SimpleNamespace(**row)) for row in table] == list(WORDS)


def test_a_person_keeps_its_roles_as_plain_data() -> None:
    role = Role(role="Envoy", start=parse_date("2009-11"))
    person = Person(id="king", name="King", roles=(role,), description="", alt=("Bob",))

    row = ingest.authority_row(person, 3)

    assert row["roles"] == [{"role": "Envoy", "start": "2009-11", "end": None}]
    assert (row["alt"], row["position"]) == (["Bob"], 3)
    assert set(row) == columns(AUTHORITY_TABLES["people"])


def test_events_and_documents_keep_the_days_they_span() -> None:
    event = Event(
        id="e", title="E", date=parse_date("2012/..", intervals=True), body="HRC", summary=""
    )
    document = Document(
        id="d", symbol="A/HRC/1", title="D", body="HRC", kind="report", url="", description=""
    )

    event_row, document_row = ingest.authority_row(event, 0), ingest.authority_row(document, 1)

    assert (event_row["earliest"], event_row["latest"]) == ("2012-01-01", "9999-12-31")
    assert set(event_row) == columns(AUTHORITY_TABLES["events"])
    assert (document_row["earliest"], document_row["date"]) == (None, None)
    assert document_row["symbol_key"] == "a/hrc/1"
    assert set(document_row) == columns(AUTHORITY_TABLES["documents"])


def test_tombstones_and_pages() -> None:
    removed = Removed(
        slug="x",
        title="X",
        outlet="yonhap",
        published=parse_date("2012"),
        removed=parse_date("2026-11-01"),
        reason="It was withdrawn.",
    )
    page = Page(slug="method", title="Method", description="How.", order=10, body="It *is*.")

    assert set(ingest.removed_row(removed)) == columns(RemovedTable)
    assert ingest.removed_row(removed)["published"] == "2012"
    row = ingest.page_row(page)
    assert set(row) == columns(PageTable)
    assert row["position"] == 10
    assert "<em>is</em>" in row["body_html"]
