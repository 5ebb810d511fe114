"""Test the tables of fields: complete, consistent, with valid examples."""

from __future__ import annotations

import datetime

import pytest

from archive.content.authority_schema import REMOVED_FIELDS, TABLES, WORD_FIELDS
from archive.content.frontmatter import parse_yaml
from archive.content.records import AUTHORITY_KINDS, LexiconWord, Removed
from archive.content.schema import Field, RecordParser, Table
from archive.content.yaml_nodes import MappingNode

TODAY = datetime.date(2026, 11, 24)

CHOICES = {
    "tags.groups": ("theme",),
    "outlets.kinds": ("newspaper",),
    "organisations.kinds": ("ngo",),
    "events.bodies": ("state",),
    "documents.kinds": ("report",),
}

EVERY: dict[str, tuple[Table, type]] = {
    **{kind: (TABLES[kind], record) for kind, record in AUTHORITY_KINDS.items()},
    "removed": (REMOVED_FIELDS, Removed),
    "words": (WORD_FIELDS, LexiconWord),
}
EXAMPLES = [
    pytest.param(name, spec, id=f"{kind}-{name}")
    for kind, (table, _) in EVERY.items()
    for name, spec in table.items()
    if spec.example
]


def read(text: str, table: Table) -> tuple[dict[str, object], list[str]]:
    node, problems = parse_yaml("x", text)
    assert isinstance(node, MappingNode)
    reader = RecordParser("x", TODAY, choices=CHOICES)
    values = reader.read(node, table)
    return values, [str(problem) for problem in (*problems, *reader.problems)]


def test_every_kind_of_record_has_a_table() -> None:
    assert list(TABLES) == list(AUTHORITY_KINDS)


@pytest.mark.parametrize("kind", EVERY)
def test_required_fields_are_enough_for_a_record(kind: str) -> None:
    """The table and the record require the same fields."""
    table, record = EVERY[kind]
    required = {name: spec for name, spec in table.items() if spec.example}

    values, problems = read(
        "\n".join(f"{name}: {spec.example}" for name, spec in required.items()), table
    )

    assert problems == []
    record(**values)
    # An empty list would do for a record, if not for its file.
    for attribute in values.keys() - {"sources", "roles"}:
        with pytest.raises(TypeError, match=attribute):
            record(**{name: value for name, value in values.items() if name != attribute})


@pytest.mark.parametrize(("name", "spec"), EXAMPLES)
def test_every_example_is_valid_for_its_field(name: str, spec: Field) -> None:
    """Curators copy the example from the message about a missing field."""
    assert read(f"{name}: {spec.example}", {name: spec})[1] == []


@pytest.mark.parametrize("kind", EVERY)
def test_references_name_a_kind_of_record(kind: str) -> None:
    named = {spec.kind for spec in EVERY[kind][0].values()}

    assert named <= {None, *AUTHORITY_KINDS}


@pytest.mark.parametrize("kind", TABLES)
def test_every_record_gives_its_sources(kind: str) -> None:
    assert TABLES[kind]["sources"].many
    assert TABLES[kind]["sources"].example


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("tags", "group: bodies"),
        ("outlets", "kind: blog"),
        ("outlets", "founded: 2027"),
        ("organisations", "kind: club"),
        ("events", "body: hrc"),
        ("documents", "kind: novel"),
        ("documents", "date: 2012-01/2012-02"),
        ("people", "founding: yes"),
        ("people", "roles: [{role: Envoy, from: 2027}]"),
        ("removed", "removed: 2027-01-01"),
        ("words", "forms: ['refugee,']"),
    ],
)
def test_invalid_values_are_refused(kind: str, text: str) -> None:
    name = text.partition(":")[0]

    assert len(read(text, {name: EVERY[kind][0][name]})[1]) == 1
