"""The tables of articles, of deleted articles, and of pages about the archive.

Lists of ids (an article's tags, people, events …) are JSON columns and not join tables. Filters use
the bitmaps of `facets` and never SQL, and a page needs the whole lists of one article with its row.
`docs/decisions.md` has the measurements.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from archive.store.models.base import BYTEWISE, Base


class Article(Base):
    """An article with its rendered digest."""

    __tablename__ = "article"
    __table_args__ = (Index("ix_article_sort_key_slug", "sort_key", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    slug: Mapped[str] = mapped_column(BYTEWISE, unique=True)
    path: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    outlet: Mapped[str]
    published: Mapped[str]
    sort_key: Mapped[int] = mapped_column(BigInteger)
    """The date as YYYYMMDD, with 00 for an unknown part, so that "2012" sorts before its days."""
    earliest: Mapped[str]
    latest: Mapped[str]
    published_from: Mapped[str]
    url: Mapped[str]
    url_key: Mapped[str] = mapped_column(index=True)
    """The address without the parts in which links to one page often differ."""
    language: Mapped[str]
    kind: Mapped[str]
    tags: Mapped[list[str]]
    agency: Mapped[str | None]
    byline: Mapped[str | None]
    """The byline as printed; of authors that the file lists, their names."""
    credits: Mapped[list[Any]]
    """The authors that the file lists, each a text or an object; empty for a byline of one text."""
    people: Mapped[list[str]]
    organisations: Mapped[list[str]]
    events: Mapped[list[str]]
    documents: Mapped[list[str]]
    words: Mapped[list[str]]
    """The ids of the lexicon words that the headline or the digest uses, each once."""
    headline_words: Mapped[list[list[Any]]]
    """[start, end, id] of each word in the headline, as offsets into `title`."""
    places: Mapped[list[str]]
    event_date: Mapped[str | None]
    founding: Mapped[bool]
    checked: Mapped[str | None]
    note: Mapped[str | None]
    aliases: Mapped[list[str]]
    summary_text: Mapped[str]
    summary_html: Mapped[str]
    body_html: Mapped[str]
    body_text: Mapped[str]
    body_markdown: Mapped[str]
    paragraphs: Mapped[int]
    """How many paragraphs and list items of the digest have a number."""
    added_at: Mapped[str]
    """The time when the archive first stored it (UTC, RFC 3339), not the date of publication."""
    changed_at: Mapped[str]


class Alias(Base):
    """A former slug of an article."""

    __tablename__ = "alias"

    slug: Mapped[str] = mapped_column(BYTEWISE, primary_key=True)
    article: Mapped[str] = mapped_column(BYTEWISE, index=True)


class Removed(Base):
    """The tombstone of a removed article."""

    __tablename__ = "removed"

    slug: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    outlet: Mapped[str]
    published: Mapped[str]
    url: Mapped[str | None]
    removed: Mapped[str]
    reason: Mapped[str]


class Deletion(Base):
    """A deleted article, for those who keep copies of the archive.

    A curator writes a tombstone for readers. The loader stores a deletion whenever an article is
    deleted, with or without a tombstone, and keeps it when the tombstone is deleted.
    """

    __tablename__ = "deletion"
    __table_args__ = (Index("ix_deletion_deleted_at_slug", "deleted_at", "slug"),)

    slug: Mapped[str] = mapped_column(BYTEWISE, primary_key=True)
    deleted_at: Mapped[str]
    """The time of the load that found it deleted (UTC, RFC 3339)."""
    outlet: Mapped[str]
    published: Mapped[str]
    language: Mapped[str | None]
    """Unknown, like the tags, if the article was deleted before the database was made."""
    tags: Mapped[list[str]]
    added_at: Mapped[str | None]
    """The time when the archive first stored it, for the case that it returns; may be unknown."""


class Page(Base):
    """A page about the archive."""

    __tablename__ = "page"

    slug: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    description: Mapped[str]
    position: Mapped[int]
    body_html: Mapped[str]
