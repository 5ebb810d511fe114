"""An article as data: what its JSON file, the read API and the downloads give of it."""

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
    """A whole row of an article as a JSON object, with addresses as this request has them."""
    return as_object(ARTICLE, row, urls.root_url())


def context_of_request() -> Context:
    """What a file made for this request has to know."""
    snapshot = read_session().snapshot
    return Context(
        site=site(),
        root=urls.root_url(),
        labels=snapshot.labels,
        generation=snapshot.generation,
        loaded_at=snapshot.loaded_at,
    )


def rows_of(ids: Iterable[int]) -> Iterator[Any]:
    """The whole rows of any number of articles, a batch of them in memory at a time.

    They come from the reading of the request that calls, also when they are read after its end.
    """
    return queries.every_article(read_session().connection, ids, BATCH)
