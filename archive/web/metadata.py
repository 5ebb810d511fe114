"""What machines read in a page's head: Dublin Core, Highwire and Open Graph tags, schema.org.

Zotero takes the kind of an item from `z:itemType`, what kind of report or page it is from
`DC.type`, its newspaper from `prism.publicationName`, and files a page as a journal article if
`citation_journal_title` is there, which is why it is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import request

from archive.cite.names import names as names_in
from archive.cite.reference import FORMS, GENRES
from archive.export import describing
from archive.store.snapshot import Label, Snapshot
from archive.web import dates
from archive.web.context import settings
from archive.web.listing import Listing

RIGHTS = "http://rightsstatements.org/vocab/InC/1.0/"
"""The original is in copyright: the statement is about it, not about our digest."""

LICENCE = describing.LICENCE

_ZOTERO_TYPES = {"news": "newspaperArticle", "notice": "webpage", "report": "report"}
_SCHEMA_TYPES = {
    "opinion": "OpinionNewsArticle",
    "editorial": "OpinionNewsArticle",
    "analysis": "AnalysisNewsArticle",
    "report": "Report",
    "factsheet": "Report",
    "statement": "Article",
    "press-release": "Article",
}
_AUTHORITY_TYPES = {
    "tags": "DefinedTerm",
    "outlets": "Organization",
    "people": "Person",
    "organisations": "Organization",
    "events": "Event",
    "documents": "CreativeWork",
}
_BODY_TYPES = {
    "newspaper": "NewsMediaOrganization",
    "agency": "NewsMediaOrganization",
    "broadcaster": "NewsMediaOrganization",
    "media": "NewsMediaOrganization",
    "ngo": "NGO",
    "government": "GovernmentOrganization",
    "state": "GovernmentOrganization",
}
"""Kinds of outlets and organisations that schema.org has a narrower type for."""


@dataclass(frozen=True, slots=True)
class Meta:
    """The machine-readable head of one page."""

    description: str
    names: list[tuple[str, str]]
    """`<meta name>`, content."""
    properties: list[tuple[str, str]]
    """`<meta property>`, content."""
    data: dict[str, Any]
    """JSON-LD."""


def root_url() -> str:
    """The address of the site without a slash at its end, as readers know it."""
    return settings().public_url or request.host_url.rstrip("/")


def absolute(path: str) -> str:
    """A path of the site as an address."""
    return root_url() + path


def host_of(url: str) -> str:
    """The host of an original, as a reader would say it."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def of_article(row: Any, snapshot: Snapshot) -> Meta:
    """The head of an article's page."""
    outlet = snapshot.labels["outlets"][row.outlet].name
    subjects = [snapshot.labels["tags"][tag].name for tag in row.tags]
    url = absolute(f"/articles/{row.slug}/")
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
        ("og:type", "article"),
        ("og:title", row.title),
        ("og:description", row.summary_text),
        ("og:url", url),
        ("og:site_name", settings().name),
        ("article:section", row.kind),
        *(("article:tag", subject) for subject in subjects),
    ]
    if published:
        names.append(("DC.date", published))
        names.append(("citation_publication_date", published.replace("-", "/")))
        properties.append(("article:published_time", published))
    else:
        names.append(("DCTERMS.issued", date_for_zotero(row.published)))
    return Meta(row.summary_text, names, properties, _article_data(row, snapshot, url, published))


def zotero_type(kind: str) -> str:
    """What Zotero calls an article of a kind."""
    return _ZOTERO_TYPES[FORMS.get(kind, "news")]


def date_for_zotero(published: str) -> str:
    """A date as far as it is known; a doubtful one in words, which Zotero keeps as they are."""
    return dates.machine(published) or dates.words(published)


def of_authority(collection: str, record: Any, listing: Listing) -> Meta:
    """The head of an authority's page. `listing` is its coverage."""
    values = record._mapping
    name = values.get("name") or values.get("label") or values.get("title")
    description = (
        values.get("description") or values.get("definition") or values.get("summary") or ""
    )
    url = absolute(f"/{collection}/{record.id}/")
    about: dict[str, Any] = {
        "@type": _type(collection, values.get("kind")),
        "@id": url,
        "name": name,
        "description": description,
        "alternateName": values.get("alt") or None,
        "url": values.get("site") or values.get("url"),
        "identifier": values.get("symbol"),
        "datePublished" if collection == "documents" else "startDate": (
            _iso(values["date"]) if values.get("date") else None
        ),
    }
    properties = [
        ("og:type", "article"),
        ("og:title", name),
        ("og:description", description),
        ("og:url", url),
        ("og:site_name", settings().name),
    ]
    data = of_list(name, listing) | {"about": _known(about)}
    return Meta(description, [], properties, data)


def of_list(name: str, listing: Listing) -> dict[str, Any]:
    """A page of articles as JSON-LD: a collection and the items on this page of it."""
    return {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": name,
        "url": absolute(listing.canonical_path),
        "isPartOf": _site(),
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": listing.total,
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": listing.pager.first + position,
                    "url": absolute(f"/articles/{row.slug}/"),
                    "name": row.title,
                }
                for position, row in enumerate(listing.articles)
            ],
        },
    }


def _article_data(row: Any, snapshot: Snapshot, url: str, published: str | None) -> dict[str, Any]:
    labels = snapshot.labels
    outlet = labels["outlets"][row.outlet]
    mentions = [
        _thing(name, label)
        for name in ("people", "organisations", "events")
        for label in (labels[name][record_id] for record_id in row._mapping[name])
    ]
    citation = [
        _known({"@type": "CreativeWork", "name": label.name, "identifier": _symbol(label)})
        for label in (labels["documents"][record_id] for record_id in row.documents)
    ]
    original = {
        "@type": _SCHEMA_TYPES.get(row.kind, "NewsArticle"),
        "headline": row.title,
        "datePublished": published,
        "author": {"@type": "Person", "name": row.byline} if row.byline else None,
        "publisher": _thing("outlets", outlet),
        "inLanguage": row.language,
        "url": row.url,
        "archivedAt": url,
        "about": [_thing("tags", labels["tags"][tag]) for tag in row.tags],
        "mentions": mentions or None,
        "citation": citation or None,
    }
    return {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "name": row.title,
        "abstract": row.summary_text,
        "license": LICENCE,
        "isPartOf": _site(),
        "mainEntity": _known(original),
    }


def _thing(collection: str, label: Label) -> dict[str, str]:
    return {
        "@type": _type(collection, label.group),
        "name": label.name,
        "url": absolute(f"/{collection}/{label.id}/"),
    }


def _type(collection: str, kind: str | None) -> str:
    general = _AUTHORITY_TYPES[collection]
    return _BODY_TYPES.get(kind or "", general) if general == "Organization" else general


def _symbol(label: Any) -> str | None:
    """A document's symbol; its short form is the title where it has none."""
    return label.short if label.short and label.short != label.name else None


def _site() -> dict[str, str]:
    return {"@type": "WebSite", "name": settings().name, "url": absolute("/")}


def _iso(date: str) -> str | None:
    start = date.split("/")[0]
    return None if start == ".." else dates.machine(start)


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
