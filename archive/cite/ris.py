"""Write RIS for EndNote, Zotero and Mendeley: one tag and one value per line.

`record(reference)` gives one record; its lines end with CRLF. `formats.RIS` writes files, which are
records with nothing between them.

Source of the format: the RIS specification of Research Information Systems (2001) with the tags
of 2011. A date is `YYYY/MM/DD/` and free text; the text says what is uncertain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

from archive.cite.names import Name
from archive.cite.reference import Reference, one_line

_NAMES = "|".join(name for name in html5 if not name.endswith(";"))
_ENTITY = re.compile(
    r"&(#?)"
    r"(?:(?<=#)(?=[0-9]|[xX][0-9A-Fa-f])"  # A number.
    rf"|(?<!#)(?={_NAMES}|[A-Za-z][A-Za-z0-9]*;))"  # A name with or without its semicolon.
    r"(.)"
)
"""The beginning of an HTML entity, up to its first letter or digit."""

TYPES = {"news": "NEWS", "notice": "ELEC", "report": "RPRT"}
LINE_END = "\r\n"


def record(reference: Reference) -> str:
    """Write a reference as a RIS record, `TY` first and `ER` last."""
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
    yield "CY", reference.newspaper_place
    yield "PY", f"{reference.date_parts[0]:04}"
    yield "DA", _date(reference.date_parts) + _doubt(reference)
    yield "M3", reference.genre
    yield "LA", reference.language
    yield "UR", _address(reference.url)
    yield "Y2", _date(reference.checked_parts)
    yield "DB", reference.archive
    yield "DP", reference.archive
    yield "AN", reference.slug
    yield "L2", _address(reference.address)
    for tag in reference.tags:
        yield "KW", tag
    yield "N1", reference.note
    yield "AB", reference.summary


def _author(name: Name) -> str:
    """Write a name; remove the commas in the name of a body.

    Programs take the text before the first comma for a family name, and RIS cannot escape
    a comma: "Ministry of Transport, Republic of Utopia" would be a person named "Republic of
    Utopia Ministry of Transport".
    """
    return name.literal.replace(",", "") if name.literal else name.inverted


def _date(parts: tuple[int, ...]) -> str:
    """Write the known parts of a date, with all its slashes; empty without parts."""
    known = [f"{part:02}" for part in parts]
    return "/".join([*known, *[""] * (4 - len(known))]) if parts else ""


def _doubt(reference: Reference) -> str:
    date = reference.date
    doubts = ("about" if date.approximate else "", "uncertain" if date.uncertain else "")
    return " ".join(filter(None, doubts))


def _address(url: str) -> str:
    """Percent-encode one letter wherever a reader would take "&copy=1" for "©=1".

    Zotero reads HTML entities in RIS, also those without a semicolon. "&%63opy=1" is the same
    address (RFC 3986, section 6.2.2.2).
    """
    return _ENTITY.sub(lambda found: f"&{found[1]}%{ord(found[2]):02X}", url)
