"""The table of all fields of all records.

The CSV tables, JSON objects, Markdown files, Data Package, read API and OpenAPI document are all
generated from it. A field added here appears in all of these.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from archive import paths
from archive.export import json_schema
from archive.export.json_schema import Schema, or_null, shape
from archive.messages import N_


@dataclass(frozen=True, slots=True, eq=False)
class Type:
    """The type of a field's values."""

    schema: Schema
    """Its JSON schema."""
    column: str = "string"
    """Its type in Frictionless Table Schema."""
    is_plain: bool = True
    """Whether values need no quotation marks in YAML."""


TEXT = Type(json_schema.TEXT, is_plain=False)
ID = Type(json_schema.TEXT)
"""The id of a record."""
WORD = Type(json_schema.TEXT)
"""A language tag, or one of a few fixed words."""
DATE = Type(json_schema.TEXT)
"""An EDTF date or interval."""
DAY = Type(json_schema.DAY, "date")
MOMENT = Type(json_schema.MOMENT, "datetime")
FLAG = Type(json_schema.FLAG, "boolean")
ADDRESS = Type(json_schema.ADDRESS, is_plain=False)
"""An address of this site."""
_DATE_SOURCE = Type({"enum": ["printed", "url", "inferred"]})
_TEXT_OR_NULL = or_null(json_schema.TEXT)
_ROLE = Type(
    shape(**{"role": json_schema.TEXT, "from": _TEXT_OR_NULL, "to": _TEXT_OR_NULL}), is_plain=False
)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record."""

    name: str
    type: Type
    meaning: str
    """Its meaning in English, marked with `N_`; pages pass it to `gettext`."""
    column: str = ""
    """The name of its database column; by default the name of the field."""
    many: bool = False
    """Whether it is a list of values."""
    nullable: bool = False
    """Whether it may be missing, and is `null` then."""
    made: bool = False
    """Whether the archive computes it. All other fields are in the files that curators write."""
    in_lists: bool = True
    """Whether lists in the API include it by default."""
    in_tables: bool = True
    heading: str = ""
    """The name of its column in tables; by default the name of the field."""
    collection: str = ""
    """The collection of authority records that its values are ids of."""
    names: str = ""
    """The heading of an additional column in tables, with the names of the records."""
    make: Callable[[Any, str], Any] | None = None
    """Compute the value from a row and the address of the site, if it has no column."""
    cell: Callable[[Any], Any] | None = None
    """Convert the value for a cell of a table, if the cell differs."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "column", self.column or self.name)
        object.__setattr__(self, "heading", self.heading or self.name)

    @property
    def schema(self) -> Schema:
        """Return its JSON schema."""
        schema = json_schema.many(self.type.schema) if self.many else self.type.schema
        return or_null(schema) if self.nullable else schema

    def value(self, row: Any, root: str) -> Any:
        """Return the value for JSON; `root` is the address of the site without a final slash."""
        return self.make(row, root) if self.make else getattr(row, self.column)


def _page(path: Callable[[str], str], column: str = "id") -> Field:
    """Return the field with the address of a record's page; `path` builds it from the id."""

    def make(row: Any, root: str) -> str:
        return root + path(getattr(row, column))

    return Field(
        "url", ADDRESS, N_("The URL of the record’s page in the archive."), made=True, make=make
    )


def _roles(row: Any, root: str) -> list[dict[str, str | None]]:
    """Return the offices as in the source file, where the dates are named `from` and `to`."""
    return [{"role": role["role"], "from": role["start"], "to": role["end"]} for role in row.roles]


def _roles_in_words(roles: list[dict[str, str | None]]) -> list[str | None]:
    """Return each office with its known dates: `judge (2004/2010)`."""
    return [
        f"{role['role']} ({role['from'] or ''}/{role['to'] or ''})"
        if role["from"] or role["to"]
        else role["role"]
        for role in roles
    ]


def _ids(name: str, meaning: str, names: str) -> Field:
    """Return a field of ids in the collection of the same name."""
    return Field(name, ID, meaning, many=True, collection=name, names=names)


_EARLIEST = N_("The earliest day that the date can mean.")
_LATEST = N_("The latest day that the date can mean.")

ARTICLE: tuple[Field, ...] = (
    Field(
        "id",
        ID,
        N_("The slug: the last part of the article’s URL. It never changes."),
        "slug",
        made=True,
    ),
    _page(paths.article, "slug"),
    Field("original", TEXT, N_("The URL of the original."), "url"),
    Field(
        "title", TEXT, N_("The headline as published, or in [brackets] if the archive supplied it.")
    ),
    Field(
        "outlet",
        ID,
        N_("The id of the outlet that published it."),
        collection="outlets",
        names="outlet_name",
    ),
    Field("published", DATE, N_("The date of publication, as exactly as it is known (EDTF).")),
    Field("earliest", DAY, _EARLIEST, made=True),
    Field("latest", DAY, _LATEST, made=True),
    Field("published_from", _DATE_SOURCE, N_("Where the date comes from.")),
    Field("language", WORD, N_("The language of the original (BCP 47).")),
    Field("kind", WORD, N_("The kind of article: news, editorial, statement and so on.")),
    Field(
        "agency",
        ID,
        N_("The id of the news agency it credits."),
        nullable=True,
        collection="outlets",
        names="agency_name",
    ),
    Field("byline", TEXT, N_("The author it credits."), nullable=True),
    _ids("tags", N_("The ids of its tags."), "tag_names"),
    _ids("people", N_("The ids of the people it names."), "people_names"),
    _ids("organisations", N_("The ids of the organisations it names."), "organisation_names"),
    _ids("events", N_("The ids of the events it reports."), "event_names"),
    _ids("documents", N_("The ids of the documents it cites."), "document_names"),
    Field(
        "words",
        ID,
        N_("The ids of the words used in its headline and digest."),
        many=True,
        made=True,
        collection="words",
        names="word_names",
    ),
    Field("places", TEXT, N_("The places it names."), many=True),
    Field("event_date", DATE, N_("When the events it reports took place (EDTF)."), nullable=True),
    Field("founding", FLAG, N_("Whether it is one of the archive’s first articles.")),
    Field(
        "checked",
        DATE,
        N_("When the record was last checked against the original."),
        nullable=True,
    ),
    Field(
        "note",
        TEXT,
        N_("Where the record comes from, and anything uncertain about it."),
        nullable=True,
    ),
    Field("aliases", ID, N_("Its former slugs."), many=True),
    Field(
        "summary",
        TEXT,
        N_("A summary in two or three sentences."),
        "summary_text",
        made=True,
    ),
    Field(
        "digest",
        TEXT,
        N_("The digest below the summary, in the archive’s own words."),
        "body_text",
        made=True,
        in_lists=False,
    ),
    Field(
        "digest_html",
        TEXT,
        N_("The digest as HTML."),
        "body_html",
        made=True,
        in_lists=False,
        in_tables=False,
    ),
    Field("added", MOMENT, N_("When the archive added it (UTC)."), "added_at", made=True),
    Field(
        "changed", MOMENT, N_("When the archive last changed it (UTC)."), "changed_at", made=True
    ),
)
"""The fields of an article, in the order of JSON objects."""

_NAME = Field("name", TEXT, N_("The name."))
_KOREAN = Field("name_ko", TEXT, N_("The name in Korean."), nullable=True)
_ALT = Field("alt", TEXT, N_("Other names and spellings found in texts."), many=True)
_FOUNDING = Field("founding", FLAG, N_("Whether the archive’s first articles name it."))
_DESCRIPTION = Field("description", TEXT, N_("A short description."))
_TAGS = Field("tags", ID, N_("The ids of its tags."), many=True)
_DOCUMENTS = Field("documents", ID, N_("The ids of the documents related to it."), many=True)

_OWN: dict[str, tuple[Field, ...]] = {
    "tags": (
        Field("short", TEXT, N_("A short form of the term.")),
        Field("label", TEXT, N_("The term.")),
        Field("label_ko", TEXT, N_("The term in Korean."), nullable=True),
        Field("group", WORD, N_("The group of tags that it belongs to.")),
        Field("definition", TEXT, N_("A definition of the term.")),
        _ALT,
        Field("broader", ID, N_("The ids of broader terms."), many=True),
        Field("related", ID, N_("The ids of related terms."), many=True),
    ),
    "outlets": (
        _NAME,
        _KOREAN,
        Field("country", TEXT, N_("The country where it is published."), nullable=True),
        Field(
            "kind", WORD, N_("The kind of outlet: newspaper, news agency, broadcaster and so on.")
        ),
        Field("founded", DATE, N_("When it was founded (EDTF)."), nullable=True),
        _DESCRIPTION,
        Field("site", TEXT, N_("The URL of its website."), nullable=True),
        _FOUNDING,
        _ALT,
    ),
    "people": (
        _NAME,
        _KOREAN,
        Field(
            "roles",
            _ROLE,
            N_("Offices held, with their dates (EDTF) where known."),
            many=True,
            make=_roles,
            cell=_roles_in_words,
        ),
        _DESCRIPTION,
        _ALT,
        _FOUNDING,
    ),
    "organisations": (
        _NAME,
        _KOREAN,
        Field("abbreviation", TEXT, N_("The abbreviation of the name."), nullable=True),
        _ALT,
        Field(
            "kind", WORD, N_("The kind of organisation: state body, civil society group and so on.")
        ),
        _DESCRIPTION,
        _FOUNDING,
    ),
    "events": (
        Field("title", TEXT, N_("What happened, in one line.")),
        Field("date", DATE, N_("When it happened: a date or an interval (EDTF).")),
        Field("earliest", DAY, _EARLIEST, made=True),
        Field("latest", DAY, _LATEST, made=True),
        Field("body", WORD, N_("The body where it took place.")),
        Field("summary", TEXT, N_("What happened, in a few sentences.")),
        _TAGS,
        _DOCUMENTS,
    ),
    "documents": (
        Field("symbol", TEXT, N_("The symbol."), nullable=True),
        Field("title", TEXT, N_("The title.")),
        Field("date", DATE, N_("The date (EDTF)."), nullable=True),
        Field("earliest", DAY, _EARLIEST, nullable=True, made=True),
        Field("latest", DAY, _LATEST, nullable=True, made=True),
        Field("body", TEXT, N_("The body that issued it.")),
        Field("kind", WORD, N_("The kind of document: report, resolution, treaty and so on.")),
        Field("original", TEXT, N_("The URL of the document’s text."), "url"),
        _DESCRIPTION,
        Field("verified", FLAG, N_("Whether the symbol was verified on a source page.")),
    ),
    "words": (
        Field("label", TEXT, N_("The word.")),
        Field("language", WORD, N_("The language of the word (BCP 47).")),
        Field("forms", TEXT, N_("The forms of the word that are counted."), many=True),
        Field("own", FLAG, N_("Whether the archive uses the word itself.")),
        Field(
            "except",
            TEXT,
            N_("Phrases in which a form is not counted."),
            "exceptions",
            many=True,
            heading="exceptions",
        ),
        Field("definition", TEXT, N_("What the word means, and who uses it.")),
    ),
}

AUTHORITY: dict[str, tuple[Field, ...]] = {
    collection: (
        Field("id", ID, N_("The id. It never changes.")),
        _page(paths.words if collection == "words" else partial(paths.record, collection)),
        *own,
        Field(
            "note",
            TEXT,
            N_("Where the record comes from, and anything uncertain about it."),
            nullable=True,
        ),
        Field("sources", TEXT, N_("The URLs of the record’s sources."), many=True),
    )
    for collection, own in _OWN.items()
}
"""Collection → the fields of its records, in the order of JSON objects."""


def moved(fields: tuple[Field, ...], after: dict[str, str]) -> list[Field]:
    """Return the fields reordered: `after` maps field name → name of the field that it follows."""
    ordered = [field for field in fields if field.name not in after]
    for name, before in after.items():
        place = next(number for number, field in enumerate(ordered) if field.name == before)
        ordered[place + 1 : place + 1] = [field for field in fields if field.name == name]
    return ordered
