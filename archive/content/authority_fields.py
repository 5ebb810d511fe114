"""The fields of each kind of authority record."""

from __future__ import annotations

from archive.content import checks
from archive.content.fields import Field, Table
from archive.content.records import Role

_ID = Field(check=checks.identifier, example="a-short-name")
_NAME = Field(check=checks.line, example="The full name")
_KOREAN = Field(check=checks.line)
_ALT = Field(check=checks.line, many=True)
_FOUNDING = Field(check=checks.boolean)
_NOTE = Field(check=checks.prose)
_SOURCES = Field(check=checks.url, many=True, example="[https://example.org/a-page]")
_DESCRIPTION = Field(check=checks.prose, example="One or two sentences.")


def _references(kind: str) -> Field:
    return Field(check=checks.identifier, kind=kind, many=True)


_ROLE: Table = {
    "role": Field(check=checks.line, example="UN special rapporteur on North Korea"),
    "from": Field(check=checks.date(), attribute="start"),
    "to": Field(check=checks.date(future=True), attribute="end"),
}

TABLES: dict[str, Table] = {
    "tags": {
        "id": _ID,
        "short": Field(check=checks.line, example="A short label"),
        "label": Field(check=checks.line, example="The full label"),
        "label_ko": _KOREAN,
        "group": Field(
            check=checks.choice("body", "mechanism", "principle", "country", "theme"),
            example="theme",
        ),
        "definition": Field(check=checks.prose, example="What the tag means."),
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
        "country": Field(check=checks.line),
        "kind": Field(
            check=checks.choice("newspaper", "agency", "broadcaster", "un", "ngo", "government"),
            example="newspaper",
        ),
        "founded": Field(check=checks.date()),
        "description": _DESCRIPTION,
        "site": Field(check=checks.url),
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
        "abbreviation": Field(check=checks.line),
        "alt": _ALT,
        "kind": Field(check=checks.choice("un", "state", "ngo", "media", "court"), example="ngo"),
        "description": _DESCRIPTION,
        "founding": _FOUNDING,
        "note": _NOTE,
        "sources": _SOURCES,
    },
    "events": {
        "id": _ID,
        "title": Field(check=checks.line, example="What happened"),
        "date": Field(check=checks.date(intervals=True), example="2012-03-22"),
        "body": Field(
            check=checks.choice(
                "HRC", "UPR", "GA", "SC", "OHCHR", "UNHCR", "state", "civil society"
            ),
            example="HRC",
        ),
        "summary": Field(check=checks.prose, example="One or two sentences."),
        "tags": _references("tags"),
        "documents": _references("documents"),
        "note": _NOTE,
        "sources": _SOURCES,
    },
    "documents": {
        "id": _ID,
        "symbol": Field(check=checks.line),
        "title": Field(check=checks.line, example="The title as printed"),
        "date": Field(check=checks.date()),
        "body": Field(check=checks.line, example="HRC"),
        "kind": Field(
            check=checks.choice(
                "report", "resolution", "treaty", "working-group report", "statement", "law"
            ),
            example="report",
        ),
        "url": Field(check=checks.url, example="https://docs.un.org/en/A/HRC/25/63"),
        "description": _DESCRIPTION,
        "verified": Field(check=checks.boolean),
        "note": _NOTE,
        "sources": _SOURCES,
    },
}
"""Kind → the fields of its records; the keys are those of `AUTHORITY_KINDS`."""

REMOVED_FIELDS: Table = {
    "slug": Field(check=checks.identifier, example="the-former-slug"),
    "title": Field(check=checks.line, example="The headline as published"),
    "outlet": Field(check=checks.identifier, kind="outlets", example="korea-herald"),
    "published": Field(check=checks.date(), example="2012-02-23"),
    "url": Field(check=checks.url),
    "removed": Field(check=checks.date(), example="2026-11-20"),
    "reason": Field(check=checks.prose, example="Why it was taken out."),
}
"""The fields of a tombstone."""

WORD_FIELDS: Table = {
    "id": _ID,
    "label": Field(check=checks.line, example="refugee"),
    "language": Field(check=checks.language, example="en"),
    "forms": Field(check=checks.word_form, many=True, example="[refugee, refugees]"),
    "own": Field(check=checks.boolean),
    "except": Field(check=checks.word_form, many=True, attribute="exceptions"),
    "definition": Field(check=checks.prose, example="What the word says and who uses it."),
    "note": _NOTE,
    "sources": _SOURCES,
}
"""The fields of a word of the lexicon."""
