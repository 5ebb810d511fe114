"""RIS, as EndNote, Zotero and Mendeley read it: a tag and a value to a line.

`record(reference)` is one record, each of its lines ended by CRLF. Records follow each other
without anything between them, so a file is their concatenation, which `formats.RIS` writes.

Source of the format: the RIS specification of Research Information Systems (2001) with the tags
of 2011. A date is `YYYY/MM/DD/` and any words; the words say what is not certain.
"""

from __future__ import annotations

from collections.abc import Iterator

from archive.cite.names import Name
from archive.cite.reference import Reference, one_line

TYPES = {"news": "NEWS", "notice": "ELEC", "report": "RPRT"}
LINE_END = "\r\n"


def record(reference: Reference) -> str:
    """A reference as a RIS record, `TY` first and `ER` last."""
    lines = [f"{tag}  - {one_line(value)}" for tag, value in _fields(reference) if value]
    return LINE_END.join([*lines, "ER  - ", ""])


def _fields(reference: Reference) -> Iterator[tuple[str, str | None]]:
    yield "TY", TYPES[reference.form]
    yield "ID", reference.slug
    yield "TI", reference.title
    for author in reference.authors:
        yield "AU", _author(author)
    if reference.form != "report":
        yield "T2", reference.outlet
    if reference.form != "news":
        yield "PB", reference.outlet
    yield "CY", reference.place
    yield "PY", f"{reference.date_parts[0]:04}"
    yield "DA", _date(reference)
    yield "M3", reference.genre
    yield "LA", reference.language
    yield "UR", reference.url
    yield "Y2", f"{reference.checked.replace('-', '/')}/" if reference.checked else None
    yield "DB", reference.archive
    yield "DP", reference.archive
    yield "AN", reference.slug
    yield "L2", reference.address
    for tag in reference.tags:
        yield "KW", tag
    yield "N1", reference.note
    yield "AB", reference.summary


def _author(name: Name) -> str:
    """A body loses its commas.

    Readers take what stands before the first comma for a family name, and RIS has no sign to hide
    one: "Ministry of Foreign Affairs, Republic of Korea" would be a person named "Republic of
    Korea Ministry of Foreign Affairs".
    """
    return name.literal.replace(",", "") if name.literal else name.inverted


def _date(reference: Reference) -> str:
    parts = [f"{part:02}" for part in reference.date_parts]
    date = reference.date
    doubts = ("about" if date.approximate else "", "uncertain" if date.uncertain else "")
    return "/".join([*parts, *[""] * (3 - len(parts)), " ".join(filter(None, doubts))])
