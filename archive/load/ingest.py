"""Turn records into table rows."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from archive.cite import bylines
from archive.content.addresses import near_url
from archive.content.lexicon import Lexicon
from archive.content.markup import render, render_page
from archive.content.records import (
    Article,
    Authority,
    Document,
    Event,
    LexiconWord,
    Page,
    Person,
    Removed,
)
from archive.edtf import Edtf, sort_key


def article_row(article: Article, path: str, lexicon: Lexicon) -> dict[str, Any]:
    """Return the row of an article without its id and its two times.

    Renders the digest and searches headline and digest for the words of the lexicon.
    """
    rendered = render(article.body)
    digest = f"{rendered.summary_text}\n{rendered.text}"
    words = lexicon.uses_of_article(article.title, article.language, digest)
    row = _plain(article)
    row.pop("body")
    return (
        row
        | _byline(article)
        | {
            "path": path,
            "words": list(dict.fromkeys([*(use.word_id for use in words.headline), *words.digest])),
            "headline_words": [[use.start, use.end, use.word_id] for use in words.headline],
            "url_key": near_url(article.url),
            "sort_key": sort_key(article.published),
            "earliest": article.published.earliest.isoformat(),
            "latest": article.published.latest.isoformat(),
            "summary_text": rendered.summary_text,
            "summary_html": rendered.summary_html,
            "body_html": rendered.body_html,
            "body_text": rendered.text,
            "body_markdown": article.body,
            "paragraphs": rendered.paragraphs,
        }
    )


def credits_of(article: Article) -> list[bylines.Credit]:
    """Return the authors that the file lists; none for a byline of one text."""
    listed = article.byline if isinstance(article.byline, tuple) else ()
    return [
        each if isinstance(each, str) else {k: text for k, text in asdict(each).items() if text}
        for each in listed
    ]


def _byline(article: Article) -> dict[str, Any]:
    """Return the byline as one text, and the authors if the file lists them."""
    listed = credits_of(article)
    byline = article.byline if isinstance(article.byline, str) else None
    return {"byline": byline or bylines.printed(listed) or None, "credits": listed}


def authority_row(record: Authority, position: int) -> dict[str, Any]:
    """Return the row of an authority record; `position` is its place in the file."""
    row = _plain(record) | {"position": position}
    if isinstance(record, Person):
        row["roles"] = [_plain(role) for role in record.roles]
    if isinstance(record, Event | Document):
        row["earliest"] = record.date.earliest.isoformat() if record.date else None
        row["latest"] = record.date.latest.isoformat() if record.date else None
    if isinstance(record, Document):
        row["symbol_key"] = record.symbol.lower() if record.symbol else None
    return row


def word_row(word: LexiconWord, position: int) -> dict[str, Any]:
    """Return the row of a word of the lexicon; `position` is its place in the file."""
    return _plain(word) | {"position": position}


def word_of_row(row: Any) -> LexiconWord:
    """Return the word from a row that `word_row` made."""
    return LexiconWord(
        id=row.id,
        label=row.label,
        language=row.language,
        forms=tuple(row.forms),
        own=row.own,
        exceptions=tuple(row.exceptions),
        definition=row.definition,
        note=row.note,
        sources=tuple(row.sources),
    )


def removed_row(removed: Removed) -> dict[str, Any]:
    """Return the row of a tombstone."""
    return _plain(removed)


def page_row(page: Page) -> dict[str, Any]:
    """Return the row of a page about the archive, with its text rendered."""
    return {
        "slug": page.slug,
        "title": page.title,
        "description": page.description,
        "position": page.order,
        "body_html": render_page(page.body).html,
    }


def _plain(record: Any) -> dict[str, Any]:
    """Return the fields of a record as columns: dates as text, tuples as lists."""
    row: dict[str, Any] = {}
    for each in fields(record):
        value = getattr(record, each.name)
        if isinstance(value, Edtf):
            value = value.text
        elif isinstance(value, tuple):
            value = list(value)
        row[each.name] = value
    return row
