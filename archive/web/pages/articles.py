"""The page of one article."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from archive.store import queries
from archive.web.context import reading
from archive.web.discovery import oembed
from archive.web.exports import articles
from archive.web.head import json_ld, meta_tags, signposting
from archive.web.http.missing import absent
from archive.web.pages import citations

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
    signposting.post(signposting.of_article(row))
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
        cited=citations.of_article(row)[0],
        paragraphs=citations.paragraphs_of(row),
        files=articles.FILES,
        meta=meta_tags.of_article(row, snapshot),
        embeds=oembed.links(request.path),
        data=json_ld.of_article(row, snapshot),
    )


def _elsewhere(row: Any) -> tuple[list[Any], int]:
    """Other articles on the same events, oldest first, and how many there are."""
    index = reading().snapshot.index
    ranks = index.holding_any("event", row.events)
    first = [index.ids[rank] for rank in ranks[: ELSEWHERE + 1]]
    ids = [article_id for article_id in first if article_id != row.id][:ELSEWHERE]
    return queries.articles(reading().connection, ids), max(0, len(ranks) - 1)
