"""Export formats: valid for any number of articles, and written piece by piece."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest

from archive.export import formats
from archive.export.context import Context
from archive.export.formats import FORMATS, in_blocks
from archive.export.tables import COLUMNS, as_text
from archive.site import Site
from tests.export.rows import CONTEXT, Row, article


def row(number: int = 1, **changes: Any) -> Row:
    return article(slug=f"a-{number}", **changes)


def written(suffix: str, rows: list[Row], context: Context = CONTEXT) -> str:
    return "".join(FORMATS[suffix].write(iter(rows), context))


@pytest.mark.parametrize("number", [0, 1, 2, 7])
def test_json_is_one_document(number: int) -> None:
    rows = [row(n) for n in range(number)]

    found = json.loads(written("json", rows))

    assert [each["id"] for each in found] == [each.slug for each in rows]
    assert [json.loads(line) for line in written("jsonl", rows).splitlines()] == found


@pytest.mark.parametrize("number", [0, 1, 3])
def test_csv_has_a_line_for_each_and_a_header(number: int) -> None:
    text = written("csv", [row(n) for n in range(number)])

    found = list(csv.reader(io.StringIO(text, newline=""), strict=True))

    assert found[0] == [column.name for column in COLUMNS["articles"]]
    assert len(found) == number + 1


def test_addresses_are_paths_without_an_address_of_the_site() -> None:
    nowhere = Context(Site(name="x"), "", CONTEXT.labels, 1, CONTEXT.loaded_at)

    assert json.loads(written("json", [row()], nowhere))[0]["url"] == "/articles/a-1/"
    assert json.loads(written("json", [row()]))[0]["url"] == (
        "https://record.example/articles/a-1/"
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (True, "true"), (False, "false"), ([], ""), (["a", "b"], "a; b"), (3, "3")],
)
def test_every_value_has_one_text(value: object, text: str) -> None:
    assert as_text(value) == text


@pytest.mark.parametrize("suffix", FORMATS)
def test_rows_are_read_lazily(suffix: str) -> None:
    read = []

    def rows() -> Iterator[Row]:
        for number in range(100):
            read.append(number)
            yield row(number)

    pieces = FORMATS[suffix].write(rows(), CONTEXT)
    for _time in range(5):
        next(pieces)

    assert len(read) <= 6


def test_blocks_join_to_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "BLOCK", 10)
    pieces = ["탈북민", "", "x" * 25, "y", "z" * 9]

    blocks = list(in_blocks(iter(pieces)))

    assert b"".join(blocks) == "".join(pieces).encode()
    assert len(blocks) == 2
    assert list(in_blocks([])) == []
