"""The page of one article."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from archive.store import queries
from archive.store.queries import ArticleRow
from archive.web import urls
from archive.web.context import read_session
from archive.web.exports import articles
from archive.web.head import head
from archive.web.http.missing import redirect_or_gone
from archive.web.http.request import keep_to
from archive.web.pages import citations

blueprint = Blueprint("articles", __name__)

NEIGHBOURS = 3
"""Articles shown before and after an article in date order."""

ELSEWHERE = 12
"""Most other reports of the same events shown below an article; the event's page has all."""


@blueprint.get("/articles/<slug>/")
def article(slug: str) -> Response:
    """Show one article."""
    row = queries.article(read_session().connection, slug)
    if row is None:
        redirect_or_gone(slug, urls.article)
    keep_to(urls.article(slug))
    snapshot = read_session().snapshot
    before, after = queries.neighbours(read_session().connection, row.sort_key, slug, NEIGHBOURS)
    named = {
        name: [snapshot.labels[name][record_id] for record_id in getattr(row, name)]
        for name in ("people", "organisations", "events", "documents")
    }
    elsewhere, elsewhere_count = _elsewhere(row)
    return head.show(
        "article.html",
        head.for_article(row, articles.links(slug)),
        article=row,
        outlet=snapshot.labels["outlets"][row.outlet],
        agency=snapshot.labels["outlets"].get(row.agency or ""),
        tags=queries.authorities(read_session().connection, "tags", row.tags),
        named=named,
        before=before,
        after=after,
        elsewhere=elsewhere,
        elsewhere_count=elsewhere_count,
        cited=citations.for_article(row)[0],
        files=articles.FILES,
    )


def _elsewhere(row: ArticleRow) -> tuple[list[Any], int]:
    """Return other articles on the same events, oldest first, and their total number."""
    index = read_session().snapshot.index
    ordinals = index.holding_any("event", row.events)
    first = [index.ids[ordinal] for ordinal in ordinals[: ELSEWHERE + 1]]
    ids = [article_id for article_id in first if article_id != row.id][:ELSEWHERE]
    return queries.articles(read_session().connection, ids), max(0, len(ordinals) - 1)
