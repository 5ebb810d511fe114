"""An article as data: what its JSON file, the read API and the downloads give of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archive.store import queries
from archive.web.context import reading
from archive.web.metadata import absolute

BATCH = 200
"""Articles read from the database at once while many are written out."""

_AS_STORED = (
    "title",
    "outlet",
    "published",
    "earliest",
    "latest",
    "published_from",
    "language",
    "kind",
    "agency",
    "byline",
    "tags",
    "people",
    "organisations",
    "events",
    "documents",
    "words",
    "places",
    "event_date",
    "founding",
    "checked",
    "note",
    "aliases",
)


def of_article(row: Any) -> dict[str, Any]:
    """A whole row of an article as a JSON object; ids of authorities stay ids.

    `url` is the article's page here and `original` the published piece; `added` and `changed` are
    when the archive stored it first and last (UTC, RFC 3339).
    """
    values = row._mapping
    return {
        "id": row.slug,
        "url": absolute(f"/articles/{row.slug}/"),
        "original": row.url,
        **{name: values[name] for name in _AS_STORED},
        "summary": row.summary_text,
        "digest": row.body_text,
        "digest_html": row.body_html,
        "added": row.added_at,
        "changed": row.changed_at,
    }


def rows_of(ids: list[int]) -> Iterator[Any]:
    """The whole rows of any number of articles, a batch of them in memory at a time."""
    for start in range(0, len(ids), BATCH):
        yield from queries.whole_articles(reading().connection, ids[start : start + BATCH])
