"""The export formats for lists of articles, each written piece by piece."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from archive.cite import formats as citations
from archive.export import references, tables
from archive.export.context import Context
from archive.export.fields import ARTICLE
from archive.export.objects import as_object
from archive.messages import N_

FORMAT_VERSION = 2
"""Raise this when the output for the same articles changes, so cached copies become stale."""

BLOCK = 65_536
"""Characters collected into one block before sending."""


class Format(NamedTuple):
    """One export format."""

    name: str
    """The text of a link to it; a proper name, the same in every language."""
    suffix: str
    media_type: str
    write: Callable[[Iterable[Any], Context], Iterator[str]]
    """Turn full rows of articles into text, one piece per article."""
    about: str = ""
    """What the file in `/data/` is, in English; empty if `/data/` has no such file."""


def in_blocks(pieces: Iterable[str]) -> Iterator[bytes]:
    """Join pieces of text into larger blocks of UTF-8."""
    waiting: list[str] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= BLOCK:
            yield "".join(waiting).encode("utf-8")
            waiting, size = [], 0
    if waiting:
        yield "".join(waiting).encode("utf-8")


def write_csv(rows: Iterable[Any], context: Context) -> Iterator[str]:
    """Write a table with a header."""
    return tables.write("articles", rows, context)


def write_json(rows: Iterable[Any], context: Context) -> Iterator[str]:
    """Write an array with one object per line."""
    before = "[\n"
    for row in rows:
        yield before + _json(as_object(ARTICLE, row, context.root))
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def write_json_lines(rows: Iterable[Any], context: Context) -> Iterator[str]:
    """Write one object per line, without an array."""
    for row in rows:
        yield _json(as_object(ARTICLE, row, context.root)) + "\n"


def _references(form: citations.Format) -> Format:
    def write(rows: Iterable[Any], context: Context) -> Iterator[str]:
        return form.file(references.for_article(row, context) for row in rows)

    return Format(form.name, form.suffix, form.media_type, write, form.about)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _place_in_release(suffix: str) -> tuple[bool, int, str]:
    """Return the key of the order in `/data/`: citations last, with short suffixes first."""
    is_citation = any(form.suffix == suffix for form in citations.FORMATS)
    return is_citation, len(suffix), suffix


FORMATS: dict[str, Format] = {
    each.suffix: each
    for each in (
        Format(
            "CSV",
            "csv",
            "text/csv",
            write_csv,
            N_("All articles with their digests, as a table for spreadsheets."),
        ),
        Format("JSON", "json", "application/json", write_json),
        Format(
            "JSON Lines",
            "jsonl",
            "application/x-ndjson",
            write_json_lines,
            N_("All articles with their digests, one JSON object per line."),
        ),
        *map(_references, citations.FORMATS),
    )
}
"""Suffix → format, in the order in which pages offer them."""

RELEASED: dict[str, str] = {
    f"articles.{suffix}": suffix
    for suffix in sorted(FORMATS, key=_place_in_release)
    if FORMATS[suffix].about
}
"""File of `/data/` → the suffix of its format, in the order of the list there."""
