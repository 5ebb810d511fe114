"""Describe pages as schema.org data (JSON-LD): their subject, breadcrumbs and site.

Unknown facts are left out: no date is made exact, and nothing is claimed about copies, owners or
prices of an original. Our page's address is the `@id` of a thing; `url` is the thing's own address,
which for an original is on its publisher's site.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from archive.cite.names import names as names_in
from archive.store.queries import ArticleRow
from archive.store.snapshot import Label, Snapshot
from archive.web import dates, urls
from archive.web.context import read_session, site
from archive.web.head.meta_tags import RIGHTS, titled
from archive.web.i18n import gettext as _
from archive.web.i18n import locale
from archive.web.labels import collection_name, kind_name, record_kind
from archive.web.lists.listing import Listing

Data = dict[str, Any]

CONTEXT = "https://schema.org"

_WORK_TYPES = {
    "news": "NewsArticle",
    "opinion": "OpinionNewsArticle",
    "editorial": "OpinionNewsArticle",
    "analysis": "AnalysisNewsArticle",
    "report": "Report",
    "factsheet": "Report",
    "statement": "Article",
    "press-release": "Article",
}
_DOCUMENT_TYPES = {
    "report": "Report",
    "working-group report": "Report",
    "law": "Legislation",
}
_THING_TYPES = {
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
"""Kinds of outlets and organisations that have a narrower type in schema.org."""


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
        datePublished=row.added_at,
        dateModified=row.changed_at,
        lastReviewed=_exact(row.checked),
        mainEntity=_original(row, snapshot, url),
    ) | {"@id": url}


def work_type(kind: str) -> str:
    """Return the schema.org type of a published piece, given the kind of its article."""
    return _WORK_TYPES.get(kind, "NewsArticle")


def for_authority(collection: str, record: Any, listing: Listing) -> Data:
    """Describe the page of a record: the record, and its coverage as a list."""
    thing = _record(collection, record, listing)
    above = [Breadcrumb(collection_name(collection), urls.collection(collection))]
    sources = [{"@type": "WebPage", "url": source} for source in record.sources]
    extra = {"about": thing, "citation": sources or None}
    return _of_list(titled(thing["name"], listing), listing, above, **extra)


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
        terms = [_thing("tags", label) for label, _url in items]
        data["about"] = _term_set() | {"hasDefinedTerm": terms}
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
    } | _known(more)


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


def _original(row: ArticleRow, snapshot: Snapshot, url: str) -> Data:
    """Describe the published piece: its publisher is the outlet, our page is its archive."""
    labels = snapshot.labels
    outlet = labels["outlets"][row.outlet]
    agency = labels["outlets"].get(row.agency or "") if row.agency != row.outlet else None
    is_newspaper = outlet.group == "newspaper"
    mentions = [
        _thing(name, labels[name][record_id])
        for name in ("people", "organisations", "events")
        for record_id in getattr(row, name)
    ]
    return _known(
        {
            "@type": work_type(row.kind),
            "@id": row.url,
            "url": row.url,
            "headline": row.title,
            "genre": kind_name(row.kind),
            "datePublished": dates.machine(row.published),
            "author": _authors(row.byline),
            "publisher": _thing("outlets", outlet),
            "sourceOrganization": _thing("outlets", agency) if agency else None,
            "isPartOf": {"@type": "Newspaper", "name": outlet.name} if is_newspaper else None,
            "inLanguage": row.language,
            "archivedAt": url,
            "usageInfo": RIGHTS,
            "temporalCoverage": _period(row.event_date),
            "contentLocation": [{"@type": "Place", "name": name} for name in row.places] or None,
            "about": [_thing("tags", labels["tags"][tag]) for tag in row.tags],
            "mentions": mentions or None,
            "citation": [_thing("documents", labels["documents"][d]) for d in row.documents]
            or None,
        }
    )


def _authors(byline: str | None) -> Data | list[Data] | None:
    """Describe the people of a byline; a name in a second script becomes an alternate name."""
    people = [
        _known({"@type": "Person", "name": name.printed, "alternateName": name.native or None})
        for name in names_in(byline)
    ]
    return people[0] if len(people) == 1 else people or None


def _record(collection: str, record: Any, listing: Listing) -> Data:
    values = record._mapping
    names = [values.get("name_ko"), values.get("label_ko"), values.get("abbreviation")]
    names += [values.get("short"), *values.get("alt", [])]
    name = values.get("name") or values.get("label") or values.get("title")
    thing = {
        "@type": _type(collection, values.get("kind")),
        "@id": urls.absolute(urls.record(collection, record.id)),
        "name": name,
        "description": values.get("description")
        or values.get("definition")
        or values.get("summary"),
        "alternateName": [n for n in dict.fromkeys(names) if n and n != name] or None,
    }
    return _known(thing | _MORE[collection](record, listing))


def _tag(record: Any, listing: Listing) -> Data:
    return {"termCode": record.id, "inDefinedTermSet": _term_set()}


def _outlet(record: Any, listing: Listing) -> Data:
    country = {"@type": "Country", "name": record.country} if record.country else None
    return {"url": record.site, "foundingDate": _exact(record.founded), "location": country}


def _person(record: Any, listing: Listing) -> Data:
    return {
        "hasOccupation": [
            _known(
                {
                    "@type": "Role",
                    "hasOccupation": {"@type": "Occupation", "name": role["role"]},
                    "startDate": _exact(role.get("start")),
                    "endDate": _exact(role.get("end")),
                }
            )
            for role in record.roles
        ]
    }


def _organisation(record: Any, listing: Listing) -> Data:
    return {}


def _event(record: Any, listing: Listing) -> Data:
    start, _slash, end = record.date.partition("/")
    tags, documents = _labels("tags", record.tags), _labels("documents", record.documents)
    reports = [
        {"@type": "WebPage", "@id": urls.absolute(urls.article(row.slug)), "name": row.title}
        for row in listing.articles
    ]
    return {
        "startDate": _exact(start),
        "endDate": _exact(end),
        "about": [_thing("tags", label) for label in tags] or None,
        "workFeatured": [_thing("documents", label) for label in documents] or None,
        "subjectOf": reports or None,
    }


def _document(record: Any, listing: Listing) -> Data:
    return {
        "url": record.url,
        "identifier": record.symbol,
        "genre": record_kind("documents", record.kind),
        "datePublished": _exact(record.date),
    }


_MORE = {
    "tags": _tag,
    "outlets": _outlet,
    "people": _person,
    "organisations": _organisation,
    "events": _event,
    "documents": _document,
}


def _labels(collection: str, ids: Iterable[str]) -> list[Label]:
    known = read_session().snapshot.labels[collection]
    return [known[record_id] for record_id in ids]


def _thing(collection: str, label: Label) -> Data:
    """Describe another record by name only: its own page has the rest, under the same `@id`."""
    kind = label.kind_of_document if collection == "documents" else label.group
    symbol = label.short if collection == "documents" else None
    return _known(
        {
            "@type": _type(collection, kind),
            "@id": urls.absolute(urls.record(collection, label.id)),
            "name": label.name,
            "identifier": symbol,
        }
    )


def _type(collection: str, kind: str | None) -> str:
    general = _THING_TYPES[collection]
    narrower = {"Organization": _BODY_TYPES, "CreativeWork": _DOCUMENT_TYPES}.get(general, {})
    return narrower.get(kind or "", general)


def _term_set() -> Data:
    name = collection_name("tags")
    return {"@type": "DefinedTermSet", "@id": urls.absolute(urls.collection("tags")), "name": name}


def _site() -> Data:
    return {
        "@type": "WebSite",
        "@id": urls.absolute(urls.home()) + "#site",
        "name": site().name,
        "url": urls.absolute(urls.home()),
    }


def _language() -> str:
    return str(locale()).replace("_", "-")


def _exact(date: str | None) -> str | None:
    """Return a date in ISO 8601; `None` if it is uncertain, open or missing."""
    return dates.machine(date) if date and date != ".." else None


def _period(date: str | None) -> str | None:
    """Return a date, or an interval if both ends are exact."""
    ends = [_exact(end) for end in (date or "").split("/")]
    return None if None in ends else "/".join(str(end) for end in ends)


def _known(values: Data) -> Data:
    return {name: value for name, value in values.items() if value is not None}
