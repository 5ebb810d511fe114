"""Articles as bibliographic references, for citations, reference files and Zotero."""

from __future__ import annotations

from archive.cite.reference import Reference
from archive.export import references
from archive.store.queries import ArticleRow
from archive.web.article_data import context_of_request


def for_article(row: ArticleRow) -> Reference:
    """Return the reference of an article, given its full row."""
    return references.for_article(row, context_of_request())
