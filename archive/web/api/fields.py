"""What the records of the API have, member by member: names, JSON schemas, meanings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from archive.web.i18n import gettext as _

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer", "minimum": 0}
FLAG: Schema = {"type": "boolean"}
ADDRESS: Schema = {"type": "string", "format": "uri"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}


def or_null(schema: Schema) -> Schema:
    """The schema of a value that may be missing, and is `null` then."""
    return schema | {"type": [schema["type"], "null"]}


def many(schema: Schema) -> Schema:
    """The schema of a list."""
    return {"type": "array", "items": schema}


def shape(**members: Schema) -> Schema:
    """The schema of a small object that has all of its members."""
    return {
        "type": "object",
        "properties": members,
        "required": list(members),
        "additionalProperties": False,
    }


@dataclass(frozen=True, slots=True)
class Field:
    """A member of a JSON object."""

    name: str
    schema: Schema
    meaning: Callable[[], str]
    column: str = ""
    """Where the database has it, if not under its name."""
    listed: bool = True
    """Whether a list gives it without being asked."""
    optional: bool = False
    """Whether an object may be without it."""


def object_of(fields: tuple[Field, ...], *, chosen: bool = False) -> Schema:
    """The schema of an object. Where members can be chosen, only `id` is sure to be there."""
    return {
        "type": "object",
        "properties": {
            field.name: field.schema | {"description": field.meaning()} for field in fields
        },
        "required": ["id"] if chosen else [f.name for f in fields if not f.optional],
        "additionalProperties": False,
    }


_ID = Field("id", TEXT, lambda: _("The id, which does not change."))
_API = Field("api", ADDRESS, lambda: _("The address of this record in the API."))
_NOTE = Field("note", or_null(TEXT), lambda: _("A remark of the archive."))
_SOURCES = Field("sources", many(TEXT), lambda: _("Addresses of pages that support the record."))
_KOREAN = Field("name_ko", or_null(TEXT), lambda: _("The name in Korean."))
_ALT = Field("alt", many(TEXT), lambda: _("Other names and spellings that texts use."))
_FOUNDING = Field(
    "founding", FLAG, lambda: _("Whether one of the five articles that the archive began with.")
)
_NAMED = Field(
    "founding", FLAG, lambda: _("Whether named in the five articles that the archive began with.")
)
_DESCRIPTION = Field("description", TEXT, lambda: _("Who or what it is."))

FOUND = Field(
    "found",
    or_null(
        shape(
            text={"enum": ["summary", "digest"]},
            snippet=many(shape(text=TEXT, marked=FLAG)),
            named=many(TEXT),
        )
    ),
    lambda: _(
        "With “q”: a piece of the summary or digest with the places that match, and the names for "
        "which the article was found where no text of it matches."
    ),
)

ARTICLE: tuple[Field, ...] = (
    Field("id", TEXT, lambda: _("The slug: the end of the article’s address.")),
    Field("url", ADDRESS, lambda: _("The article’s page here.")),
    _API,
    Field("original", TEXT, lambda: _("The address of the published piece.")),
    Field("title", TEXT, lambda: _("The headline as published; in [brackets] where we gave it.")),
    Field("outlet", TEXT, lambda: _("The id of the outlet.")),
    Field("published", TEXT, lambda: _("The date of publication as EDTF, as exact as is known.")),
    Field("earliest", DAY, lambda: _("The first day that the date may mean.")),
    Field("latest", DAY, lambda: _("The last day that the date may mean.")),
    Field(
        "published_from",
        {"enum": ["printed", "url", "inferred"]},
        lambda: _("How the date is known."),
    ),
    Field("language", TEXT, lambda: _("The language of the original, a BCP 47 tag.")),
    Field("kind", TEXT, lambda: _("News, an editorial, a statement and so on.")),
    Field("agency", or_null(TEXT), lambda: _("The id of the credited agency.")),
    Field("byline", or_null(TEXT), lambda: _("The person credited.")),
    Field("tags", many(TEXT), lambda: _("Ids of tags.")),
    Field("people", many(TEXT), lambda: _("Ids of people.")),
    Field("organisations", many(TEXT), lambda: _("Ids of organisations.")),
    Field("events", many(TEXT), lambda: _("Ids of events reported on.")),
    Field("documents", many(TEXT), lambda: _("Ids of documents cited.")),
    Field("words", many(TEXT), lambda: _("Ids of the words that headline and digest use.")),
    Field("places", many(TEXT), lambda: _("Names of places.")),
    Field("event_date", or_null(TEXT), lambda: _("When the reported happened, as EDTF.")),
    _FOUNDING,
    Field("checked", or_null(TEXT), lambda: _("When the record was last checked.")),
    _NOTE,
    Field("aliases", many(TEXT), lambda: _("Former slugs.")),
    Field("summary", TEXT, lambda: _("The summary.")),
    Field("digest", TEXT, lambda: _("The digest below the summary, as text."), listed=False),
    Field("digest_html", TEXT, lambda: _("The same as HTML."), listed=False),
    Field("added", MOMENT, lambda: _("When the archive first stored it.")),
    Field("changed", MOMENT, lambda: _("When the archive last changed it.")),
)
"""The members of an article, in the order of `archive.web.article_data.for_article`."""

_ROLE = shape(**{"role": TEXT, "from": or_null(TEXT), "to": or_null(TEXT)})

_OWN: dict[str, tuple[Field, ...]] = {
    "tags": (
        Field("short", TEXT, lambda: _("The form on a chip.")),
        Field("label", TEXT, lambda: _("The preferred term.")),
        Field("label_ko", or_null(TEXT), lambda: _("The preferred term in Korean.")),
        Field("group", TEXT, lambda: _("Body, mechanism, principle, country or theme.")),
        Field("definition", TEXT, lambda: _("What the term means.")),
        _ALT,
        Field("broader", many(TEXT), lambda: _("Ids of broader terms.")),
        Field("related", many(TEXT), lambda: _("Ids of related terms.")),
    ),
    "outlets": (
        Field("name", TEXT, lambda: _("The name.")),
        _KOREAN,
        Field("country", or_null(TEXT), lambda: _("Where it is published.")),
        Field("kind", TEXT, lambda: _("A newspaper, agency, broadcaster and so on.")),
        Field("founded", or_null(TEXT), lambda: _("When it was founded, as EDTF.")),
        _DESCRIPTION,
        Field("site", or_null(TEXT), lambda: _("Its own site.")),
        _NAMED,
        _ALT,
    ),
    "people": (
        Field("name", TEXT, lambda: _("The name.")),
        _KOREAN,
        Field(
            "roles",
            many(_ROLE),
            lambda: _("Offices held, with EDTF dates; “null” where a date is not known."),
        ),
        _DESCRIPTION,
        _ALT,
        _NAMED,
    ),
    "organisations": (
        Field("name", TEXT, lambda: _("The name.")),
        _KOREAN,
        Field("abbreviation", or_null(TEXT), lambda: _("The abbreviation.")),
        _ALT,
        Field("kind", TEXT, lambda: _("A body of the UN or of a state, a group and so on.")),
        _DESCRIPTION,
        _NAMED,
    ),
    "events": (
        Field("title", TEXT, lambda: _("What happened, in one line.")),
        Field("date", TEXT, lambda: _("When, as an EDTF date or interval.")),
        Field("earliest", DAY, lambda: _("The first day that the date may mean.")),
        Field("latest", DAY, lambda: _("The last day that the date may mean.")),
        Field("body", TEXT, lambda: _("The body that it belongs to.")),
        Field("summary", TEXT, lambda: _("What happened.")),
        Field("tags", many(TEXT), lambda: _("Ids of tags.")),
        Field("documents", many(TEXT), lambda: _("Ids of documents that belong to it.")),
    ),
    "documents": (
        Field("symbol", or_null(TEXT), lambda: _("The UN symbol.")),
        Field("title", TEXT, lambda: _("The title.")),
        Field("date", or_null(TEXT), lambda: _("The date as EDTF.")),
        Field("earliest", or_null(DAY), lambda: _("The first day that the date may mean.")),
        Field("latest", or_null(DAY), lambda: _("The last day that the date may mean.")),
        Field("body", TEXT, lambda: _("The body that it comes from.")),
        Field("kind", TEXT, lambda: _("A report, resolution, treaty and so on.")),
        Field("original", TEXT, lambda: _("Where the document itself is."), "url"),
        _DESCRIPTION,
        Field("verified", FLAG, lambda: _("Whether the symbol was seen on a source page.")),
    ),
    "words": (
        Field("label", TEXT, lambda: _("The word.")),
        Field("language", TEXT, lambda: _("Its language, a BCP 47 tag.")),
        Field("forms", many(TEXT), lambda: _("What is looked for.")),
        Field("own", FLAG, lambda: _("Whether it is the archive’s own word.")),
        Field("except", many(TEXT), lambda: _("Phrases that do not count."), "exceptions"),
        Field("definition", TEXT, lambda: _("What the word says, and who uses it.")),
    ),
}

AUTHORITY: dict[str, tuple[Field, ...]] = {
    collection: (
        _ID,
        Field("url", ADDRESS, lambda: _("Its page here.")),
        _API,
        *own,
        _NOTE,
        _SOURCES,
        Field("articles", WHOLE, lambda: _("How many articles name it and are asked for.")),
        Field("articles_url", ADDRESS, lambda: _("The address of just these articles.")),
    )
    for collection, own in _OWN.items()
}
"""Collection → the members of its records."""


def listed(fields: tuple[Field, ...]) -> tuple[str, ...]:
    """The members that a list gives without being asked."""
    return tuple(field.name for field in fields if field.listed)


def cut(record: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """A record with the chosen members alone, in its own order; `id` always comes along."""
    return {name: value for name, value in record.items() if name in names or name == "id"}
