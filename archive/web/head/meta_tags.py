"""Meta tags of a page: Dublin Core, Highwire and Open Graph.

Zotero reads the item type from `z:itemType`, the type of report or page from `DC.type`, and the
newspaper from `prism.publicationName`. There is no `citation_journal_title`: with it, Zotero would
treat the page as a journal article.
"""

from __future__ import annotations

from dataclasses import dataclass

from archive.cite.bylines import authors
from archive.cite.reference import FORMS, GENRES
from archive.store.queries import ArticleRow
from archive.store.snapshot import Snapshot
from archive.web import dates, urls
from archive.web.context import site
from archive.web.i18n import locale
from archive.web.lists.listing import Listing

RIGHTS = "http://rightsstatements.org/vocab/InC/1.0/"
""" "In copyright": a statement about the original, not about our digest."""

_ZOTERO_TYPES = {"news": "newspaperArticle", "notice": "webpage", "report": "report"}
_OG_LOCALES = {"en": "en_GB", "ko": "ko_KR"}
"""Language of the interface → Open Graph locale."""


@dataclass(frozen=True, slots=True)
class Meta:
    """The `<meta>` elements of one page, except its description."""

    names: list[tuple[str, str]]
    """`<meta name>`, content."""
    properties: list[tuple[str, str]]
    """`<meta property>`, content."""


def for_article(row: ArticleRow, snapshot: Snapshot) -> Meta:
    """Return the meta tags of an article's page."""
    outlet = snapshot.labels["outlets"][row.outlet].name
    subjects = [snapshot.labels["tags"][tag].name for tag in row.tags]
    url = urls.absolute(urls.article(row.slug))
    published = dates.machine(row.published)
    names = [
        ("z:itemType", zotero_type(row.kind)),
        (
            "DC.type",
            GENRES[row.kind] if row.kind in FORMS and row.kind in GENRES else zotero_type(row.kind),
        ),
        ("DC.title", row.title),
        ("DC.publisher", outlet),
        ("DC.language", row.language),
        ("DC.identifier", url),
        ("DC.source", row.url),
        ("DC.rights", RIGHTS),
        ("prism.publicationName", outlet),
        ("citation_title", row.title),
        ("citation_language", row.language),
        ("citation_public_url", row.url),
        ("citation_keywords", "; ".join(subjects)),
    ]
    # A corporate author has no family name. Zotero would invent one, so the outlet is used instead.
    names += [
        ("citation_author", name.inverted)
        for name in authors(row.byline, row.credits)
        if name.is_person
    ]
    names += [("DC.subject", subject) for subject in subjects]
    names += [("DCTERMS.spatial", place) for place in row.places]
    properties = [
        *_open_graph("article", row.title, row.summary_text, url),
        *((("article:section", GENRES[row.kind]),) if row.kind in GENRES else ()),
        *(("article:tag", subject) for subject in subjects),
    ]
    if published:
        names.append(("DC.date", published))
        names.append(("citation_publication_date", published.replace("-", "/")))
        properties.append(("article:published_time", published))
    else:
        names.append(("DCTERMS.issued", date_for_zotero(row.published)))
    return Meta(names, properties)


def zotero_type(kind: str) -> str:
    """Return Zotero's item type for a kind of article."""
    return _ZOTERO_TYPES[FORMS.get(kind, "news")]


def date_for_zotero(published: str) -> str:
    """Return a date for Zotero; an uncertain one in words, which Zotero keeps unchanged."""
    return dates.machine(published) or dates.words(published)


def titled(name: str, listing: Listing) -> str:
    """Return the title of a list: the name of its page, and its query if there is one."""
    return f"{name}: {listing.sentence}" if listing.sentence else name


def for_page(title: str, description: str, path: str) -> Meta:
    """Return the meta tags of any other page. `path` is its canonical path."""
    properties = _open_graph("website", title, description, urls.absolute(path))
    return Meta([], properties)


def _open_graph(kind: str, title: str, description: str, url: str) -> list[tuple[str, str]]:
    return [
        ("og:type", kind),
        ("og:title", title),
        ("og:description", description),
        ("og:url", url),
        ("og:site_name", site().name),
        ("og:locale", _OG_LOCALES.get(str(locale()), str(locale()))),
    ]
