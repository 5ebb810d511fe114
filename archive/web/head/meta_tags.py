"""What machines read in a page's head: Dublin Core, Highwire and Open Graph tags.

Zotero takes the kind of an item from `z:itemType`, what kind of report or page it is from
`DC.type`, its newspaper from `prism.publicationName`, and files a page as a journal article if
`citation_journal_title` is there, which is why it is not.
"""

from __future__ import annotations

from dataclasses import dataclass

from archive.cite.names import names as names_in
from archive.cite.reference import FORMS, GENRES
from archive.store.queries import ArticleRow
from archive.store.snapshot import Snapshot
from archive.web import dates, urls
from archive.web.context import site
from archive.web.i18n import locale
from archive.web.lists.listing import Listing

RIGHTS = "http://rightsstatements.org/vocab/InC/1.0/"
"""The original is in copyright: the statement is about it, not about our digest."""

_ZOTERO_TYPES = {"news": "newspaperArticle", "notice": "webpage", "report": "report"}
_OG_LOCALES = {"en": "en_GB", "ko": "ko_KR"}
"""Languages of the interface, in the form that Open Graph asks for."""


@dataclass(frozen=True, slots=True)
class Meta:
    """The `<meta>` elements of one page, but for its description."""

    names: list[tuple[str, str]]
    """`<meta name>`, content."""
    properties: list[tuple[str, str]]
    """`<meta property>`, content."""


def for_article(row: ArticleRow, snapshot: Snapshot) -> Meta:
    """The head of an article's page."""
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
    # A body has no family name: Zotero would cut one out of it, so the outlet stands for it.
    names += [("citation_author", name.inverted) for name in names_in(row.byline) if name.is_person]
    names += [("DC.subject", subject) for subject in subjects]
    names += [("DCTERMS.spatial", place) for place in row.places]
    properties = [
        *_open_graph("article", row.title, row.summary_text, url),
        ("article:section", row.kind),
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
    """What Zotero calls an article of a kind."""
    return _ZOTERO_TYPES[FORMS.get(kind, "news")]


def date_for_zotero(published: str) -> str:
    """A date as far as it is known; a doubtful one in words, which Zotero keeps as they are."""
    return dates.machine(published) or dates.words(published)


def titled(name: str, listing: Listing) -> str:
    """What a list is called: its page's name, with the query if one is asked."""
    return f"{name}: {listing.sentence}" if listing.sentence else name


def for_page(title: str, description: str, path: str) -> Meta:
    """The head of a page that is no article. `path` is its canonical address on the site."""
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
