"""Permanent ids: `tag:` URIs for feeds (RFC 4151), `oai:` identifiers for harvesters.

They contain no address. When the site moves, feeds keep their ids, and feed readers do not show
every article again. `ARCHIVE_ID_AUTHORITY` names the authority in the ids.
"""

from __future__ import annotations

import re

from archive.store.queries import ArticleRow
from archive.web.context import settings


def for_article(row: ArticleRow) -> str:
    """Return the id of an article, made from its first slug; it stays when the slug changes."""
    return _tag(f"articles/{row.aliases[0] if row.aliases else row.slug}")


def for_list(path: str) -> str:
    """Return the id of a list, the same for all its pages and formats."""
    return _tag(f"lists{path}")


def for_record(slug: str) -> str:
    """Return the OAI identifier of an article, or of a deleted one.

    An article with a new slug gets a new identifier; the record of its old slug is deleted.
    """
    return f"oai:{settings().authority[0]}:{slug}"


def slug_of(identifier: str) -> str | None:
    """Return the slug in an OAI identifier; `None` if the identifier is not from this archive."""
    found = re.fullmatch(r"oai:([^:]+):([a-z0-9-]+)", identifier)
    return found[2] if found and found[1] == settings().authority[0] else None


def _tag(specific: str) -> str:
    domain, date = settings().authority
    return f"tag:{domain},{date}:{specific}"
