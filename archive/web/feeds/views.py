"""Feeds: `feed.atom` and `feed.json` under every address with a list, with the same filters."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as WerkzeugResponse

from archive.facets import FACET_OF_COLLECTION
from archive.store import queries
from archive.web import urls
from archive.web.context import read_session
from archive.web.feeds import atom, json_feed
from archive.web.feeds.entries import Feed, feed_scope, read_feed, title_of, unordered
from archive.web.lists.listing import Listing
from archive.web.lists.scope import scope_at

blueprint = Blueprint("feeds", __name__)

FORMS: dict[str, tuple[str, Callable[[Feed], bytes]]] = {
    "feed.atom": (atom.MEDIA_TYPE, atom.write),
    "feed.json": (json_feed.MEDIA_TYPE, json_feed.write),
}
"""Name under the address of a list → media type, and what writes the feed."""


def feed(name: str, path: str = "") -> Response:
    """One page of the feed of the list at a path."""
    media_type, write = FORMS[name]
    scope = scope_at(f"/{path}/" if path else "/")
    response = Response(write(read_feed(scope, name)), content_type=f"{media_type}; charset=utf-8")
    # Its words are those of the pages, which search engines shall show instead.
    response.headers["X-Robots-Tag"] = "noindex, follow"
    return response


def for_document(name: str, path: str) -> WerkzeugResponse:
    """The feed of a document, by its id or by its UN symbol."""
    if path in read_session().snapshot.labels["documents"]:
        return feed(name, f"documents/{path}")
    record_id = queries.document_by_symbol(read_session().connection, path)
    if record_id is None:
        abort(404)
    query = request.query_string.decode("latin-1")
    address = urls.feed(name, urls.record("documents", record_id))
    return redirect(f"{address}?{query}" if query else address, 308)


def none() -> NoReturn:
    """There is no feed of an index, whose addresses would otherwise be taken for a record's."""
    abort(404)


_NAME = "<any('feed.atom', 'feed.json'):name>"

blueprint.add_url_rule(f"/{_NAME}", view_func=feed)
blueprint.add_url_rule(f"/<path:path>/{_NAME}", view_func=feed)
# Routing would find an authority's page first, and lead to `/documents/…/feed.atom/`.
blueprint.add_url_rule(f"/documents/<path:path>/{_NAME}", view_func=for_document)
for _collection in FACET_OF_COLLECTION:
    for _name in FORMS:
        _endpoint = f"none_{_collection}_{_name}".replace(".", "_")
        blueprint.add_url_rule(f"/{_collection}/{_name}", _endpoint, none)


def links(listing: Listing) -> list[tuple[str, str, str]]:
    """(media type, title, address) of the feeds of a page with a list, for its head.

    Without those of the whole archive, which every page names anyway.
    """
    if listing.scope.path in (urls.home(), urls.search()) and not listing.query:
        return []
    title = title_of(listing.scope, listing.query)
    return [
        (media_type, title, feed_scope(listing.scope, name).url(unordered(listing.query)))
        for name, (media_type, _write) in FORMS.items()
    ]
