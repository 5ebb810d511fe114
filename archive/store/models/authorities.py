"""The tables of authority records, in the order of the fields in their files."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from archive.store.models.base import Base


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
    """A public person whom several articles mention."""

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
    """An event that articles report."""

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
    """A document, treaty, law or report."""

    __tablename__ = "document"

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    symbol: Mapped[str | None]
    symbol_key: Mapped[str | None] = mapped_column(index=True)
    """The symbol in lower case, for addresses such as `/documents/AB/12/3/`."""
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


class LexiconWord(Base):
    """A word of the lexicon: a word that headlines and digests use for the people concerned."""

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


AUTHORITY_TABLES: dict[str, type[Base]] = {
    "tags": Tag,
    "outlets": Outlet,
    "people": Person,
    "organisations": Organisation,
    "events": Event,
    "documents": Document,
    "words": LexiconWord,
}
"""Collection → its table. The name of a collection is its file's stem and its address."""
