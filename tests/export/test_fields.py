"""The tables of fields have every field, and every file has every field of the tables."""

from __future__ import annotations

import csv
import datetime
import io
import json
from typing import Any

import pytest
from sqlalchemy import inspect

from archive.content import articles, authority_schema
from archive.content.frontmatter import split
from archive.content.records import Credit
from archive.content.schema import RecordParser
from archive.content.yaml_nodes import MappingNode
from archive.export import datapackage, formats, tables
from archive.export.fields import ARTICLE, AUTHORITY, FLAG, Field, moved
from archive.export.objects import as_markdown
from archive.export.releases import File
from archive.store.models import AUTHORITY_TABLES, Article
from tests.export.rows import CONTEXT, article, record

RECORDS = {"articles": ARTICLE, **AUTHORITY}

IN_FILES = {
    "articles": articles.FIELDS,
    **authority_schema.TABLES,
    "words": authority_schema.WORD_FIELDS,
}

NOT_GIVEN = {
    "id": "The number of an article in this database; a load may change it.",
    "path": "Where the file is at the curator.",
    "sort_key": "The date as a number, for sorting.",
    "url_key": "The address of the original without what does not matter, for comparing.",
    "credits": "The authors that the file lists; `byline` has their names, the Markdown both.",
    "headline_words": "Where the words of `words` are in the headline, for showing them.",
    "summary_html": "The summary as a page shows it; `summary` is the same text.",
    "body_markdown": "The Markdown of the digest; the Markdown file has it.",
    "paragraphs": "How many paragraphs a page can offer to cite.",
    "position": "The place of a record in its file; tables and lists have this order.",
    "symbol_key": "The symbol of a document in lower case, for finding it.",
}
"""Columns of the database that no output gives, and why."""


@pytest.mark.parametrize("collection", RECORDS)
def test_every_curated_field_is_exported(collection: str) -> None:
    """If this fails, add the new field to `archive/export/fields.py`."""
    in_files = {field.attribute or name for name, field in IN_FILES[collection].items()}

    assert {field.column for field in RECORDS[collection] if not field.made} == in_files


@pytest.mark.parametrize("collection", RECORDS)
def test_every_column_is_exported_or_has_a_reason(collection: str) -> None:
    model = Article if collection == "articles" else AUTHORITY_TABLES[collection]
    columns = {column.key for column in inspect(model).columns}
    given = {field.column for field in RECORDS[collection]}
    silent = NOT_GIVEN.keys() if collection == "articles" else NOT_GIVEN.keys() - {"id"}

    assert columns - given - silent == set()
    assert given - columns <= {"url"}


@pytest.mark.parametrize("collection", RECORDS)
def test_names_and_meanings(collection: str) -> None:
    fields = RECORDS[collection]
    names = [field.name for field in fields]

    assert names[:2] == ["id", "url"]
    assert len(set(names)) == len(names)
    assert all(field.meaning.endswith(".") for field in fields)
    assert len({column.name for column in tables.COLUMNS[collection]}) == len(
        tables.COLUMNS[collection]
    )


@pytest.mark.parametrize("collection", RECORDS)
def test_a_table_and_its_description_have_every_field(collection: str) -> None:
    fields = [field for field in RECORDS[collection] if field.in_tables]
    row = article() if collection == "articles" else record(collection)

    text = "".join(tables.write(collection, [row], CONTEXT))
    (cells,) = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    package = json.loads(
        datapackage.data_package([File(f"{collection}.csv", "text/csv", 1, "0")], CONTEXT)
    )
    described = package["resources"][0]["schema"]["fields"]

    assert [each["name"] for each in described] == list(cells)
    assert all(each["description"] for each in described)
    for field in fields:
        assert cells[field.heading] == in_a_cell(field, row)
        assert not field.names or cells[field.names]
    assert len(cells) == len(fields) + sum(bool(field.names) for field in fields)


@pytest.mark.parametrize("suffix", ["json", "jsonl"])
def test_json_has_every_field(suffix: str) -> None:
    text = "".join(formats.FORMATS[suffix].write([article()], CONTEXT))

    found = json.loads(text)
    found = found[0] if suffix == "json" else found

    assert list(found) == [field.name for field in ARTICLE]
    assert found == {field.name: field.value(article(), CONTEXT.root) for field in ARTICLE}
    assert None not in found.values()


def test_markdown_has_every_field_that_curators_write() -> None:
    front = as_markdown(article()).split("---\n")[1]
    lines = dict(line.split(": ", 1) for line in front.splitlines())

    assert lines.keys() == articles.FIELDS.keys()
    for field in (field for field in ARTICLE if not field.made):
        value = article()._mapping[field.column]
        (first,) = value if isinstance(value, list) else [value]
        assert lines[field.column].strip('[]"') == ("true" if first is True else first)


def test_markdown_lists_the_authors_that_the_file_lists() -> None:
    """The list is read back as the same list, by the rules for every file."""
    listed = [{"body": "Good: Friends"}, {"family": "Kim", "given": "Min-su"}, "Jane “J” Doe"]
    row = article(credits=listed, byline="Good: Friends, Kim Min-su, Jane “J” Doe")
    data = as_markdown(row).encode("utf-8")
    node, problems = split("a.md", data.decode("utf-8"))
    assert node is not None

    values = RecordParser("a.md", datetime.date(2026, 1, 1), problems).read(
        MappingNode({"byline": node.fields.fields["byline"]}, {"byline": 1}, 1),
        {"byline": articles.FIELDS["byline"]},
    )

    assert problems == []
    assert values["byline"] == (
        Credit(body="Good: Friends"),
        Credit(family="Kim", given="Min-su"),
        "Jane “J” Doe",
    )


def test_moved_fields_follow_the_ones_that_they_name() -> None:
    fields = tuple(Field(name, FLAG, "") for name in "abcd")

    assert [field.name for field in moved(fields, {"a": "c", "d": "a"})] == ["b", "c", "a", "d"]
    assert moved(fields, {}) == list(fields)


def in_a_cell(field: Field, row: Any) -> str:
    if field.cell:
        return "judge (2004/); judge"
    value = field.value(row, CONTEXT.root)
    if isinstance(value, list):
        return "; ".join(value)
    return {True: "true", False: "false"}.get(value, value)
