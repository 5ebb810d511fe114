"""The tables of authority records have every field that their files have."""

from __future__ import annotations

import pytest

from archive.content.authority_schema import TABLES as FIELDS
from archive.content.authority_schema import WORD_FIELDS
from archive.export.authorities import TABLES

RENAMED = {"except": "exceptions"}


@pytest.mark.parametrize("collection", TABLES)
def test_every_field_has_a_column(collection: str) -> None:
    fields = WORD_FIELDS if collection == "words" else FIELDS[collection]
    names = [column.name for column in TABLES[collection]]
    expected = {RENAMED.get(name, name) for name in fields}
    if collection == "documents":
        expected = expected - {"url"} | {"original"}

    assert expected <= set(names)
    assert len(set(names)) == len(names)
    assert names[:2] == ["id", "url"]
