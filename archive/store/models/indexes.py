"""The tables of the loader's state and of the indexes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from archive.store.models.base import BYTEWISE, Base


class SourceFile(Base):
    """A source file as last loaded, to detect whether it changed."""

    __tablename__ = "source_file"

    path: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    mtime_ns: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str]


class Bitmap(Base):
    """The articles with one value of one facet, as a serialised roaring bitmap of ordinals."""

    __tablename__ = "bitmap"

    facet: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    bits: Mapped[bytes]


class Posting(Base):
    """The articles with one frequent token, as a serialised roaring bitmap of ordinals."""

    __tablename__ = "posting"

    text: Mapped[str] = mapped_column(BYTEWISE, primary_key=True)
    """The text that has the token, `title` or `summary`; empty for any text."""
    token: Mapped[str] = mapped_column(BYTEWISE, primary_key=True)
    bits: Mapped[bytes]


class VocabularyWord(Base):
    """A token of the archive's texts, used to expand prefixes and to correct spelling."""

    __tablename__ = "vocabulary"

    word: Mapped[str] = mapped_column(BYTEWISE, primary_key=True)
    articles: Mapped[int]
    """The number of articles with it."""


class State(Base):
    """The state of the archive, in a single row."""

    __tablename__ = "state"

    id: Mapped[int] = mapped_column(primary_key=True)
    schema_version: Mapped[int]
    markup_version: Mapped[int]
    tokens_version: Mapped[int]
    lexicon_version: Mapped[int]
    generation: Mapped[int]
    fingerprint: Mapped[str]
    """It changes with every change of the archive. The same files give the same fingerprint."""
    loaded_at: Mapped[str]
    site: Mapped[dict[str, Any]]
    """What the archive says of itself: the values of `archive.toml`."""
    articles: Mapped[int]
    rank_ids: Mapped[bytes]
    """Article ids in date order, as little-endian int64."""
    rank_keys: Mapped[bytes]
    """Their `sort_key`s in the same order, as little-endian int32."""
