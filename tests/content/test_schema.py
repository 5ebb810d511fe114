"""Test reading the fields of a record: values, lists, groups, and their problems."""

from __future__ import annotations

import datetime

import pytest

from archive.content import validators
from archive.content.frontmatter import parse_yaml
from archive.content.records import Role
from archive.content.schema import Field, RecordParser, Table
from archive.content.yaml_nodes import MappingNode
from archive.edtf import parse_date

TODAY = datetime.date(2026, 11, 24)

TABLE: Table = {
    "title": Field(check=validators.line, example="A headline"),
    "tags": Field(kind="tags", many=True),
    "roles": Field(
        many=True,
        record=Role,
        group={
            "role": Field(check=validators.line, example="Envoy"),
            "from": Field(check=validators.date(), attribute="start"),
        },
    ),
}


def read(text: str) -> tuple[dict[str, object], RecordParser]:
    """Read a YAML text with the table."""
    node, _ = parse_yaml("x", text)
    assert isinstance(node, MappingNode)
    reader = RecordParser("x", TODAY)
    return reader.read(node, TABLE), reader


def test_values_and_references_are_collected() -> None:
    """Texts, lists and groups become values; references have their lines."""
    values, reader = read("title: A\ntags:\n  - b\n  - c\nroles:\n  - {role: Envoy, from: 2012}\n")

    assert values["title"] == "A"
    assert values["tags"] == ("b", "c")
    assert values["roles"] == (Role(role="Envoy", start=parse_date("2012")),)
    assert [(ref.kind, ref.id, ref.field, ref.line) for ref in reader.references] == [
        ("tags", "b", "tags", 3),
        ("tags", "c", "tags", 4),
    ]
    assert reader.problems == []


def test_every_fault_is_reported_and_the_rest_is_read() -> None:
    """A bad field does not hide the others; `integrity` checks the ids of other records."""
    values, reader = read("titel: A\ntags: [b, C, b]\nroles: [Envoy, {from: never}]\n")

    assert values == {"tags": ("b", "C"), "roles": ()}
    assert [str(problem) for problem in reader.problems] == [
        "x:1: titel: unknown field. Did you mean 'title'?",
        "x:2: tags: 'b' is in the list twice. Remove one.",
        "x:3: roles: this entry has no fields. Write its fields: role, from.",
        "x:3: from: 'never' is not a date. Write YYYY-MM-DD, YYYY-MM or YYYY.",
        "x:3: role: the field is missing. Add a line such as 'role: Envoy'.",
        "x:1: title: the field is missing. Add a line such as 'title: A headline'.",
    ]


@pytest.mark.parametrize("text", ["", " ", "''", "' '"])
def test_a_field_without_a_value_is_a_fault(text: str) -> None:
    """An empty text, or one with only space, is not a value."""
    _, reader = read(f"title: A\ntags: {text}")

    assert [problem.fault for problem in reader.problems] == ["the field has no value"]
