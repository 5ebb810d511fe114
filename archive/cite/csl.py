"""Write CSL-JSON: the input of every CSL processor; Zotero, Pandoc and Mendeley exchange it.

`item(reference)` gives one item as a dict. `formats.CSL` writes files, which are arrays of items.

Source of the format: the CSL-JSON schema of CSL 1.0.2. It has no type for press releases and
statements: they are web pages with a `genre`, which styles print as the handbooks ask:
"[Press release]" with the day, where a report has only the year. `circa` means EDTF's `~` or `?`,
since the format has one mark of doubt.
"""

from __future__ import annotations

import json
from typing import Any

from archive.cite.names import Name
from archive.cite.reference import Reference, known_parts
from archive.edtf import Edtf, parse_date

TYPES = {"news": "article-newspaper", "notice": "webpage", "report": "report"}


def item(reference: Reference) -> dict[str, Any]:
    """Write a reference as a CSL-JSON item, without unknown fields."""
    values = {
        "id": reference.slug,
        "type": TYPES[reference.form],
        "title": reference.title,
        "container-title": None if reference.form == "report" else reference.outlet,
        "publisher": reference.outlet if reference.form == "report" else None,
        "publisher-place": reference.newspaper_place,
        "genre": reference.genre,
        "author": [_name(author) for author in reference.authors],
        "issued": _date(reference.date),
        "accessed": _date(parse_date(reference.checked)) if reference.checked else None,
        "URL": reference.url,
        "language": reference.language,
        "archive": reference.archive,
        # Styles print this as a shelf mark. The address of the page would look like the original's.
        "archive_location": reference.slug,
        "abstract": reference.summary,
        "keyword": "; ".join(reference.tags),
        "note": _note(reference),
    }
    return {name: value for name, value in values.items() if value}


def text(reference: Reference) -> str:
    """Write the item as JSON, on one line."""
    return json.dumps(item(reference), ensure_ascii=False)


def _note(reference: Reference) -> str:
    digest = f"{reference.digest}: {reference.address}" if reference.address else ""
    return ". ".join(filter(None, (reference.note, digest)))


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: value for part, value in parts.items() if value}


def _date(date: Edtf) -> dict[str, Any]:
    value: dict[str, Any] = {"date-parts": [list(known_parts(date))]}
    return value | ({"circa": True} if date.approximate or date.uncertain else {})
