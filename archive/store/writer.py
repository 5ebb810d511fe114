"""Everything that writes: one class, used by the loader inside one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    Column,
    Connection,
    MetaData,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    delete,
    func,
    insert,
    inspect,
    literal,
    select,
)
from sqlalchemy.schema import DropTable

from archive.search.analysis import TOKENS_VERSION
from archive.store.facets import build
from archive.store.facets.index import FacetIndex
from archive.store.fulltext import build as postings
from archive.store.fulltext.base import Entry, entry, fulltext
from archive.store.models import (
    AUTHORITY_TABLES,
    SCHEMA_VERSION,
    Alias,
    Article,
    Base,
    Deletion,
    Page,
    Removed,
    SourceFile,
    State,
    Word,
)

Values = Mapping[str, Any]

PATCH_LIMIT = 64
"""Up to so many articles the stored bitmaps are shifted; beyond it they are built from the rows."""


class Writer:
    """The writing side of one load. The caller owns the transaction and commits it, or not."""

    def __init__(self, connection: Connection) -> None:
        """Open the database for a load; tables of another version are thrown away and made new."""
        self.connection = connection
        self._has_memory = False
        self._prepare_schema()
        self.state = connection.execute(select(State.__table__)).one_or_none()
        self._index = build.load_index(connection) if self.state else None
        self._full_text = fulltext(connection)
        self._cut_otherwise = self.state is None or self.state.tokens_version != TOKENS_VERSION
        self._dropped: list[int] = []
        self._dropped_texts: list[Entry] = []
        self._stored: list[int] = []
        self._aliases: list[Values] = []
        self._vanished: dict[str, Row[Any]] = {}
        self._next_id = (connection.execute(select(func.max(Article.id))).scalar() or 0) + 1

    def sources(self) -> dict[str, tuple[int, int, str]]:
        """Path → (size, mtime_ns, sha256) of every file as last loaded."""
        rows = self.connection.execute(_SOURCES)
        return {path: (size, mtime_ns, sha256) for path, size, mtime_ns, sha256 in rows}

    def known_ids(self, collection: str) -> frozenset[str]:
        """The ids of an authority collection as last loaded."""
        table = AUTHORITY_TABLES[collection].__table__
        return frozenset(self.connection.execute(select(table.c.id)).scalars())

    def known_removed(self) -> frozenset[str]:
        """The slugs of the tombstones as stored now."""
        return frozenset(self.connection.execute(select(Removed.slug)).scalars())

    def stored(self, slugs: Iterable[str]) -> dict[str, Row[Any]]:
        """Slug → id, added_at and changed_at of those articles that are stored."""
        rows = self._by_many(_STORED, slugs)
        return {row.slug: row for row in rows}

    def remembered(self, slugs: Iterable[str]) -> dict[str, Row[Any]]:
        """Slug → added_at, changed_at and sha256 of those articles that tables of another version
        held."""
        rows = self._by_many(_MEMORY, slugs) if self._has_memory else []
        return {row.slug: row for row in rows}

    def holding(self, slugs: Iterable[str], url_keys: Iterable[str]) -> list[Row[Any]]:
        """The articles that hold one of some slugs, now or formerly, or one of some addresses."""
        slugs = list(slugs)
        return [
            *self._by_many(_BY_SLUG, slugs),
            *self._by_many(_BY_ALIAS, slugs),
            *self._by_many(_BY_URL, url_keys),
        ]

    def words(self) -> list[Row[Any]]:
        """The words of the lexicon as last loaded, in the order of their file."""
        return list(self.connection.execute(_WORDS))

    def replace_authorities(self, collection: str, rows: Sequence[Values]) -> None:
        """Put the records of one authority file in place of what was there."""
        self._replace(AUTHORITY_TABLES[collection], rows)

    def replace_removed(self, rows: Sequence[Values]) -> None:
        """Put the tombstones in place of what was there."""
        self._replace(Removed, rows)

    def replace_pages(self, rows: Sequence[Values]) -> None:
        """Put the pages about the archive in place of what was there."""
        self._replace(Page, rows)

    def remove_vanished(self, paths: Iterable[str], kept_slugs: Collection[str], now: str) -> int:
        """Take out the articles of files that are gone, but for some slugs; gives how many."""
        vanished = [row for row in self._by_many(_BY_PATH, paths) if row.slug not in kept_slugs]
        self._vanished = {row.slug: row for row in vanished}
        self.remove_articles([row.id for row in vanished])
        self._note_deletions(vanished, now)
        return len(vanished)

    def vanished(self, slugs: Iterable[str]) -> Row[Any] | None:
        """The first of some slugs whose article this load took out, with its `added_at`."""
        return next((self._vanished[slug] for slug in slugs if slug in self._vanished), None)

    def remove_articles(self, article_ids: Sequence[int]) -> None:
        """Take articles out, with their former addresses."""
        if not article_ids:
            return
        self._dropped.extend(article_ids)
        if len(self._dropped) <= PATCH_LIMIT:
            self._dropped_texts += self._entries(article_ids)
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
            self._stored.append(row["id"])
        self.connection.execute(insert(Article), list(rows))
        self.connection.execute(_DELETE_DELETION, [{"deleted": row["slug"]} for row in rows])
        self._aliases += [
            {"slug": alias, "article": row["slug"]} for row in rows for alias in row["aliases"]
        ]

    def store_sources(self, seen: Mapping[str, tuple[int, int, str]]) -> None:
        """Remember size, time and hash of files."""
        self.forget_sources(seen)
        rows = [
            {"path": path, "size": size, "mtime_ns": mtime_ns, "sha256": sha256}
            for path, (size, mtime_ns, sha256) in seen.items()
        ]
        if rows:
            self.connection.execute(insert(SourceFile), rows)

    def forget_sources(self, paths: Iterable[str]) -> None:
        """Forget files that are gone."""
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
    ) -> int:
        """Bring the index and the state up to date, as the last step before the commit.

        Gives the new generation.
        `changes` are path → sha256 (or "") of all files that changed or went: the fingerprint is
        made from them and the one before, so the same files loaded anew give the same value.
        """
        # Last, because an alias may move from an article stored late to one stored early.
        if self._aliases:
            self.connection.execute(insert(Alias), self._aliases)
        self._note_tombstones(loaded_at)
        index = self._new_index()
        build.save_bitmaps(self.connection, index.bitmaps)
        previous = self.state.fingerprint if self.state else ""
        versions = f"{SCHEMA_VERSION}|{markup_version}|{lexicon_version}|{TOKENS_VERSION}"
        digest = hashlib.sha256(f"{previous}|{versions}".encode())
        for path, sha256 in sorted(changes.items()):
            digest.update(f"\n{path} {sha256}".encode())
        generation: int = (self.state.generation if self.state else 0) + 1
        values = {
            "id": 1,
            "schema_version": SCHEMA_VERSION,
            "markup_version": markup_version,
            "tokens_version": TOKENS_VERSION,
            "lexicon_version": lexicon_version,
            "generation": generation,
            "fingerprint": digest.hexdigest()[:16],
            "loaded_at": loaded_at,
            "articles": len(index),
            "rank_ids": build.pack(index.ids),
            "rank_keys": build.pack(index.keys),
        }
        self._replace(State, [values])
        return generation

    def _note_deletions(self, rows: Iterable[Row[Any]], now: str) -> None:
        """Note that articles are gone, with what decides in which sets they were."""
        noted = [
            {
                "slug": row.slug,
                "deleted_at": now,
                "outlet": row.outlet,
                "published": row.published,
                "language": row.language,
                "tags": row.tags,
            }
            for row in rows
        ]
        if noted:
            self.connection.execute(_DELETE_DELETION, [{"deleted": row["slug"]} for row in noted])
            self.connection.execute(insert(Deletion), noted)

    def _note_tombstones(self, now: str) -> None:
        """Note what only a tombstone tells of: the database is younger than the removal."""
        self._note_deletions(self.connection.execute(_UNNOTED).all(), now)

    def _new_index(self) -> FacetIndex:
        """The index of what is stored now; the full-text index is brought to the same state."""
        touched = len({*self._dropped, *self._stored})
        if self._index is None or touched > PATCH_LIMIT or self._cut_otherwise:
            index = build.built_index(self.connection)
            postings.rebuild(self.connection, index)
            return index
        index, move = build.patched_index(
            self.connection, self._index, dropped=self._dropped, stored=self._stored
        )
        added = self._entries([article_id for _, article_id in move.placed])
        self._full_text.remove(self._dropped_texts)
        self._full_text.add(added)
        by_id = {each.place.id: each for each in added}
        postings.patch(self.connection, move, by_id, self._dropped_texts)
        return index

    def _entries(self, article_ids: Iterable[int]) -> list[Entry]:
        """The tokens of articles as they are stored now."""
        return [entry(row) for row in self._by_many(_TEXTS, article_ids)]

    def _prepare_schema(self) -> None:
        # The database is a build product: tables of another version are not migrated but made
        # anew, in the same transaction, so that a failed load still leaves the old ones.
        Base.metadata.create_all(self.connection, tables=[Base.metadata.tables["state"]])
        columns = {column["name"] for column in inspect(self.connection).get_columns("state")}
        expected = {column.name for column in State.__table__.columns}
        version = None
        if columns == expected:
            version = self.connection.execute(select(State.schema_version)).scalar()
        if columns != expected or version not in (None, SCHEMA_VERSION):
            self._has_memory = self._remember()
            Base.metadata.drop_all(self.connection, tables=self._replaceable())
            fulltext(self.connection).clear()
        Base.metadata.create_all(self.connection)
        fulltext(self.connection).create()

    def _remember(self) -> bool:
        """Keep when the articles were added and changed, before their tables go.

        Those who follow or copy the archive go by these times, and a new version of the program
        adds and changes no article. Gives whether there was anything to keep.
        """
        inspector = inspect(self.connection)
        for table, wanted in (
            ("article", {"slug", "path", "added_at", "changed_at"}),
            ("source_file", {"path", "sha256"}),
        ):
            columns = inspector.get_columns(table) if inspector.has_table(table) else []
            if not wanted <= {column["name"] for column in columns}:
                return False
        self.connection.execute(DropTable(_memory, if_exists=True))
        _memory.create(self.connection)
        past = select(*_REMEMBERED).join(SourceFile, SourceFile.path == Article.path)
        self.connection.execute(_memory.insert().from_select(_memory.columns.keys(), past))
        return True

    def _replaceable(self) -> list[Table]:
        """The tables that files can fill again: all, but deletions if they are as they were."""
        tables = Base.metadata.sorted_tables
        kept = Base.metadata.tables["deletion"]
        inspector = inspect(self.connection)
        if not inspector.has_table(kept.name):
            return tables
        columns = {column["name"] for column in inspector.get_columns(kept.name)}
        if columns != {column.name for column in kept.columns}:
            return tables
        return [table for table in tables if table is not kept]

    def _by_many(self, statement: Select[Any], values: Iterable[str | int]) -> list[Row[Any]]:
        """The rows of a statement with a list of values, which no database takes at any length."""
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


_REMEMBERED = (Article.slug, Article.added_at, Article.changed_at, SourceFile.sha256)
_memory = Table(
    "memory",
    MetaData(),
    Column("slug", Text, primary_key=True),
    Column("added_at", Text),
    Column("changed_at", Text),
    Column("sha256", Text),
    prefixes=["TEMPORARY"],
)
"""Gone with the connection, at the end of the load."""

_MOST_VALUES = 500
_VALUES: BindParameter[Any] = bindparam("values", expanding=True)
_IDENTITY = (Article.path, Article.slug, Article.url, Article.aliases)
_STORED = select(Article.slug, Article.id, Article.added_at, Article.changed_at).where(
    Article.slug.in_(_VALUES)
)
_TEXTS = select(
    Article.id, Article.sort_key, Article.title, Article.summary_text, Article.body_text
).where(Article.id.in_(_VALUES))
_BY_PATH = select(
    Article.id,
    Article.slug,
    Article.outlet,
    Article.published,
    Article.language,
    Article.tags,
    Article.added_at,
).where(Article.path.in_(_VALUES))
_MEMORY = select(_memory).where(_memory.c.slug.in_(_VALUES))
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
).where(Removed.slug.not_in(select(Deletion.slug)))
_WORDS = select(Word.__table__).order_by(Word.position)
_SOURCES = select(SourceFile.path, SourceFile.size, SourceFile.mtime_ns, SourceFile.sha256)
_DELETE_SOURCE = delete(SourceFile).where(SourceFile.path == bindparam("source_path"))
