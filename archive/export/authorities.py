"""The authority records as tables, one for each collection."""

from __future__ import annotations

from typing import Any

from archive import paths
from archive.export.articles import Column, stored
from archive.export.context import Context


def _url(collection: str) -> Column:
    def value(row: Any, context: Context) -> str:
        is_word = collection == "words"
        page = paths.words(row.id) if is_word else paths.record(collection, row.id)
        return context.absolute(page)

    return Column("url", "string", "Its page in the archive.", value)


def _roles(row: Any, context: Context) -> list[str]:
    """Each office with the years it was held, as far as they are known: `judge (2004/2010)`."""
    return [
        f"{role['role']} ({role['start'] or ''}/{role['end'] or ''})"
        if role["start"] or role["end"]
        else role["role"]
        for role in row.roles
    ]


_ID = stored("id", "What articles name it by.")
_NAME = stored("name", "What it is called.")
_KOREAN = stored("name_ko", "What it is called in Korean.")
_ALT = stored("alt", "Other names.")
_DESCRIPTION = stored("description", "What it is.")
_FOUNDING = stored("founding", "Whether the archive began with it.", "boolean")
_END = (
    stored("note", "What is doubtful, and where the record comes from."),
    stored("sources", "The addresses that the record rests on."),
)
_DATES = (
    stored("date", "When (EDTF)."),
    stored("earliest", "The first day that the date may mean.", "date"),
    stored("latest", "The last day that the date may mean.", "date"),
)

TABLES: dict[str, tuple[Column, ...]] = {
    "tags": (
        _ID,
        _url("tags"),
        stored("label", "The term."),
        stored("label_ko", "The term in Korean."),
        stored("short", "A short form of it."),
        stored("group", "Body, mechanism, principle, country or theme."),
        stored("definition", "What it means."),
        stored("alt", "Other terms for it."),
        stored("broader", "The ids of broader terms."),
        stored("related", "The ids of related terms."),
        *_END,
    ),
    "outlets": (
        _ID,
        _url("outlets"),
        _NAME,
        _KOREAN,
        stored("country", "Where it is."),
        stored("kind", "Newspaper, agency, broadcaster and so on."),
        stored("founded", "When it was founded (EDTF)."),
        _DESCRIPTION,
        stored("site", "Its own address."),
        _FOUNDING,
        _ALT,
        *_END,
    ),
    "people": (
        _ID,
        _url("people"),
        _NAME,
        _KOREAN,
        Column("roles", "string", "Offices held, with their years as far as known.", _roles),
        _DESCRIPTION,
        _ALT,
        _FOUNDING,
        *_END,
    ),
    "organisations": (
        _ID,
        _url("organisations"),
        _NAME,
        _KOREAN,
        stored("abbreviation", "Its abbreviation."),
        _ALT,
        stored("kind", "Body of the United Nations, of a state, court and so on."),
        _DESCRIPTION,
        _FOUNDING,
        *_END,
    ),
    "events": (
        _ID,
        _url("events"),
        stored("title", "What happened, in a few words."),
        *_DATES,
        stored("body", "The body before which it happened."),
        stored("summary", "What happened."),
        stored("tags", "The ids of its terms of the vocabulary."),
        stored("documents", "The ids of the documents that belong to it."),
        *_END,
    ),
    "documents": (
        _ID,
        _url("documents"),
        stored("symbol", "Its symbol at the United Nations."),
        stored("title", "Its title."),
        *_DATES,
        stored("body", "Who issued it."),
        stored("kind", "Report, resolution, treaty and so on."),
        stored("original", "Where it can be read.", field="url"),
        _DESCRIPTION,
        stored("verified", "Whether its symbol was seen on a page of its source.", "boolean"),
        *_END,
    ),
    "words": (
        _ID,
        _url("words"),
        stored("label", "The word."),
        stored("language", "Its language (BCP 47)."),
        stored("forms", "The forms that are looked for."),
        stored("own", "Whether it is the archive's own word.", "boolean"),
        stored("exceptions", "Phrases in which it does not count."),
        stored("definition", "What those who use it mean by it."),
        *_END,
    ),
}
"""Collection → the columns of its table, in their order."""
