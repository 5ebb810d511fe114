"""Describe pages as schema.org data (JSON-LD): the page, its list, breadcrumbs and the site."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from archive.store.queries import ArticleRow
from archive.store.snapshot import Label, Snapshot
from archive.web import urls
from archive.web.context import site
from archive.web.head.json_ld_things import (
    Data,
    exact_date,
    known,
    original,
    record_node,
    term_set,
    thing,
)
from archive.web.head.meta_tags import titled
from archive.web.i18n import gettext as _
from archive.web.i18n import locale
from archive.web.labels import collection_name
from archive.web.lists.listing import Listing

CONTEXT = "https://schema.org"


class Breadcrumb(NamedTuple):
    """A page above another one in the breadcrumb trail."""

    name: str
    path: str


def for_article(row: ArticleRow, snapshot: Snapshot) -> Data:
    """Describe an article's page and the published piece that it is about."""
    url = urls.absolute(urls.article(row.slug))
    year = row.earliest[:4]
    return _page(
        "WebPage",
        row.title,
        urls.article(row.slug),
        [Breadcrumb(year, urls.period(int(year)))],
        abstract=row.summary_text,
        dateCreated=row.added_at,
        dateModified=row.changed_at,
        lastReviewed=exact_date(row.checked),
        mainEntity=original(row, snapshot, url),
    ) | {"@id": url}


def for_authority(collection: str, record: Any, listing: Listing) -> Data:
    """Describe the page of a record: the record, and its coverage as a list."""
    node = record_node(collection, record, listing.articles)
    above = [Breadcrumb(collection_name(collection), urls.collection(collection))]
    sources = [{"@type": "WebPage", "url": source} for source in record.sources]
    extra = {"about": node, "citation": sources or None}
    return _of_list(titled(node["name"], listing), listing, above, **extra)


def for_list(name: str, listing: Listing, above: Iterable[Breadcrumb] = ()) -> Data:
    """Describe a page of a list of articles: the collection, and the items on this page."""
    return _of_list(name, listing, above)


def for_front(name: str, listing: Listing) -> Data:
    """Describe the timeline, which as the front page also describes the whole site."""
    data = _of_list(name, listing, ())
    data["isPartOf"] = _site() | {
        "description": site().subject,
        "inLanguage": _language(),
        "license": site().licence.url,
    }
    return data


def for_index(collection: str, path: str, items: list[tuple[Label, str]]) -> Data:
    """Describe an index with its records and their addresses. The tags are a vocabulary too."""
    entries = [(label.name, url) for label, url in items]
    name = collection_name(collection)
    data = _page("CollectionPage", name, path, [], mainEntity=_item_list(entries))
    if collection == "tags":
        terms = [thing("tags", label) for label, _url in items]
        data["about"] = term_set() | {"hasDefinedTerm": terms}
    return data


def for_words(name: str, description: str, path: str, table: str, words: Iterable[str]) -> Data:
    """Describe the page of the lexicon: the words, and its table as a data set."""
    terms = [{"@type": "DefinedTerm", "name": word} for word in words]
    numbers = dataset(name, description, path, [("text/csv", table)])
    lexicon = {"@type": "DefinedTermSet", "name": name, "hasDefinedTerm": terms}
    return _page(
        "WebPage", name, path, [], description=description, about=lexicon, mainEntity=numbers
    )


def for_page(
    name: str,
    description: str,
    path: str,
    above: Iterable[Breadcrumb] = (),
    main: Data | None = None,
) -> Data:
    """Describe any other page; `main` is the thing that it is about, if there is one."""
    return _page("WebPage", name, path, above, description=description, mainEntity=main)


def for_about(page: Any) -> Data:
    """Describe a page about the archive."""
    is_first = page.slug == "index"
    path = urls.about(page.slug)
    above = [] if is_first else [Breadcrumb(_("About"), urls.about())]
    return _page("AboutPage", page.title, path, above, description=page.description)


def for_search(name: str, listing: Listing) -> Data:
    """Describe a page of search results."""
    return _of_list(name, listing, ()) | {"@type": "SearchResultsPage"}


def dataset(name: str, description: str, path: str, files: Iterable[tuple[str, str]]) -> Data:
    """Describe a data set; `files` are its downloads as (media type, path)."""
    return {
        "@type": "Dataset",
        "name": name,
        "description": description,
        "url": urls.absolute(path),
        "license": site().licence.url,
        "creator": {
            "@type": "Organization",
            "name": site().name,
            "url": urls.absolute(urls.home()),
        },
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": urls.absolute(file)}
            for kind, file in files
        ],
    }


def _page(kind: str, name: str, path: str, above: Iterable[Breadcrumb], **more: Any) -> Data:
    return {
        "@context": CONTEXT,
        "@type": kind,
        "name": name,
        "url": urls.absolute(path),
        "inLanguage": _language(),
        "license": site().licence.url,
        "isPartOf": _site(),
        "breadcrumb": _trail([*above, Breadcrumb(name, path)]),
    } | known(more)


def _of_list(name: str, listing: Listing, above: Iterable[Breadcrumb], **more: Any) -> Data:
    path = listing.canonical_path
    items = [(row.title, urls.article(row.slug)) for row in listing.articles]
    entries = _item_list(items, listing.pager.first, listing.total)
    data = _page("CollectionPage", name, path, above, **more, mainEntity=entries)
    if path == urls.home():
        del data["breadcrumb"]
    return data


def _item_list(entries: list[tuple[str, str]], first: int = 1, total: int | None = None) -> Data:
    return {
        "@type": "ItemList",
        "numberOfItems": len(entries) if total is None else total,
        "itemListElement": [
            {"@type": "ListItem", "position": position, "url": urls.absolute(path), "name": name}
            for position, (name, path) in enumerate(entries, first)
        ],
    }


def _trail(places: list[Breadcrumb]) -> Data:
    steps = [Breadcrumb(site().name, urls.home()), *places]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": urls.absolute(path)}
            for number, (name, path) in enumerate(steps, 1)
        ],
    }


def _site() -> Data:
    return {
        "@type": "WebSite",
        "@id": urls.absolute(urls.home()) + "#site",
        "name": site().name,
        "url": urls.absolute(urls.home()),
    }


def _language() -> str:
    return str(locale()).replace("_", "-")
