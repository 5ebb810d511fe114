"""Convert an article to a JSON object, to Markdown, and to a bibliographic reference."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from archive.export.fields import ARTICLE, Field, moved

_FRONT_MATTER = [
    field
    for field in moved(
        ARTICLE, {"agency": "outlet", "byline": "agency", "original": "published_from"}
    )
    if not field.made
]


def as_object(fields: Iterable[Field], row: Any, root: str) -> dict[str, Any]:
    """Return a full row as a JSON object; ids of authorities stay ids.

    `root` is the address of the site without a trailing slash. Dates are EDTF, times RFC 3339 in
    UTC.
    """
    return {field.name: field.value(row, root) for field in fields}


def as_markdown(row: Any) -> str:
    """Return an article's full row as a file: front matter and Markdown.

    The Markdown is the original text. The front matter is generated from the stored values: it has
    the same values as the original, but its quotation marks may differ.
    """
    values = ((field, getattr(row, field.column)) for field in _FRONT_MATTER)
    written = {field.column: _yaml(field, value) for field, value in values if value}
    if row.credits:
        written["byline"] = json.dumps(row.credits, ensure_ascii=False)
    lines = (f"{name}: {value}\n" for name, value in written.items())
    return f"---\n{''.join(lines)}---\n{row.body_markdown.strip()}\n"


def _yaml(field: Field, value: Any) -> str:
    """Write a value as YAML. JSON strings are valid YAML."""
    if field.many:
        return f"[{', '.join(_yaml_scalar(field, each) for each in value)}]"
    return _yaml_scalar(field, value)


def _yaml_scalar(field: Field, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if field.type.is_plain else json.dumps(value, ensure_ascii=False)
