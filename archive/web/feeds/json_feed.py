"""Write a feed as JSON Feed 1.1."""

from __future__ import annotations

import json
from typing import Any

from archive.web import urls
from archive.web.context import site
from archive.web.feeds.entries import Entry, Feed

MEDIA_TYPE = "application/feed+json"


def write(feed: Feed) -> bytes:
    """Return the feed as a JSON document."""
    values = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.subtitle,
        "home_page_url": feed.page_url,
        "feed_url": feed.url,
        **({"next_url": feed.next_url} if feed.next_url else {}),
        "language": feed.language,
        "authors": [{"name": site().name, "url": urls.absolute(urls.home())}],
        "_archive": {
            "about": urls.absolute(urls.about()),
            "id": feed.id,
            "updated": feed.updated,
            "articles": feed.total,
            "license": site().licence.url,
        },
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(values, ensure_ascii=False, indent=1).encode() + b"\n"


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.url,
        "external_url": entry.original,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        # JSON Feed dates the item: the day the archive added the article, not the news date.
        "date_published": entry.added,
        "date_modified": entry.changed,
        "tags": [tag.name for tag in entry.tags],
        "_archive": {
            "published": entry.published,
            "outlet": entry.outlet.id,
            "tags": [tag.id for tag in entry.tags],
            "kind": entry.kind,
            "language": entry.language,
        },
    }
