"""An article as a reference: what citation files, citations and tags for Zotero are made from."""

from __future__ import annotations

from typing import Any

from archive.cite.reference import Reference
from archive.export import references
from archive.web.records import context_of_request


def of_article(row: Any) -> Reference:
    """The reference of an article, from a row with everything that a page shows of it."""
    return references.of_article(row, context_of_request())
