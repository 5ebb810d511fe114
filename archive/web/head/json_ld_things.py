"""The things that pages are about as schema.org nodes (JSON-LD): works and authority records.

A thing's `@id` is the address of its page here; its `url` is its own address, which for an
original is on its publisher's site. Unknown facts are left out: no date is made exact, and nothing
is claimed about copies, owners or prices of an original.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from archive.cite.bylines import authors
from archive.cite.names import Name
from archive.store.queries import ArticleRow
from archive.store.snapshot import Label, Snapshot
from archive.web import dates, urls
from archive.web.context import read_session
from archive.web.head import social_cards
from archive.web.head.meta_tags import RIGHTS
from archive.web.labels import collection_name, kind_name, record_kind

Data = dict[str, Any]

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


def work_type(kind: str) -> str:
    """Return the schema.org type of a published piece, given the kind of its article."""
    return _WORK_TYPES.get(kind, "NewsArticle")


def original(row: ArticleRow, snapshot: Snapshot, url: str) -> Data:
    """Describe the published piece: its publisher is the outlet, our page is its archive."""
    labels = snapshot.labels
    outlet = labels["outlets"][row.outlet]
    agency = labels["outlets"].get(row.agency or "") if row.agency != row.outlet else None
    is_newspaper = outlet.group == "newspaper"
    mentions = [
        thing(name, labels[name][record_id])
        for name in ("people", "organisations", "events")
        for record_id in getattr(row, name)
    ]
    picture = social_cards.for_page("articles", row)
    return known(
        {
            "@type": work_type(row.kind),
            "@id": row.url,
            "url": row.url,
            "headline": row.title,
            "image": picture.url,
            "genre": kind_name(row.kind),
            "datePublished": dates.machine(row.published),
            "author": _authors(authors(row.byline, row.credits)),
            "publisher": thing("outlets", outlet),
            "sourceOrganization": thing("outlets", agency) if agency else None,
            "isPartOf": {"@type": "Newspaper", "name": outlet.name} if is_newspaper else None,
            "inLanguage": row.language,
            "archivedAt": url,
            "usageInfo": RIGHTS,
            "temporalCoverage": _period(row.event_date),
            "contentLocation": [{"@type": "Place", "name": name} for name in row.places] or None,
            "about": [thing("tags", labels["tags"][tag]) for tag in row.tags],
            "mentions": mentions or None,
            "citation": [thing("documents", labels["documents"][d]) for d in row.documents] or None,
        }
    )


def _authors(names: Iterable[Name]) -> Data | list[Data] | None:
    """Describe the people of a byline; a name in a second script becomes an alternate name."""
    people = [
        known(
            {
                "@type": "Organization" if name.is_body else "Person",
                "name": name.printed,
                "alternateName": name.native or None,
            }
        )
        for name in names
    ]
    return people[0] if len(people) == 1 else people or None


def record_node(collection: str, record: Any, articles: Sequence[ArticleRow]) -> Data:
    """Describe a record; `articles` are those on its page, oldest first for an event."""
    values = record._mapping
    names = [values.get("name_ko"), values.get("label_ko"), values.get("abbreviation")]
    names += [values.get("short"), *values.get("alt", [])]
    name = values.get("name") or values.get("label") or values.get("title")
    node = {
        "@type": _type(collection, values.get("kind")),
        "@id": urls.absolute(urls.record(collection, record.id)),
        "name": name,
        "description": values.get("description")
        or values.get("definition")
        or values.get("summary"),
        "alternateName": [n for n in dict.fromkeys(names) if n and n != name] or None,
    }
    return known(node | _MORE[collection](record, articles))


def _tag(record: Any, articles: Sequence[ArticleRow]) -> Data:
    return {"termCode": record.id, "inDefinedTermSet": term_set()}


def _outlet(record: Any, articles: Sequence[ArticleRow]) -> Data:
    country = {"@type": "Country", "name": record.country} if record.country else None
    return {"url": record.site, "foundingDate": exact_date(record.founded), "location": country}


def _person(record: Any, articles: Sequence[ArticleRow]) -> Data:
    return {
        "hasOccupation": [
            known(
                {
                    "@type": "Role",
                    "hasOccupation": {"@type": "Occupation", "name": role["role"]},
                    "startDate": exact_date(role.get("start")),
                    "endDate": exact_date(role.get("end")),
                }
            )
            for role in record.roles
        ]
    }


def _organisation(record: Any, articles: Sequence[ArticleRow]) -> Data:
    return {}


def _event(record: Any, articles: Sequence[ArticleRow]) -> Data:
    start, _slash, end = record.date.partition("/")
    tags, documents = _labels("tags", record.tags), _labels("documents", record.documents)
    reports = [
        {"@type": "WebPage", "@id": urls.absolute(urls.article(row.slug)), "name": row.title}
        for row in articles
    ]
    return {
        "startDate": exact_date(start),
        "endDate": exact_date(end),
        "about": [thing("tags", label) for label in tags] or None,
        "workFeatured": [thing("documents", label) for label in documents] or None,
        "subjectOf": reports or None,
    }


def _document(record: Any, articles: Sequence[ArticleRow]) -> Data:
    return {
        "url": record.url,
        "identifier": record.symbol,
        "genre": record_kind("documents", record.kind),
        "datePublished": exact_date(record.date),
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


def thing(collection: str, label: Label) -> Data:
    """Describe another record by name only: its own page has the rest, under the same `@id`."""
    kind = label.kind_of_document if collection == "documents" else label.group
    symbol = label.short if collection == "documents" else None
    return known(
        {
            # Search engines reject an `Event` without a date; the event's own page gives it.
            "@type": "Thing" if collection == "events" else _type(collection, kind),
            "@id": urls.absolute(urls.record(collection, label.id)),
            "name": label.name,
            "identifier": symbol,
        }
    )


def _type(collection: str, kind: str | None) -> str:
    general = _THING_TYPES[collection]
    narrower = {"Organization": _BODY_TYPES, "CreativeWork": _DOCUMENT_TYPES}.get(general, {})
    return narrower.get(kind or "", general)


def term_set() -> Data:
    """Describe the vocabulary of tags by name only."""
    name = collection_name("tags")
    return {"@type": "DefinedTermSet", "@id": urls.absolute(urls.collection("tags")), "name": name}


def exact_date(date: str | None) -> str | None:
    """Return a date in ISO 8601; `None` if it is uncertain, open or missing."""
    return dates.machine(date) if date and date != ".." else None


def _period(date: str | None) -> str | None:
    """Return a date, or an interval if both ends are exact."""
    ends = [exact_date(end) for end in (date or "").split("/")]
    return None if None in ends else "/".join(str(end) for end in ends)


def known(values: Data) -> Data:
    """Return the values that are not `None`."""
    return {name: value for name, value in values.items() if value is not None}
