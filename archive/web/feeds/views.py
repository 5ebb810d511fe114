"""Feeds: `feed.atom` and `feed.json` under every address with a list, with the same filters."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response

from archive.web import urls
from archive.web.feeds import atom, json_feed
from archive.web.feeds.entries import Feed, feed_scope, read_feed, title_of, unordered
from archive.web.head.head import LinkTag
from archive.web.lists.addresses import add_files
from archive.web.lists.listing import Listing
from archive.web.lists.scope import Scope

blueprint = Blueprint("feeds", __name__)

FORMS: dict[str, tuple[str, Callable[[Feed], bytes]]] = {
    "feed.atom": (atom.MEDIA_TYPE, atom.write),
    "feed.json": (json_feed.MEDIA_TYPE, json_feed.write),
}
"""File name under the address of a list → media type, function that writes the feed."""


def feed(scope: Scope, name: str) -> Response:
    """Return one page of the feed of a list."""
    media_type, write = FORMS[name]
    response = Response(write(read_feed(scope, name)), content_type=f"{media_type}; charset=utf-8")
    # The feed repeats the text of the pages, which search engines should show instead.
    response.headers["X-Robots-Tag"] = "noindex, follow"
    return response


add_files(blueprint, FORMS, feed)


def links(listing: Listing) -> list[LinkTag]:
    """Return links to the feeds of a list, for the head of its page.

    The feeds of the whole archive are left out: every page links to them anyway.
    """
    if listing.scope.path in (urls.home(), urls.search()) and not listing.query:
        return []
    title = title_of(listing.scope, listing.query)
    return [
        LinkTag(
            "alternate",
            feed_scope(listing.scope, name).url(unordered(listing.query)),
            media_type,
            title,
        )
        for name, (media_type, _write) in FORMS.items()
    ]
