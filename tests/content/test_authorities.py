"""Test authority files: each kind of record, tombstones, and the shape of a file."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from archive.content.authorities import parse_authorities, parse_removed
from archive.content.authority_schema import TABLES
from archive.content.records import AUTHORITY_KINDS, Document, Person

TODAY = datetime.date(2026, 11, 24)
BASE = Path(__file__).parent.parent / "base" / "authorities"
PROJECT = Path(__file__).parent.parent.parent / "authorities"


def messages(kind: str, text: str) -> list[str]:
    """Return the problems of an authority file."""
    parsed = parse_authorities(kind, kind, text.encode(), today=TODAY)
    return [str(problem) for problem in parsed.problems]


@pytest.mark.parametrize("kind", AUTHORITY_KINDS)
@pytest.mark.parametrize("folder", [BASE, PROJECT], ids=["base", "project"])
def test_whole_files_have_no_problems(folder: Path, kind: str) -> None:
    """The example collection and the archive's own records have no problems."""
    data = (folder / f"{kind}.yaml").read_bytes()

    parsed = parse_authorities(kind, f"authorities/{kind}.yaml", data, today=TODAY)

    assert parsed.problems == []
    assert parsed.ids == frozenset(entry.record.id for entry in parsed.records if entry.record)
    assert all(isinstance(entry.record, AUTHORITY_KINDS[kind]) for entry in parsed.records)
    assert all(entry.lines["id"] for entry in parsed.records)


def test_tables_name_the_attributes_of_the_records() -> None:
    """Every attribute of a record can be written, and every field has an attribute."""
    for kind, record in AUTHORITY_KINDS.items():
        assert set(TABLES[kind]) == set(record.__dataclass_fields__)


def test_person_with_roles() -> None:
    """`from` and `to` of a role become its start and end; an end may be in the future."""
    text = """\
- id: a-person
  name: A Person
  roles:
    - {role: Envoy, from: 2012, to: 2030-06}
    - role: Judge
  description: Someone.
  sources: [https://example.org]
"""
    parsed = parse_authorities("people", "p", text.encode(), today=TODAY)
    person = parsed.records[0].record

    assert isinstance(person, Person)
    assert [role.role for role in person.roles] == ["Envoy", "Judge"]
    assert person.roles[0].end is not None
    assert person.roles[0].end.text == "2030-06"
    assert person.roles[1].start is None


def test_documents_are_verified_by_default() -> None:
    """`verified` is true if the field is missing."""
    data = (BASE / "documents.yaml").read_bytes()
    data = data.replace(b"  kind: treaty", b"  kind: treaty\n  verified: false")
    parsed = parse_authorities("documents", "d", data, today=TODAY)

    records = [entry.record for entry in parsed.records]
    assert [record.verified for record in records if isinstance(record, Document)] == [False, True]


def test_id_of_a_faulty_record_is_known() -> None:
    """Articles that name a faulty record get no problem."""
    parsed = parse_authorities("tags", "t", b"- id: a\n- id: b\n", today=TODAY)

    assert parsed.records == []
    assert parsed.ids == frozenset({"a", "b"})
    assert len(parsed.problems) == 10


def test_unreadable_file_has_no_known_ids() -> None:
    """After a syntax error the ids are unknown."""
    assert parse_authorities("tags", "t", b"- id: 'a\n", today=TODAY).ids is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "",
            "tags: the file is empty. "
            "Write records that begin with '- id: …', or [] if there are none.",
        ),
        (
            "id: a",
            "tags:1: the file is not a list of records. "
            "Write records that begin with '- id: …', or [] if there are none.",
        ),
        ("- a", "tags:1: the entry is not a record. Write a record that begins with '- id: …'."),
    ],
)
def test_shape_of_a_file(text: str, message: str) -> None:
    """A file is a list of records."""
    assert messages("tags", text) == [message]


def test_empty_list_is_a_file_without_records() -> None:
    """`[]` is a list without records."""
    assert messages("people", "[]") == []


def test_two_documents_cannot_share_a_symbol() -> None:
    """Symbols that differ only in capitals are equal."""
    text = (BASE / "documents.yaml").read_text("utf-8")
    text = text.replace("  title: Convention", "  symbol: a/hrc/res/19/13\n  title: Convention")

    assert messages("documents", text) == [
        "documents:12: symbol: 'A/HRC/RES/19/13' is also the symbol of 'refugee-convention'. "
        "Correct one of the two."
    ]


def test_tombstones() -> None:
    """A tombstone has a citation, and a reference to its outlet."""
    data = (BASE / "removed.yaml").read_bytes()
    parsed = parse_removed("r", data, TODAY)

    assert parsed.problems == []
    assert parsed.records[0].record is not None
    assert parsed.records[0].record.removed.text == "2026-11-01"
    assert [(ref.kind, ref.id) for ref in parsed.records[0].references] == [
        ("outlets", "korea-herald")
    ]


@pytest.mark.parametrize("data", [b"", b"# None so far.\n", b"[]"])
def test_no_tombstones(data: bytes) -> None:
    """The file of tombstones may be empty."""
    parsed = parse_removed("r", data, TODAY)

    assert (parsed.records, parsed.problems, parsed.ids) == ([], [], frozenset())
