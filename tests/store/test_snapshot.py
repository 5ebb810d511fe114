"""The in-memory snapshot: index, names of authorities, events in date order."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from archive.store import queries
from archive.store.models import AUTHORITY_TABLES
from archive.store.snapshot import Label, Snapshot, take_snapshot
from archive.store.writer import Writer

TEXTS: dict[str, Any] = {"description": "", "sources": [], "alt": []}
RECORDS: dict[str, list[dict[str, Any]]] = {
    "tags": [
        {"id": "upr", "short": "UPR", "label": "Universal Periodic Review", "label_ko": "보편적"}
        | {"group": "mechanism", "definition": "", "broader": [], "related": []},
    ],
    "outlets": [
        {"id": "yonhap", "name": "Yonhap", "kind": "agency", "founding": False},
        {"id": "amnesty", "name": "Amnesty", "kind": "ngo", "founding": False},
    ],
    "people": [{"id": "king", "name": "Robert King", "roles": [], "founding": False}],
    "organisations": [
        {"id": "unhcr", "name": "UN High Commissioner", "abbreviation": "UNHCR", "kind": "un"}
        | {"founding": False},
        {"id": "team", "name": "The Team", "abbreviation": None, "kind": "ngo", "founding": False},
    ],
    "documents": [
        {"id": "res", "symbol": "A/HRC/RES/19/13", "symbol_key": "a/hrc/res/19/13", "kind": "x"}
        | {"title": "Situation", "body": "HRC", "date": "2012-03", "url": "", "verified": True},
    ],
}


def event(record_id: str, position: int, date: str) -> dict[str, Any]:
    return {
        "id": record_id,
        "position": position,
        "title": record_id.title(),
        "date": date,
        "earliest": "",
        "latest": "",
        "body": "HRC",
        "summary": "",
        "tags": ["upr"],
        "documents": ["res"],
        "sources": [],
    }


def snapshot_of(connection: Connection) -> Snapshot:
    writer = Writer(connection)
    for collection, records in RECORDS.items():
        known = {column.name for column in AUTHORITY_TABLES[collection].__table__.columns}
        texts = {key: value for key, value in TEXTS.items() if key in known}
        rows = [texts | record | {"position": i} for i, record in enumerate(records)]
        writer.replace_authorities(collection, rows)
    days = {"b": "2012-03-13", "a": "2012-03-13", "c": "2012/2013", "d": "../2011", "e": "2012-03"}
    writer.replace_authorities(
        "events", [event(name, i, date) for i, (name, date) in enumerate(days.items())]
    )
    writer.finish(
        changes={}, markup_version=1, lexicon_version=1, loaded_at="2026-01-01T00:00:00Z", site={}
    )
    return take_snapshot(connection, queries.state(connection))


def test_labels_are_in_file_order(connection: Connection) -> None:
    labels = snapshot_of(connection).labels

    assert list(labels["outlets"]) == ["yonhap", "amnesty"]
    assert labels["tags"]["upr"] == Label(
        "upr", "Universal Periodic Review", "보편적", "UPR", "mechanism", None
    )
    assert labels["outlets"]["amnesty"] == Label("amnesty", "Amnesty", None, "Amnesty", "ngo", None)
    assert labels["people"]["king"].short == "Robert King"
    assert labels["organisations"]["unhcr"].short == "UNHCR"
    assert labels["documents"]["res"].short == "A/HRC/RES/19/13"
    assert labels["documents"]["res"].date == "2012-03"


def test_documents_have_a_kind_and_others_a_group(
    connection: Connection,
) -> None:
    labels = snapshot_of(connection).labels

    document = labels["documents"]["res"]
    assert (document.group, document.kind) == ("HRC", "x")
    assert labels["outlets"]["amnesty"].kind == "ngo"
    assert labels["tags"]["upr"].kind == "mechanism"


def test_events_are_in_date_order(connection: Connection) -> None:
    """An open start comes first, a year before its months, a month before its days, then by id."""
    events = snapshot_of(connection).events

    assert [mark.label.id for mark in events] == ["d", "c", "e", "a", "b"]
    assert [mark.sort_key for mark in events] == [0, 20120000, 20120300, 20120313, 20120313]
    assert events[0].tags == {"upr"}
    assert events[0].documents == {"res"}
