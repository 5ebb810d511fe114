"""Read an article file: its front matter, its folder and name, its summary."""

from __future__ import annotations

import datetime
import re
from pathlib import PurePosixPath

from archive.content import validators
from archive.content.decode import has_errors
from archive.content.digests import check_digest
from archive.content.frontmatter import FrontMatter, read_front_matter
from archive.content.limits import first_problems
from archive.content.records import Article, Credit
from archive.content.results import Parsed
from archive.content.schema import Choices, Field, RecordParser, Table
from archive.content.yaml_nodes import MappingNode, SequenceNode
from archive.did_you_mean import quoted
from archive.edtf import Edtf
from archive.problems import Problem

DATE_SOURCES = ("printed", "url", "inferred")
"""Where a date of publication can come from."""

_CREDIT = ("person", "body", "family", "given")

FIELDS: Table = {
    "title": Field(check=validators.line, example="The headline as published"),
    "outlet": Field(kind="outlets", example="a-newspaper"),
    "published": Field(check=validators.date(), example="2012-02-23"),
    "published_from": Field(check=validators.choice(*DATE_SOURCES), example="printed"),
    "url": Field(check=validators.url, example="https://example.org/the-article"),
    "language": Field(check=validators.language, example="en"),
    "kind": Field(check=validators.line, choices="articles.kinds", example="news"),
    "tags": Field(kind="tags", many=True, example="[one-tag, another]"),
    "agency": Field(kind="outlets"),
    "byline": Field(
        check=validators.line,
        many=True,
        or_one=True,
        group={name: Field(check=validators.line) for name in _CREDIT},
        record=Credit,
    ),
    "people": Field(kind="people", many=True),
    "organisations": Field(kind="organisations", many=True),
    "events": Field(kind="events", many=True),
    "documents": Field(kind="documents", many=True),
    "places": Field(check=validators.line, many=True),
    "event_date": Field(check=validators.date(intervals=True)),
    "founding": Field(check=validators.boolean),
    "checked": Field(check=validators.date(plain=True)),
    "note": Field(check=validators.prose),
    "aliases": Field(check=validators.identifier, many=True),
}
"""The front matter of an article."""

# Lines that do not begin a paragraph.
_BLOCK = re.compile(
    r" {0,3}(?:#{1,6}(?:[ \t]|$)|>|[-*+][ \t]|[0-9]+[.)][ \t]|```|~~~|\||!\[|"
    r"</?[A-Za-z!?]|\[[^\]]+\]:)"  # heading, list, table, picture, element, address
    r"| {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$"  # a rule across the page
    r"|\t| {4}"  # code
)
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
_LIST_ITEM = re.compile(r" {0,3}(?:[-*+]|[0-9]+[.)])[ \t]")
_FOOTNOTE = re.compile(r"\[\^[^\]]+\]")


def parse_article(
    path: str, data: bytes, *, today: datetime.date, choices: Choices | None = None
) -> Parsed[Article]:
    """Read one article file; `path` is the file as the curator knows it, `articles/2012/x.md`.

    `choices` are the lists of `archive.toml`; without them any kind is accepted.

    The result has a problem for each fault of the file itself. Whether the ids it names exist, and
    whether another article has the same slug or address, is checked in `integrity`.
    """
    front, problems = read_front_matter(path, data)
    if front is None:
        return Parsed(None, first_problems(path, problems))
    reader = RecordParser(path, today, problems, choices=choices)
    values = reader.read(front.fields, FIELDS)
    slug = PurePosixPath(path).stem
    _check_place(reader, slug, values.get("published"), front.fields.lines.get("published"))
    _check_aliases(reader, slug, values.get("aliases", ()), front)
    _check_byline(reader, front)
    body = front.body.strip("\n")
    before = len(reader.problems)
    _check_body(reader, front)
    if front.body.strip():
        found = check_digest(path, front.body, front.body_line)
        reader.problems += _other_lines(found, reader.problems[before:])
    article = None if has_errors(reader.problems) else Article(slug=slug, body=body, **values)
    problems = first_problems(path, reader.problems)
    return Parsed(article, problems, reader.references, front.fields.lines)


def _other_lines(found: list[Problem], reported: list[Problem]) -> list[Problem]:
    """Return the problems of lines that have none yet; with a fault of the summary only errors."""
    lines = {problem.line for problem in reported}
    return [
        each
        for each in found
        if each.line not in lines and not (reported and each.severity == "warning")
    ]


def _check_place(reader: RecordParser, slug: str, published: Edtf | None, line: int | None) -> None:
    """Check that the file's name is a slug, and its folder the year of publication."""
    reader.check_file_name(slug)
    place = PurePosixPath(reader.path)
    if published is None:
        if not re.fullmatch("[0-9]{4}", place.parent.name):
            fault = "the file is not in the folder of a year"
            reader.report(
                None,
                None,
                fault,
                "Move it to the folder of the year in which it was published, such as 2012/.",
            )
        return
    year = str(published.earliest.year)
    wanted = PurePosixPath(place.parts[0], year, place.name)
    if place != wanted:
        fault = f"the file is not in the folder of its year, {year}"
        reader.report(line, "published", fault, f"Correct the date, or move the file to {wanted}.")


def _check_byline(reader: RecordParser, front: FrontMatter) -> None:
    """Check that each entry of a listed byline is one person or one body."""
    node = front.fields.fields.get("byline")
    for entry in node.items if isinstance(node, SequenceNode) else ():
        if not isinstance(entry, MappingNode):
            continue
        names = set(entry.fields)
        if not names:
            fault, repair = "the entry has no name", "Write 'person: …' or 'body: …'."
        elif "body" in names and not names.isdisjoint(("person", "family", "given")):
            fault, repair = "the entry has a body and a person", "Write two entries."
        elif "given" in names and "family" not in names:
            fault, repair = "the entry has no family name", "Add 'family', or write 'person'."
        else:
            continue
        reader.report(entry.line, "byline", fault, repair)


def _check_aliases(
    reader: RecordParser, slug: str, aliases: tuple[str, ...], front: FrontMatter
) -> None:
    if slug in aliases:
        fault = f"{quoted(slug)} is the article's own slug"
        reader.report(front.fields.lines["aliases"], "aliases", fault, "Remove it.")


def _check_body(reader: RecordParser, front: FrontMatter) -> None:
    """Check that the text begins with a plain paragraph: the summary."""
    lines = front.body.split("\n")
    first = next((number for number, text in enumerate(lines) if text.strip()), None)
    if first is None:
        fault = "there is no text below the front matter"
        reader.report(front.body_line, None, fault, "Write a paragraph that sums up the article.")
        return
    if _BLOCK.match(lines[first]):
        fault = "the text does not begin with a plain paragraph"
        repair = "Begin with a paragraph that sums up the article."
        reader.report(front.body_line + first, None, fault, repair)
        return
    for number, text in enumerate(lines[first:], front.body_line + first):
        if not text.strip() or not _check_summary_line(reader, number, text):
            return


def _check_summary_line(reader: RecordParser, line: int, text: str) -> bool:
    before = len(reader.problems)
    above = "Put an empty line above it."
    if _UNDERLINE.match(text):
        fault = "the first paragraph is underlined, which makes it a heading"
        reader.report(line, None, fault, above)
    elif _LIST_ITEM.match(text):
        reader.report(line, None, "a list begins inside the first paragraph", above)
    elif _FOOTNOTE.search(text):
        fault = "the first paragraph has a footnote, but lists show that paragraph alone"
        reader.report(
            line, None, fault, "Name the source in words, or move the footnote further down."
        )
    return len(reader.problems) == before
