"""CSV files: read back as they were written, and nothing in them is a formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.export.csv_tables import plain, table

# Surrogates are excluded: no text of the archive contains them.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
CELLS = st.one_of(
    TEXT, st.sampled_from("=+-@\t\r\n\"',;＝＋－＠").flatmap(lambda c: TEXT.map(c.__add__))
)
SIGNS = "=+-@\t\r\n＝＋－＠"


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5))
def test_written_table_is_read_back(rows: list[list[str]]) -> None:
    lines = list(table(("a", "b"), rows))
    found = read("".join(lines))

    assert found[0] == ["a", "b"]
    assert len(found) == len(lines) == len(rows) + 1
    for row, cells in zip(rows, found[1:], strict=True):
        for text, cell in zip(row, cells, strict=True):
            assert cell[:1] not in [*SIGNS]
            assert cell == (f"'{text}" if text[:1] in [*SIGNS] else text)
    assert all(line.endswith("\r\n") for line in lines)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ('=HYPERLINK("http://example.org")', '\'=HYPERLINK("http://example.org")'),
        ("+82 2", "'+82 2"),
        ("-", "'-"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("1=1", "1=1"),
        ("'=1", "'=1"),
        (" =1", " =1"),
        ("", ""),
    ],
)
def test_a_formula_becomes_a_text(text: str, cell: str) -> None:
    assert plain(text) == cell


def test_a_table_without_rows_has_its_header() -> None:
    assert "".join(table(("id", "title"), [])) == "id,title\r\n"


def test_lines_are_made_lazily() -> None:
    def rows():  # type: ignore[no-untyped-def]
        yield ["1"]
        raise AssertionError("read too early")

    lines = table(("id",), rows())

    assert [next(lines), next(lines)] == ["id\r\n", "1\r\n"]
