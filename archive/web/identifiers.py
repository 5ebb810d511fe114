"""Ids that never change: `tag:` URIs for feeds (RFC 4151), `oai:` identifiers for harvesters.

They hold no address, as addresses change: when the site moves, its feeds keep their ids, and no
reader is shown every article once more. `ARCHIVE_ID_AUTHORITY` says whose they are.
"""

from __future__ import annotations

import re

from archive.store.queries import ArticleRow
from archive.web.context import settings


def for_article(row: ArticleRow) -> str:
    """The id of an article: that of its first name, which stays when it is given another."""
    return _tag(f"articles/{row.aliases[0] if row.aliases else row.slug}")


def for_list(path: str) -> str:
    """The id of what a list's canonical address stands for, whatever page or form of it."""
    return _tag(f"lists{path}")


def for_record(slug: str) -> str:
    """The OAI identifier of an article, or of one that is gone.

    That of an article with a new name is new: the record of its old name is deleted.
    """
    return f"oai:{settings().authority[0]}:{slug}"


def slug_of(identifier: str) -> str | None:
    """The slug in an OAI identifier; `None` if it is no identifier of this archive."""
    found = re.fullmatch(r"oai:([^:]+):([a-z0-9-]+)", identifier)
    return found[2] if found and found[1] == settings().authority[0] else None


def _tag(specific: str) -> str:
    domain, date = settings().authority
    return f"tag:{domain},{date}:{specific}"
