"""The page of one article."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from archive.store import queries
from archive.web import article_files, citing, linked_data, metadata, oembed, signposts
from archive.web.context import reading
from archive.web.former import absent

blueprint = Blueprint("articles", __name__)

NEIGHBOURS = 3
"""Articles shown before and after one in time."""

ELSEWHERE = 12
"""Other reports of the same events shown below an article; the event's page has them all."""


@blueprint.get("/articles/<slug>/")
def article(slug: str) -> str | Response:
    """One article."""
    row = queries.article(reading().connection, slug)
    if row is None:
        return absent(slug)
    if request.query_string:
        # What networks hang on a shared link must not keep a reader out.
        return redirect(request.path, 308)
    snapshot = reading().snapshot
    before, after = queries.neighbours(reading().connection, row.sort_key, slug, NEIGHBOURS)
    named = {
        name: [snapshot.labels[name][record_id] for record_id in row._mapping[name]]
        for name in ("people", "organisations", "events", "documents")
    }
    elsewhere, elsewhere_count = _elsewhere(row)
    signposts.post(signposts.of_article(row))
    return render_template(
        "article.html",
        article=row,
        outlet=snapshot.labels["outlets"][row.outlet],
        agency=snapshot.labels["outlets"].get(row.agency),
        tags=queries.authorities(reading().connection, "tags", row.tags),
        named=named,
        before=before,
        after=after,
        elsewhere=elsewhere,
        elsewhere_count=elsewhere_count,
        cited=citing.of_article(row)[0],
        paragraphs=citing.paragraphs_of(row),
        files=article_files.FILES,
        meta=metadata.of_article(row, snapshot),
        embeds=oembed.links(request.path),
        data=linked_data.of_article(row, snapshot),
    )


def _elsewhere(row: Any) -> tuple[list[Any], int]:
    """Other articles on the same events, oldest first, and how many there are."""
    index = reading().snapshot.index
    ranks = index.holding_any("event", row.events)
    first = [index.ids[rank] for rank in ranks[: ELSEWHERE + 1]]
    ids = [article_id for article_id in first if article_id != row.id][:ELSEWHERE]
    return queries.articles(reading().connection, ids), max(0, len(ranks) - 1)
