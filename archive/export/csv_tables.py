"""CSV that every program reads and none takes for a formula: RFC 4180, UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

BOM = "\ufeff"
"""What a spreadsheet wants at the start of a file to take it for UTF-8."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that some spreadsheet computes, the wide signs in a Korean or Japanese one."""


def table(header: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of a file, its header first, each made when it is asked for."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    yield _taken(text)
    for row in rows:
        writer.writerow([plain(cell) for cell in row])
        yield _taken(text)


def plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before one."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _taken(text: io.StringIO) -> str:
    line = text.getvalue()
    text.seek(0)
    text.truncate()
    return line
