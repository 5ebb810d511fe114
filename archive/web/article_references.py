"""An article as a reference: what citation files, citations and what Zotero reads are made from."""

from __future__ import annotations

from archive.cite.reference import Reference
from archive.export import references
from archive.store.queries import ArticleRow
from archive.web.article_data import context_of_request


def for_article(row: ArticleRow) -> Reference:
    """The reference of an article, from a row with everything that a page shows of it."""
    return references.for_article(row, context_of_request())
