"""The head of a page as one value, and the function that renders a page with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask import Response, make_response, render_template

from archive.store.queries import ArticleRow
from archive.store.snapshot import Label
from archive.web import dates, urls
from archive.web.context import read_session
from archive.web.head import json_ld, meta_tags, signposting, social_cards
from archive.web.head.json_ld import Breadcrumb
from archive.web.head.json_ld_things import Data
from archive.web.head.meta_tags import Meta
from archive.web.head.signposting import TAG_FORMATS, Link
from archive.web.head.social_cards import Picture
from archive.web.i18n import gettext as _
from archive.web.labels import collection_name
from archive.web.lists.listing import Listing


class LinkTag(NamedTuple):
    """A `<link>` element: another format or language of the page, or a related page."""

    rel: str
    href: str
    type: str = ""
    title: str = ""
    hreflang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of one page."""

    title: str
    """The `<title>` without the site's name; empty on the front page."""
    description: str
    path: str
    """The canonical path."""
    meta: Meta
    json_ld: Data
    image: Picture
    links: tuple[Link, ...]
    """The links in the `Link` headers."""
    link_tags: tuple[LinkTag, ...] = ()
    noindex: bool = False


def show(template: str, head: Head, **values: object) -> Response:
    """Render a page from its template, its head, and the values of its body."""
    response = make_response(render_template(template, head=head, **values))
    for target, parameters in head.links:
        response.headers.add("Link", signposting.written(target, parameters))
    return response


def for_page(
    name: str,
    description: str,
    path: str,
    *,
    title: str | None = None,
    data: Data | None = None,
    links: Iterable[Link] = (),
    link_tags: Iterable[LinkTag] = (),
    noindex: bool = False,
) -> Head:
    """Return the head of a page called `name`.

    `title` is its title if that differs from its name, and `data` its JSON-LD if it is more than a
    page.
    """
    return Head(
        title=name if title is None else title,
        description=description,
        path=path,
        meta=meta_tags.for_page(name, description, path),
        json_ld=data or json_ld.for_page(name, description, path),
        image=social_cards.for_page(),
        links=(*links, *signposting.for_page()),
        link_tags=tuple(link_tags),
        noindex=noindex,
    )


def for_article(row: ArticleRow, files: Iterable[LinkTag]) -> Head:
    """Return the head of an article's page. `files` are its other formats."""
    snapshot, path = read_session().snapshot, urls.article(row.slug)
    outlet = snapshot.labels["outlets"][row.outlet].name
    return Head(
        title=f"{row.title} — {outlet}, {dates.words(row.published)}",
        description=row.summary_text,
        path=path,
        meta=meta_tags.for_article(row, snapshot),
        json_ld=json_ld.for_article(row, snapshot),
        image=social_cards.for_page("articles", row),
        links=(*signposting.for_article(row), *signposting.for_page()),
        link_tags=(*files, *_embeds(path, row.title), *for_zotero()),
    )


def for_record(collection: str, record: Any, listing: Listing, feeds: Iterable[LinkTag]) -> Head:
    """Return the head of an authority record's page. `listing` is its coverage."""
    values = record._mapping
    name = values.get("name") or values.get("label") or values.get("title")
    text = values.get("description") or values.get("definition") or values.get("summary")
    above = f"{name}{_mark(collection, record)} · {collection_name(collection)}"
    return Head(
        title=_numbered(meta_tags.titled(above, listing), listing),
        description=text,
        path=listing.canonical_path,
        meta=meta_tags.for_page(meta_tags.titled(name, listing), text, listing.canonical_path),
        json_ld=json_ld.for_authority(collection, record, listing),
        image=social_cards.for_page(collection, record),
        links=(*signposting.for_record(collection, record.id), *signposting.for_page()),
        link_tags=(*_neighbours(listing), *feeds, *_skos(collection, record.id)),
        noindex=listing.is_combination,
    )


def for_list(
    name: str,
    description: str,
    listing: Listing,
    feeds: Iterable[LinkTag],
    *,
    title: str | None = None,
    data: Data | None = None,
    above: Iterable[Breadcrumb] = (),
) -> Head:
    """Return the head of a page with a list of articles. `above` are its breadcrumbs."""
    return for_page(
        name,
        description,
        listing.canonical_path,
        title=_numbered(name if title is None else title, listing),
        data=data or json_ld.for_list(name, listing, above),
        links=signposting.for_list(),
        link_tags=(*_neighbours(listing), *feeds),
        noindex=listing.is_combination,
    )


def for_search(name: str, listing: Listing, feeds: Iterable[LinkTag]) -> Head:
    """Return the head of a page of search results, which search engines are asked not to index."""
    return for_page(
        name,
        name,
        listing.canonical_path,
        title=_numbered(name, listing),
        data=json_ld.for_search(name, listing),
        link_tags=feeds,
        noindex=True,
    )


def for_index(
    collection: str,
    description: str,
    path: str,
    items: Iterable[tuple[Label, str]],
    *,
    sentence: str,
    is_plain: bool,
) -> Head:
    """Return the head of an index. `items` are its records with their addresses."""
    name = collection_name(collection)
    return for_page(
        name,
        description,
        path,
        title=f"{name}: {sentence}" if sentence else name,
        data=json_ld.for_index(collection, path, list(items)),
        links=signposting.for_index(collection),
        link_tags=_skos(collection),
        noindex=not is_plain,
    )


def _numbered(title: str, listing: Listing) -> str:
    """Return the title of a page of a list, with the page number after the first page."""
    pager = listing.pager
    if pager.page == 1:
        return title
    page = _("page %(page)s of %(pages)s", page=pager.page, pages=pager.pages)
    return f"{title}, {page}"


def _mark(collection: str, record: Any) -> str:
    """Return the symbol or date that distinguishes documents with the same title."""
    if collection != "documents":
        return ""
    mark = record.symbol or (dates.words(record.date) if record.date else "")
    return f", {mark}" if mark else ""


def _neighbours(listing: Listing) -> list[LinkTag]:
    pages = (("prev", listing.pager.previous_url), ("next", listing.pager.next_url))
    return [LinkTag(rel, url) for rel, url in pages if url]


def _skos(collection: str, record_id: str | None = None) -> list[LinkTag]:
    """Return links to a tag, or to all tags, as SKOS."""
    if collection != "tags":
        return []
    return [
        LinkTag(
            "alternate", urls.term(record_id, form) if record_id else urls.vocabulary(form), kind
        )
        for form, kind in TAG_FORMATS.items()
    ]


def for_zotero() -> tuple[LinkTag, ...]:
    """Return where Zotero requests the article whose slug is in a page's `unapi-id` element."""
    return (LinkTag("unapi-server", urls.absolute(urls.unapi()), "application/xml", "unAPI"),)


def _embeds(path: str, title: str) -> list[LinkTag]:
    """Return the oEmbed discovery links of a page."""
    url = urls.absolute(path)
    return [
        LinkTag("alternate", urls.absolute(urls.oembed_of(url, form)), kind, title)
        for form, kind in (("json", "application/json+oembed"), ("xml", "text/xml+oembed"))
    ]
