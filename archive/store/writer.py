"""Everything that writes: one class, used by the loader inside one transaction."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pyroaring import BitMap
from sqlalchemy import (
    Connection,
    Row,
    bindparam,
    delete,
    func,
    insert,
    inspect,
    select,
    tuple_,
)

from archive.store import facets
from archive.store.facets import FacetIndex
from archive.store.filters import FACETS
from archive.store.models import (
    AUTHORITY_TABLES,
    SCHEMA_VERSION,
    Alias,
    Article,
    Base,
    Page,
    Removed,
    SourceFile,
    State,
)

Values = Mapping[str, Any]

PATCH_LIMIT = 64
"""Up to so many articles the stored bitmaps are shifted; beyond it they are built from the rows."""


class Writer:
    """The writing side of one load. The caller owns the transaction and commits it, or not."""

    def __init__(self, connection: Connection) -> None:
        """Open the database for a load; tables of another version are thrown away and made new."""
        self.connection = connection
        self._prepare_schema()
        self.state = connection.execute(select(State.__table__)).one_or_none()
        self._index = facets.load_index(connection) if self.state else None
        self._dropped: list[int] = []
        self._stored: list[int] = []
        self._aliases: list[Values] = []
        self._next_id = (connection.execute(select(func.max(Article.id))).scalar() or 0) + 1

    def sources(self) -> dict[str, tuple[int, int, str]]:
        """Path → (size, mtime_ns, sha256) of every file as last loaded."""
        rows = self.connection.execute(select(SourceFile.__table__))
        return {row.path: (row.size, row.mtime_ns, row.sha256) for row in rows}

    def articles(self) -> dict[str, Any]:
        """Path → what a load needs to know of every stored article."""
        columns = (
            Article.id,
            Article.slug,
            Article.path,
            Article.url,
            Article.aliases,
            Article.rendered_by,
            Article.added_at,
            Article.changed_at,
        )
        return {row.path: row for row in self.connection.execute(select(*columns))}

    def known_ids(self, collection: str) -> list[str]:
        """The ids of an authority collection as last loaded."""
        table = AUTHORITY_TABLES[collection].__table__
        return list(self.connection.execute(select(table.c.id)).scalars())

    def known_removed(self) -> list[str]:
        """The slugs of the tombstones as last loaded."""
        return list(self.connection.execute(select(Removed.slug)).scalars())

    def replace_authorities(self, collection: str, rows: Sequence[Values]) -> None:
        """Put the records of one authority file in place of what was there."""
        self._replace(AUTHORITY_TABLES[collection], rows)

    def replace_removed(self, rows: Sequence[Values]) -> None:
        """Put the tombstones in place of what was there."""
        self._replace(Removed, rows)

    def replace_pages(self, rows: Sequence[Values]) -> None:
        """Put the pages about the archive in place of what was there."""
        self._replace(Page, rows)

    def remove_articles(self, article_ids: Sequence[int]) -> None:
        """Take articles out, with their former addresses."""
        if not article_ids:
            return
        self._dropped.extend(article_ids)
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
        self._aliases += [
            {"slug": alias, "article": row["slug"]} for row in rows for alias in row["aliases"]
        ]

    def store_sources(self, seen: Mapping[str, tuple[int, int, str]], gone: Iterable[str]) -> None:
        """Remember size, time and hash of the files read, and forget the files that are gone."""
        paths = [{"source_path": path} for path in {*seen, *gone}]
        if paths:
            self.connection.execute(_DELETE_SOURCE, paths)
        rows = [
            {"path": path, "size": size, "mtime_ns": mtime_ns, "sha256": sha256}
            for path, (size, mtime_ns, sha256) in seen.items()
        ]
        if rows:
            self.connection.execute(insert(SourceFile), rows)

    def finish(
        self, *, changes: Iterable[tuple[str, str]], markup_version: int, loaded_at: str
    ) -> int:
        """Bring the index and the state up to date, as the last step before the commit.

        Gives the new generation.
        `changes` are (path, sha256 or "") of all files that changed or went: the fingerprint is
        made from them and the one before, so the same files loaded anew give the same value.
        """
        # Last, because an alias may move from an article stored late to one stored early.
        if self._aliases:
            self.connection.execute(insert(Alias), self._aliases)
        index = self._new_index()
        facets.save_bitmaps(self.connection, index.bitmaps)
        previous = self.state.fingerprint if self.state else ""
        digest = hashlib.sha256(f"{previous}|{SCHEMA_VERSION}|{markup_version}".encode())
        for path, sha256 in sorted(changes):
            digest.update(f"\n{path} {sha256}".encode())
        generation: int = (self.state.generation if self.state else 0) + 1
        values = {
            "id": 1,
            "schema_version": SCHEMA_VERSION,
            "markup_version": markup_version,
            "generation": generation,
            "fingerprint": digest.hexdigest()[:16],
            "loaded_at": loaded_at,
            "articles": len(index),
            "rank_ids": facets.pack(index.ids),
            "rank_keys": facets.pack(index.keys),
        }
        self._replace(State, [values])
        return generation

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
            Base.metadata.drop_all(self.connection)
        Base.metadata.create_all(self.connection)

    def _replace(self, model: type[Base], rows: Sequence[Values]) -> None:
        self.connection.execute(delete(model))
        if rows:
            self.connection.execute(insert(model), list(rows))

    def _new_index(self) -> FacetIndex:
        touched = len({*self._dropped, *self._stored})
        if self._index is None or touched > PATCH_LIMIT:
            return self._built_index()
        return self._patched_index(self._index)

    def _built_index(self) -> FacetIndex:
        ids, keys = array("q"), array("i")

        def in_date_order() -> Iterator[dict[str, list[str]]]:
            for row in self.connection.execute(_FACETS_IN_ORDER):
                ids.append(row.id)
                keys.append(row.sort_key)
                yield facet_values(row._asdict())

        bitmaps = facets.build_bitmaps(in_date_order())
        return FacetIndex(ids, keys, bitmaps)

    def _patched_index(self, old: FacetIndex) -> FacetIndex:
        rank_of = {article_id: rank for rank, article_id in enumerate(old.ids)}
        gone = BitMap(rank_of[i] for i in self._dropped if i in rank_of)
        placed = self._placed()
        facets.move_ranks(old.bitmaps, gone, [rank for rank, _ in placed])
        ids, keys = array("q", old.ids), array("i", old.keys)
        for rank in reversed(gone):
            del ids[rank], keys[rank]
        for rank, row in placed:
            ids.insert(rank, row.id)
            keys.insert(rank, row.sort_key)
            for facet, held in facet_values(row._asdict()).items():
                for value in held:
                    old.bitmaps[facet].setdefault(value, BitMap()).add(rank)
        return FacetIndex(ids, keys, old.bitmaps)

    def _placed(self) -> list[tuple[int, Row[Any]]]:
        """The stored articles with the rank each has among all that are stored now, ascending."""
        rows = self.connection.execute(_FACETS_BY_ID, {"ids": self._stored}).all()
        return sorted(
            (
                self.connection.execute(
                    _COUNT_OLDER, {"sort_key": row.sort_key, "slug": row.slug}
                ).scalar_one(),
                row,
            )
            for row in rows
        )


def facet_values(row: Values) -> dict[str, list[str]]:
    """The values an article's row holds in each facet."""
    return {
        name: held if isinstance(held, list) else [held]
        for name, column in _COLUMN_OF.items()
        if (held := row[column])
    }


_COLUMN_OF = {
    **{f.name: f.collection if f.collection and f.repeatable else f.name for f in FACETS},
    "agency": "agency",
}
_FACET_COLUMNS = (
    Article.id,
    Article.slug,
    Article.sort_key,
    *(Article.__table__.c[column] for column in _COLUMN_OF.values()),
)
_FACETS_IN_ORDER = select(*_FACET_COLUMNS).order_by(Article.sort_key, Article.slug)
_FACETS_BY_ID = select(*_FACET_COLUMNS).where(Article.id.in_(bindparam("ids", expanding=True)))
_COUNT_OLDER = select(func.count()).where(
    tuple_(Article.sort_key, Article.slug) < tuple_(bindparam("sort_key"), bindparam("slug"))
)

_DELETE_ARTICLE = delete(Article).where(Article.id == bindparam("article_id"))
_DELETE_ALIASES = delete(Alias).where(
    Alias.article.in_(select(Article.slug).where(Article.id == bindparam("article_id")))
)
_DELETE_SOURCE = delete(SourceFile).where(SourceFile.path == bindparam("source_path"))
