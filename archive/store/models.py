"""The tables, in the order of the files' fields.

Lists of ids (an article's tags, people, events …) are JSON columns and not join tables: the
filters never ask SQL, they ask the bitmaps of `facets`, and a page wants the whole list of one
article with its row. `docs/architecture.md` gives the measurements behind this.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Index, LargeBinary, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

SCHEMA_VERSION = 6
"""Raised with every change of a table: a database of another version is built anew."""


class Base(DeclarativeBase):
    """What every table shares: names of constraints, and how Python types become columns."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        str: Text,
        list[str]: JSON,
        list[dict[str, Any]]: JSON,
        list[list[Any]]: JSON,
        bytes: LargeBinary,
    }


_BYTEWISE = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts the same on every database; PostgreSQL would pass over the hyphens of a slug."""


class Article(Base):
    """One article with its rendered digest."""

    __tablename__ = "article"
    __table_args__ = (Index("ix_article_sort_key_slug", "sort_key", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    slug: Mapped[str] = mapped_column(_BYTEWISE, unique=True)
    path: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    outlet: Mapped[str]
    published: Mapped[str]
    sort_key: Mapped[int] = mapped_column(BigInteger)
    """The date as YYYYMMDD with 00 for what is not known, so that "2012" stands before its days."""
    earliest: Mapped[str]
    latest: Mapped[str]
    published_from: Mapped[str]
    url: Mapped[str]
    url_key: Mapped[str] = mapped_column(index=True)
    """The address without what does not tell two addresses apart: two articles differ in it."""
    language: Mapped[str]
    kind: Mapped[str]
    tags: Mapped[list[str]]
    agency: Mapped[str | None]
    byline: Mapped[str | None]
    people: Mapped[list[str]]
    organisations: Mapped[list[str]]
    events: Mapped[list[str]]
    documents: Mapped[list[str]]
    words: Mapped[list[str]]
    """The ids of the lexicon's words that the headline or the digest uses, each once."""
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
    rendered_by: Mapped[int]
    added_at: Mapped[str]
    """When the archive first stored it (UTC, RFC 3339); not the date of publication."""
    changed_at: Mapped[str]


class Alias(Base):
    """A former slug of an article."""

    __tablename__ = "alias"

    slug: Mapped[str] = mapped_column(_BYTEWISE, primary_key=True)
    article: Mapped[str] = mapped_column(_BYTEWISE, index=True)


class Removed(Base):
    """The tombstone of an article that was taken out."""

    __tablename__ = "removed"

    slug: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    outlet: Mapped[str]
    published: Mapped[str]
    url: Mapped[str | None]
    removed: Mapped[str]
    reason: Mapped[str]


class Deletion(Base):
    """An article that is not here any more, for those who keep copies of the archive.

    A tombstone is written by a curator for readers; this is noted by the loader whenever an
    article goes, with or without one, and it stays when the tombstone goes.
    """

    __tablename__ = "deletion"
    __table_args__ = (Index("ix_deletion_deleted_at_slug", "deleted_at", "slug"),)

    slug: Mapped[str] = mapped_column(_BYTEWISE, primary_key=True)
    deleted_at: Mapped[str]
    """When a load found it gone (UTC, RFC 3339)."""
    outlet: Mapped[str]
    published: Mapped[str]
    language: Mapped[str | None]
    """Not known, like the tags, of an article whose tombstone is older than the database."""
    tags: Mapped[list[str]]


class Tag(Base):
    """A term of the vocabulary."""

    __tablename__ = "tag"

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    short: Mapped[str]
    label: Mapped[str]
    label_ko: Mapped[str | None]
    group: Mapped[str]
    definition: Mapped[str]
    alt: Mapped[list[str]]
    broader: Mapped[list[str]]
    related: Mapped[list[str]]
    note: Mapped[str | None]
    sources: Mapped[list[str]]


class Outlet(Base):
    """A newspaper, agency, broadcaster or other publisher."""

    __tablename__ = "outlet"

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    name_ko: Mapped[str | None]
    country: Mapped[str | None]
    kind: Mapped[str]
    founded: Mapped[str | None]
    description: Mapped[str]
    site: Mapped[str | None]
    founding: Mapped[bool]
    alt: Mapped[list[str]]
    note: Mapped[str | None]
    sources: Mapped[list[str]]


class Person(Base):
    """A public person who recurs."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    name_ko: Mapped[str | None]
    roles: Mapped[list[dict[str, Any]]]
    description: Mapped[str]
    alt: Mapped[list[str]]
    founding: Mapped[bool]
    note: Mapped[str | None]
    sources: Mapped[list[str]]


class Organisation(Base):
    """A body, ministry or group."""

    __tablename__ = "organisation"

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    name_ko: Mapped[str | None]
    abbreviation: Mapped[str | None]
    alt: Mapped[list[str]]
    kind: Mapped[str]
    description: Mapped[str]
    founding: Mapped[bool]
    note: Mapped[str | None]
    sources: Mapped[list[str]]


class Event(Base):
    """Something that happened and was reported."""

    __tablename__ = "event"

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    title: Mapped[str]
    date: Mapped[str]
    earliest: Mapped[str]
    latest: Mapped[str]
    body: Mapped[str]
    summary: Mapped[str]
    tags: Mapped[list[str]]
    documents: Mapped[list[str]]
    note: Mapped[str | None]
    sources: Mapped[list[str]]


class Document(Base):
    """A UN document, treaty, law or report."""

    __tablename__ = "document"

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    symbol: Mapped[str | None]
    symbol_key: Mapped[str | None] = mapped_column(index=True)
    """The symbol in lower case, for addresses such as `/documents/A/HRC/25/63/`."""
    title: Mapped[str]
    date: Mapped[str | None]
    earliest: Mapped[str | None]
    latest: Mapped[str | None]
    body: Mapped[str]
    kind: Mapped[str]
    url: Mapped[str]
    description: Mapped[str]
    verified: Mapped[bool]
    note: Mapped[str | None]
    sources: Mapped[list[str]]


class Word(Base):
    """A word of the lexicon: what headlines and digests may call the people."""

    __tablename__ = "word"

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    label: Mapped[str]
    language: Mapped[str]
    forms: Mapped[list[str]]
    own: Mapped[bool]
    exceptions: Mapped[list[str]]
    definition: Mapped[str]
    note: Mapped[str | None]
    sources: Mapped[list[str]]


class Page(Base):
    """A page about the archive itself."""

    __tablename__ = "page"

    slug: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    description: Mapped[str]
    position: Mapped[int]
    body_html: Mapped[str]


class SourceFile(Base):
    """What the loader last saw of a file, to know whether it changed."""

    __tablename__ = "source_file"

    path: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    mtime_ns: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str]


class Bitmap(Base):
    """The articles that hold one value of one facet, as a serialised roaring bitmap of ordinals."""

    __tablename__ = "bitmap"

    facet: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    bits: Mapped[bytes]


class Posting(Base):
    """The articles that hold a token which many of them hold, as a bitmap of ordinals."""

    __tablename__ = "posting"

    text: Mapped[str] = mapped_column(_BYTEWISE, primary_key=True)
    """Which of its texts holds it, `title` or `summary`; empty for any."""
    token: Mapped[str] = mapped_column(_BYTEWISE, primary_key=True)
    bits: Mapped[bytes]


class VocabularyWord(Base):
    """A token of the archive's texts: what a prefix stands for, or a misspelt word meant."""

    __tablename__ = "vocabulary"

    word: Mapped[str] = mapped_column(_BYTEWISE, primary_key=True)
    articles: Mapped[int]
    """How many articles have it."""


class State(Base):
    """The one row that says which archive this is."""

    __tablename__ = "state"

    id: Mapped[int] = mapped_column(primary_key=True)
    schema_version: Mapped[int]
    markup_version: Mapped[int]
    tokens_version: Mapped[int]
    lexicon_version: Mapped[int]
    generation: Mapped[int]
    fingerprint: Mapped[str]
    """Differs whenever what is served differs; the same files loaded anew give the same one."""
    loaded_at: Mapped[str]
    articles: Mapped[int]
    rank_ids: Mapped[bytes]
    """Article ids in date order, as little-endian int64."""
    rank_keys: Mapped[bytes]
    """Their `sort_key`s in the same order, as little-endian int32."""


AUTHORITY_TABLES: dict[str, type[Base]] = {
    "tags": Tag,
    "outlets": Outlet,
    "people": Person,
    "organisations": Organisation,
    "events": Event,
    "documents": Document,
    "words": Word,
}
"""Collection name (file stem and address) → its table."""
