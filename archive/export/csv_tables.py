"""Write CSV (RFC 4180, UTF-8) that is safe from formula injection."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

BOM = "\ufeff"
"""The byte order mark, by which a spreadsheet recognises UTF-8."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Characters that start a formula in some spreadsheet; the wide ones in Korean or Japanese."""


def table(header: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a file, header first."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    yield _taken(text)
    for row in rows:
        writer.writerow([plain(cell) for cell in row])
        yield _taken(text)


def plain(cell: str) -> str:
    """Return a cell that no spreadsheet treats as a formula, by adding an apostrophe if needed."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _taken(text: io.StringIO) -> str:
    line = text.getvalue()
    text.seek(0)
    text.truncate()
    return line
