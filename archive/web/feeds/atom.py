"""Write a feed as Atom (RFC 4287), with paging (RFC 5005) and OpenSearch elements for a search."""

from __future__ import annotations

from urllib.parse import quote

from archive.web import urls
from archive.web.context import site
from archive.web.feeds.entries import Entry, Feed
from archive.web.xml import Element, add, root, written

MEDIA_TYPE = "application/atom+xml"

_NAMESPACES = {
    "": "http://www.w3.org/2005/Atom",
    "opensearch": "http://a9.com/-/spec/opensearch/1.1/",
}


def write(feed: Feed) -> bytes:
    """Return the feed as an XML document."""
    top = root("feed", _NAMESPACES, **{"xml:lang": feed.language})
    add(top, "id", feed.id)
    add(top, "title", feed.title)
    add(top, "subtitle", feed.subtitle)
    add(top, "updated", feed.updated)
    author = add(top, "author")
    add(author, "name", site().name)
    add(author, "uri", urls.absolute(urls.home()))
    add(top, "rights", site().licence.name)
    for relation, url in (
        ("self", feed.url),
        ("first", feed.first_url),
        ("previous", feed.previous_url),
        ("next", feed.next_url),
        ("last", feed.last_url),
    ):
        if url:
            _link(top, relation, url, MEDIA_TYPE)
    _link(top, "alternate", feed.page_url, "text/html")
    _link(top, "license", site().licence.url)
    if feed.text:
        add(top, "opensearch:totalResults", str(feed.total))
        add(top, "opensearch:startIndex", str(feed.start))
        add(top, "opensearch:itemsPerPage", str(feed.size))
        query = {"role": "request", "searchTerms": quote(feed.text), "startIndex": str(feed.start)}
        add(top, "opensearch:Query", attributes=query)
    for entry in feed.entries:
        _add_entry(top, entry, feed.language)
    return written(top)


def _add_entry(top: Element, entry: Entry, language: str) -> None:
    element = add(top, "entry")
    add(element, "id", entry.id)
    add(element, "title", entry.title, {"xml:lang": entry.language})
    # Atom's `published` is the creation of the entry: the day the archive added the article.
    add(element, "published", entry.added)
    add(element, "updated", entry.changed)
    _link(element, "alternate", entry.url, "text/html")
    _link(element, "via", entry.original, language=entry.language)
    _category(element, entry.published, urls.timeline(), entry.published_words)
    _category(element, entry.outlet.id, urls.collection("outlets"), entry.outlet.name)
    for tag in entry.tags:
        _category(element, tag.id, urls.collection("tags"), tag.name)
    add(element, "summary", entry.summary, {"xml:lang": language})
    add(element, "content", entry.html, {"type": "html", "xml:lang": language})


def _link(
    parent: Element,
    relation: str,
    url: str,
    media_type: str | None = None,
    language: str | None = None,
) -> None:
    attributes = {"rel": relation, "type": media_type, "hreflang": language, "href": url}
    add(parent, "link", attributes=attributes)


def _category(parent: Element, term: str, scheme: str, label: str) -> None:
    add(
        parent,
        "category",
        attributes={"term": term, "scheme": urls.absolute(scheme), "label": label},
    )
