"""Read a page about the archive, such as "Method": front matter and Markdown."""

from __future__ import annotations

import datetime
from pathlib import PurePosixPath

from archive.content import validators
from archive.content.decode import has_errors
from archive.content.digests import check_page, links_in_site
from archive.content.frontmatter import read_front_matter
from archive.content.limits import first_problems
from archive.content.records import Page
from archive.content.results import Parsed
from archive.content.schema import Field, RecordParser, Table

FIELDS: Table = {
    "title": Field(check=validators.line, example="Method"),
    "description": Field(check=validators.line, example="How the archive is made."),
    "order": Field(check=validators.number),
}
"""The front matter of a page."""

_DEFAULT_ORDER = 50


def parse_page(path: str, data: bytes) -> Parsed[Page]:
    """Read one page; the file's name is its slug, `order` its place in the menu (default 50).

    The result has a problem for each fault of the file.
    """
    front, problems = read_front_matter(path, data)
    if front is None:
        return Parsed(None, first_problems(path, problems))
    # A page has no dates, so any day will do.
    reader = RecordParser(path, datetime.date.max, problems)
    values = {"order": _DEFAULT_ORDER, **reader.read(front.fields, FIELDS)}
    slug = PurePosixPath(path).stem
    reader.check_file_name(slug)
    if not front.body.strip():
        fault = "there is no text below the front matter"
        reader.report(front.body_line, None, fault, "Write the text of the page.")
    else:
        reader.problems += check_page(path, front.body, front.body_line)
    page = (
        None
        if has_errors(reader.problems)
        else Page(slug=slug, body=front.body.strip("\n"), **values)
    )
    problems = first_problems(path, reader.problems)
    links = links_in_site(front.body, front.body_line) if page else []
    return Parsed(page, problems, lines=front.fields.lines, links=links)
