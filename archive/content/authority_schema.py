"""Declare the fields of each kind of authority record."""

from __future__ import annotations

from archive.content import validators
from archive.content.records import Role
from archive.content.schema import Field, Table

_ID = Field(check=validators.identifier, example="a-short-name")
_NAME = Field(check=validators.line, example="The full name")
_KOREAN = Field(check=validators.line)
_ALT = Field(check=validators.line, many=True)
_FOUNDING = Field(check=validators.boolean)
_NOTE = Field(check=validators.prose)
_SOURCES = Field(check=validators.url, many=True, example="[https://example.org/a-page]")
_DESCRIPTION = Field(check=validators.prose, example="One or two sentences.")


def _references(kind: str) -> Field:
    return Field(kind=kind, many=True)


_ROLE: Table = {
    "role": Field(check=validators.line, example="Mayor"),
    "from": Field(check=validators.date(), attribute="start"),
    "to": Field(check=validators.date(future=True), attribute="end"),
}

TABLES: dict[str, Table] = {
    "tags": {
        "id": _ID,
        "short": Field(check=validators.line, example="A short label"),
        "label": Field(check=validators.line, example="The full label"),
        "label_ko": _KOREAN,
        "group": Field(check=validators.line, choices="tags.groups", example="theme"),
        "definition": Field(check=validators.prose, example="What the tag means."),
        "alt": _ALT,
        "broader": _references("tags"),
        "related": _references("tags"),
        "note": _NOTE,
        "sources": _SOURCES,
    },
    "outlets": {
        "id": _ID,
        "name": _NAME,
        "name_ko": _KOREAN,
        "country": Field(check=validators.line),
        "kind": Field(check=validators.line, choices="outlets.kinds", example="newspaper"),
        "founded": Field(check=validators.date()),
        "description": _DESCRIPTION,
        "site": Field(check=validators.url),
        "founding": _FOUNDING,
        "alt": _ALT,
        "note": _NOTE,
        "sources": _SOURCES,
    },
    "people": {
        "id": _ID,
        "name": _NAME,
        "name_ko": _KOREAN,
        "roles": Field(group=_ROLE, record=Role, many=True, example="[{role: Ambassador}]"),
        "description": _DESCRIPTION,
        "alt": _ALT,
        "founding": _FOUNDING,
        "note": _NOTE,
        "sources": _SOURCES,
    },
    "organisations": {
        "id": _ID,
        "name": _NAME,
        "name_ko": _KOREAN,
        "abbreviation": Field(check=validators.line),
        "alt": _ALT,
        "kind": Field(check=validators.line, choices="organisations.kinds", example="ngo"),
        "description": _DESCRIPTION,
        "founding": _FOUNDING,
        "note": _NOTE,
        "sources": _SOURCES,
    },
    "events": {
        "id": _ID,
        "title": Field(check=validators.line, example="What happened"),
        "date": Field(check=validators.date(intervals=True), example="2012-03-22"),
        "body": Field(check=validators.line, choices="events.bodies", example="state"),
        "summary": Field(check=validators.prose, example="One or two sentences."),
        "tags": _references("tags"),
        "documents": _references("documents"),
        "note": _NOTE,
        "sources": _SOURCES,
    },
    "documents": {
        "id": _ID,
        "symbol": Field(check=validators.line),
        "title": Field(check=validators.line, example="The title as printed"),
        "date": Field(check=validators.date()),
        "body": Field(check=validators.line, example="state"),
        "kind": Field(check=validators.line, choices="documents.kinds", example="report"),
        "url": Field(check=validators.url, example="https://example.org/the-document"),
        "description": _DESCRIPTION,
        "verified": Field(check=validators.boolean),
        "note": _NOTE,
        "sources": _SOURCES,
    },
}
"""Kind → the fields of its records; the keys are those of `AUTHORITY_KINDS`."""

REMOVED_FIELDS: Table = {
    "slug": Field(check=validators.identifier, example="the-former-slug"),
    "title": Field(check=validators.line, example="The headline as published"),
    "outlet": Field(kind="outlets", example="a-newspaper"),
    "published": Field(check=validators.date(), example="2012-02-23"),
    "url": Field(check=validators.url),
    "removed": Field(check=validators.date(plain=True), example="2026-11-20"),
    "reason": Field(check=validators.prose, example="Why it was taken out."),
}
"""The fields of a tombstone."""

WORD_FIELDS: Table = {
    "id": _ID,
    "label": Field(check=validators.line, example="flood"),
    "language": Field(check=validators.language, example="en"),
    "forms": Field(check=validators.word_form, many=True, example="[flood, floods]"),
    "own": Field(check=validators.boolean),
    "except": Field(check=validators.word_form, many=True, attribute="exceptions"),
    "definition": Field(check=validators.prose, example="What the word says and who uses it."),
    "note": _NOTE,
    "sources": _SOURCES,
}
"""The fields of a word of the lexicon."""
