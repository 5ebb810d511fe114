"""Ids that never change: `tag:` URIs for feeds (RFC 4151).

They hold no address, as addresses change: when the site moves, its feeds keep their ids, and no
reader is shown every article once more. `ARCHIVE_ID_AUTHORITY` says whose they are.
"""

from __future__ import annotations

from typing import Any

from archive.web.context import settings


def of_article(row: Any) -> str:
    """The id of an article: that of its first name, which stays when it is given another."""
    return _tag(f"articles/{row.aliases[0] if row.aliases else row.slug}")


def of_list(path: str) -> str:
    """The id of what a list's canonical address stands for, whatever page or form of it."""
    return _tag(f"lists{path}")


def _tag(specific: str) -> str:
    domain, date = settings().authority
    return f"tag:{domain},{date}:{specific}"
