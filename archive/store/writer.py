"""Writes the rows of a load. Only the loader uses it, inside one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    Connection,
    Row,
    Select,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
)

from archive.search.analysis import TOKENS_VERSION
from archive.store.facets import build
from archive.store.index_writer import IndexWriter
from archive.store.models import (
    AUTHORITY_TABLES,
    SCHEMA_VERSION,
    Alias,
    Article,
    Base,
    Deletion,
    LexiconWord,
    Page,
    Removed,
    SourceFile,
    State,
)
from archive.store.schema import kept_times, prepare_tables

Values = Mapping[str, Any]


class Writer:
    """Writes the rows of one load. The caller owns the transaction and commits it or not."""

    def __init__(self, connection: Connection) -> None:
        """Prepare the database for a load. Tables of another version are replaced."""
        self.connection = connection
        self._has_times = prepare_tables(connection)
        self.state = connection.execute(select(State.__table__)).one_or_none()
        has_index = self.state is not None and self.state.tokens_version == TOKENS_VERSION
        index = build.load_index(connection) if has_index else None
        self._indexes = IndexWriter(connection, index)
        self._aliases: list[Values] = []
        self._next_id = (connection.execute(select(func.max(Article.id))).scalar() or 0) + 1

    def sources(self) -> dict[str, tuple[int, int, str]]:
        """Return (size, mtime_ns, sha256) of every file as last loaded, by path."""
        rows = self.connection.execute(_SOURCES)
        return {path: (size, mtime_ns, sha256) for path, size, mtime_ns, sha256 in rows}

    def known_ids(self, collection: str) -> frozenset[str]:
        """Return the ids of a collection as last loaded."""
        table = AUTHORITY_TABLES[collection].__table__
        return frozenset(self.connection.execute(select(table.c.id)).scalars())

    def known_removed(self) -> frozenset[str]:
        """Return the slugs of the tombstones as stored now."""
        return frozenset(self.connection.execute(select(Removed.slug)).scalars())

    def stored(self, slugs: Iterable[str]) -> dict[str, Row[Any]]:
        """Return id, added_at and changed_at of the articles that are stored, by slug."""
        rows = self._by_many(_STORED, slugs)
        return {row.slug: row for row in rows}

    def remembered(self, slugs: Iterable[str]) -> dict[str, Row[Any]]:
        """Return added_at, changed_at and sha256 of articles in tables that were replaced."""
        rows = self._by_many(_KEPT_TIMES, slugs) if self._has_times else []
        return {row.slug: row for row in rows}

    def holding(self, slugs: Iterable[str], url_keys: Iterable[str]) -> list[Row[Any]]:
        """Return the articles that have one of some slugs, now or before, or of some addresses."""
        slugs = list(slugs)
        return [
            *self._by_many(_BY_SLUG, slugs),
            *self._by_many(_BY_ALIAS, slugs),
            *self._by_many(_BY_URL, url_keys),
        ]

    def words(self) -> list[Row[Any]]:
        """Return the words of the lexicon as last loaded, in the order of their file."""
        return list(self.connection.execute(_WORDS))

    def replace_authorities(self, collection: str, rows: Sequence[Values]) -> None:
        """Replace the records of one authority file."""
        self._replace(AUTHORITY_TABLES[collection], rows)

    def replace_removed(self, rows: Sequence[Values]) -> None:
        """Replace the tombstones."""
        self._replace(Removed, rows)

    def replace_pages(self, rows: Sequence[Values]) -> None:
        """Replace the pages about the archive."""
        self._replace(Page, rows)

    def remove_vanished(
        self, paths: Iterable[str], kept_slugs: Collection[str], now: str
    ) -> set[str]:
        """Remove the articles of deleted files, except for some slugs. Return their slugs."""
        vanished = [row for row in self._by_many(_BY_PATH, paths) if row.slug not in kept_slugs]
        self.remove_articles([row.id for row in vanished])
        self._note_deletions(vanished, now)
        return {row.slug for row in vanished}

    def first_added(self, slugs: Iterable[str]) -> dict[str, str]:
        """Return when deleted articles were first added, by slug, where that is known."""
        return {row.slug: row.added_at for row in self._by_many(_FIRST_ADDED, slugs)}

    def remove_articles(self, article_ids: Sequence[int]) -> None:
        """Remove articles, with their former addresses."""
        if not article_ids:
            return
        self._indexes.removing(article_ids)
        ids = [{"article_id": article_id} for article_id in article_ids]
        self.connection.execute(_DELETE_ALIASES, ids)
        self.connection.execute(_DELETE_ARTICLE, ids)

    def store_articles(self, rows: Sequence[dict[str, Any]]) -> None:
        """Insert articles in bulk. A row without an `id` gets a new one."""
        if not rows:
            return
        for row in rows:
            if row.get("id") is None:
                row["id"] = self._next_id
                self._next_id += 1
        self._indexes.stored(rows)
        self.connection.execute(insert(Article), list(rows))
        self.connection.execute(_DELETE_DELETION, [{"deleted": row["slug"]} for row in rows])
        self._aliases += [
            {"slug": alias, "article": row["slug"]} for row in rows for alias in row["aliases"]
        ]

    def store_sources(self, seen: Mapping[str, tuple[int, int, str]]) -> None:
        """Store size, time and hash of files."""
        self.forget_sources(seen)
        rows = [
            {"path": path, "size": size, "mtime_ns": mtime_ns, "sha256": sha256}
            for path, (size, mtime_ns, sha256) in seen.items()
        ]
        if rows:
            self.connection.execute(insert(SourceFile), rows)

    def forget_sources(self, paths: Iterable[str]) -> None:
        """Delete size, time and hash of deleted files."""
        rows = [{"source_path": path} for path in paths]
        if rows:
            self.connection.execute(_DELETE_SOURCE, rows)

    def finish(
        self,
        *,
        changes: Mapping[str, str],
        markup_version: int,
        lexicon_version: int,
        loaded_at: str,
        site: Mapping[str, Any],
    ) -> int:
        """Update the indexes and the state, as the last step before the commit.

        `changes` are path → sha256 of all files that changed, with "" for deleted files. The new
        fingerprint is made from them and the old one, so the same files loaded into an empty
        database give the same fingerprint. Return the new generation.
        """
        # Stored last, because an alias may move from an article stored late to one stored early.
        if self._aliases:
            self.connection.execute(insert(Alias), self._aliases)
        self._note_tombstones(loaded_at)
        index = self._indexes.update()
        versions = f"{SCHEMA_VERSION}|{markup_version}|{lexicon_version}|{TOKENS_VERSION}"
        generation: int = (self.state.generation if self.state else 0) + 1
        values = {
            "id": 1,
            "schema_version": SCHEMA_VERSION,
            "markup_version": markup_version,
            "tokens_version": TOKENS_VERSION,
            "lexicon_version": lexicon_version,
            "generation": generation,
            "fingerprint": self._fingerprint(versions, changes, site),
            "loaded_at": loaded_at,
            "site": site,
            "articles": len(index),
            "rank_ids": build.pack(index.ids),
            "rank_keys": build.pack(index.keys),
        }
        self._replace(State, [values])
        return generation

    def _fingerprint(
        self, versions: str, changes: Mapping[str, str], site: Mapping[str, Any]
    ) -> str:
        previous = self.state.fingerprint if self.state else ""
        digest = hashlib.sha256(f"{previous}|{versions}".encode())
        for path, sha256 in sorted(changes.items()):
            digest.update(f"\n{path} {sha256}".encode())
        digest.update(json.dumps(site, sort_keys=True).encode())
        return digest.hexdigest()[:16]

    def _note_deletions(self, rows: Iterable[Row[Any]], now: str) -> None:
        """Store that articles were deleted, with the fields that decide which sets they were in."""
        noted = [
            {
                "slug": row.slug,
                "deleted_at": now,
                "outlet": row.outlet,
                "published": row.published,
                "language": row.language,
                "tags": row.tags,
                "added_at": row.added_at,
            }
            for row in rows
        ]
        if noted:
            self.connection.execute(_DELETE_DELETION, [{"deleted": row["slug"]} for row in noted])
            self.connection.execute(insert(Deletion), noted)

    def _note_tombstones(self, now: str) -> None:
        """Store deletions that only a tombstone records, because the database is newer."""
        self._note_deletions(self.connection.execute(_UNNOTED).all(), now)

    def _by_many(self, statement: Select[Any], values: Iterable[str | int]) -> list[Row[Any]]:
        """Run a statement with many values in parts, since databases limit the number of values."""
        values = list(values)
        return [
            row
            for start in range(0, len(values), _MOST_VALUES)
            for row in self.connection.execute(
                statement, {"values": values[start : start + _MOST_VALUES]}
            )
        ]

    def _replace(self, model: type[Base], rows: Sequence[Values]) -> None:
        self.connection.execute(delete(model))
        if rows:
            self.connection.execute(insert(model), list(rows))


_MOST_VALUES = 500
_VALUES: BindParameter[Any] = bindparam("values", expanding=True)
_IDENTITY = (Article.path, Article.slug, Article.url, Article.aliases)
_STORED = select(Article.slug, Article.id, Article.added_at, Article.changed_at).where(
    Article.slug.in_(_VALUES)
)

_BY_PATH = select(
    Article.id,
    Article.slug,
    Article.outlet,
    Article.published,
    Article.language,
    Article.tags,
    Article.added_at,
).where(Article.path.in_(_VALUES))
_KEPT_TIMES = select(kept_times).where(kept_times.c.slug.in_(_VALUES))
_BY_SLUG = select(*_IDENTITY).where(Article.slug.in_(_VALUES))
_BY_URL = select(*_IDENTITY).where(Article.url_key.in_(_VALUES))
_BY_ALIAS = select(*_IDENTITY).where(
    Article.slug.in_(select(Alias.article).where(Alias.slug.in_(_VALUES)))
)

_DELETE_ARTICLE = delete(Article).where(Article.id == bindparam("article_id"))
_DELETE_ALIASES = delete(Alias).where(
    Alias.article.in_(select(Article.slug).where(Article.id == bindparam("article_id")))
)
_DELETE_DELETION = delete(Deletion).where(Deletion.slug == bindparam("deleted"))
_UNNOTED = select(
    Removed.slug,
    Removed.outlet,
    Removed.published,
    literal(None).label("language"),
    literal([], JSON).label("tags"),
    literal(None).label("added_at"),
).where(Removed.slug.not_in(select(Deletion.slug)))
_FIRST_ADDED = select(Deletion.slug, Deletion.added_at).where(
    Deletion.slug.in_(_VALUES), Deletion.added_at.is_not(None)
)
_WORDS = select(LexiconWord.__table__).order_by(LexiconWord.position)
_SOURCES = select(SourceFile.path, SourceFile.size, SourceFile.mtime_ns, SourceFile.sha256)
_DELETE_SOURCE = delete(SourceFile).where(SourceFile.path == bindparam("source_path"))
