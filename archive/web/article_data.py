"""Articles as data for JSON files, the read API and downloads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from archive.export.context import Context
from archive.export.fields import ARTICLE
from archive.export.objects import as_object
from archive.store import queries
from archive.store.queries import ArticleRow
from archive.web import urls
from archive.web.context import read_session, site

BATCH = 200
"""Articles read from the database at once while many are written out."""


def for_article(row: ArticleRow) -> dict[str, Any]:
    """Return an article's full row as a JSON object, with addresses on this request's host."""
    return as_object(ARTICLE, row, urls.root_url())


def context_of_request() -> Context:
    """Return the export context for a file made in this request."""
    snapshot = read_session().snapshot
    return Context(
        site=site(),
        root=urls.root_url(),
        labels=snapshot.labels,
        generation=snapshot.generation,
        loaded_at=snapshot.loaded_at,
    )


def rows_of(ids: Iterable[int]) -> Iterator[Any]:
    """Yield the full rows of any number of articles, reading one batch at a time.

    They come from the calling request's read session, even if consumed after the request.
    """
    return queries.every_article(read_session().connection, ids, BATCH)
