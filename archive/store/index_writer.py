"""Updates the facet index and the full-text index after the articles of a load are stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select

from archive.store.facets import build
from archive.store.facets.index import FacetIndex
from archive.store.fulltext import build as fulltext_build
from archive.store.fulltext.base import Entry, entry
from archive.store.fulltext.open import open_full_text
from archive.store.models import Article

PATCH_LIMIT = 64
"""Up to this many articles the stored indexes are updated. Beyond it they are built again."""


class IndexWriter:
    """Collects what a load stores and removes, and then updates both indexes."""

    def __init__(self, connection: Connection, index: FacetIndex | None) -> None:
        """`index` is the stored facet index; with `None` both indexes are built again."""
        self._connection = connection
        self._index = index
        self._removed: set[int] = set()
        self._stored: set[int] = set()
        self._removed_entries: list[Entry] = []
        self._stored_entries: dict[int, Entry] = {}

    def removing(self, article_ids: Sequence[int]) -> None:
        """Note articles that are about to be removed, while their texts are still stored."""
        self._removed |= set(article_ids)
        if self._may_patch():
            rows = self._connection.execute(_TEXTS, {"ids": list(article_ids)}).mappings()
            self._removed_entries += map(entry, rows.all())

    def stored(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Note articles that are stored, by their rows."""
        rows = list(rows)
        self._stored |= {row["id"] for row in rows}
        if self._may_patch():
            self._stored_entries |= {row["id"]: entry(row) for row in rows}

    def update(self) -> FacetIndex:
        """Update both indexes to the articles that are stored now. Return the facet index."""
        if self._index is None or not self._may_patch():
            index = build.built_index(self._connection)
            fulltext_build.rebuild(self._connection, index)
        else:
            index = self._patch(self._index)
        build.save_bitmaps(self._connection, index.bitmaps)
        return index

    def _patch(self, old: FacetIndex) -> FacetIndex:
        index, move = build.patched_index(
            self._connection, old, dropped=self._removed, stored=list(self._stored)
        )
        added = {article_id: self._stored_entries[article_id] for _, article_id in move.placed}
        full_text = open_full_text(self._connection)
        full_text.remove(self._removed_entries)
        full_text.add(added.values())
        fulltext_build.patch(self._connection, move, added, self._removed_entries)
        return index

    def _may_patch(self) -> bool:
        return self._index is not None and len(self._removed | self._stored) <= PATCH_LIMIT


_TEXTS = select(
    Article.id, Article.sort_key, Article.title, Article.summary_text, Article.body_text
).where(Article.id.in_(bindparam("ids", expanding=True)))
