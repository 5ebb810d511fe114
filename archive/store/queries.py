"""Every question the pages put to the tables: rows by id or slug, and nothing else.

Statements are built once, at import: building one in a request costs more than running it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, select, tuple_

from archive.store.models import (
    AUTHORITY_TABLES,
    Alias,
    Article,
    Document,
    Page,
    Removed,
    State,
)

ArticleRow = Row[Any]
AuthorityRow = Row[Any]


def state(connection: Connection) -> Row[Any] | None:
    """Which load this is, without its order of articles; `None` before the first one."""
    return connection.execute(_STATE).one_or_none()


def article(connection: Connection, slug: str) -> ArticleRow | None:
    """One article with everything a page shows of it, by its slug."""
    return connection.execute(_ARTICLE, {"slug": slug}).one_or_none()


def articles(connection: Connection, ids: Sequence[int]) -> list[ArticleRow]:
    """What a list shows of some articles, in the order of `ids`."""
    return _by_id(connection, _LIST, ids)


def whole_articles(connection: Connection, ids: Sequence[int]) -> list[ArticleRow]:
    """Everything stored of some articles, in the order of `ids`."""
    return _by_id(connection, _WHOLE, ids)


def newest_articles(connection: Connection, count: int) -> list[ArticleRow]:
    """What a card shows of the newest articles, the newest first."""
    return list(connection.execute(_NEWEST, {"count": count}))


def digests(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Article id → the plain text of its digest below the summary."""
    if not ids:
        return {}
    return {row.id: row.body_text for row in connection.execute(_DIGESTS, {"ids": list(ids)})}


def neighbours(
    connection: Connection, sort_key: int, slug: str, count: int
) -> tuple[list[ArticleRow], list[ArticleRow]]:
    """The `count` articles before and after one in date order, both lists oldest first."""
    here = {"sort_key": sort_key, "slug": slug, "count": count}
    older = list(connection.execute(_OLDER, here))
    return older[::-1], list(connection.execute(_NEWER, here))


def alias(connection: Connection, slug: str) -> str | None:
    """The slug an article has today, by a former one."""
    return connection.execute(_ALIAS, {"slug": slug}).scalar_one_or_none()


def removed(connection: Connection, slug: str) -> Row[Any] | None:
    """The tombstone of a removed article."""
    return connection.execute(_REMOVED, {"slug": slug}).one_or_none()


def authority(connection: Connection, collection: str, record_id: str) -> AuthorityRow | None:
    """One authority record, by collection (`people`) and id."""
    return connection.execute(_AUTHORITY[collection], {"id": record_id}).one_or_none()


def authorities(
    connection: Connection, collection: str, ids: Sequence[str] | None = None
) -> list[AuthorityRow]:
    """The records of a collection in file order, or those with the given ids in the ids' order."""
    if ids is None:
        return list(connection.execute(_AUTHORITIES[collection]))
    if not ids:
        return []
    rows = connection.execute(_AUTHORITIES_BY_ID[collection], {"ids": list(ids)})
    found = {row.id: row for row in rows}
    return [found[record_id] for record_id in ids if record_id in found]


def document_by_symbol(connection: Connection, symbol: str) -> str | None:
    """The id of the document with a UN symbol, in whatever case it is written."""
    return connection.execute(_SYMBOL, {"symbol": symbol.lower()}).scalar()


def page(connection: Connection, slug: str) -> Row[Any] | None:
    """One page about the archive."""
    return connection.execute(_PAGE, {"slug": slug}).one_or_none()


def pages(connection: Connection) -> list[Row[Any]]:
    """Slug, title and description of every page about the archive, in their order."""
    return list(connection.execute(_PAGES))


def _by_id(connection: Connection, statement: Select[Any], ids: Sequence[int]) -> list[ArticleRow]:
    if not ids:
        return []
    found = {row.id: row for row in connection.execute(statement, {"ids": list(ids)})}
    return [found[article_id] for article_id in ids]


_LISTED = (
    Article.id,
    Article.slug,
    Article.title,
    Article.outlet,
    Article.published,
    Article.sort_key,
    Article.earliest,
    Article.language,
    Article.kind,
    Article.tags,
    Article.agency,
    Article.summary_text,
    Article.headline_words,
)

_STATE = select(
    State.schema_version, State.generation, State.fingerprint, State.loaded_at, State.articles
)
_ARTICLE = select(Article.__table__).where(Article.slug == bindparam("slug"))
_WHOLE = select(Article.__table__).where(Article.id.in_(bindparam("ids", expanding=True)))
_LIST = select(*_LISTED).where(Article.id.in_(bindparam("ids", expanding=True)))
_DIGESTS = select(Article.id, Article.body_text).where(
    Article.id.in_(bindparam("ids", expanding=True))
)

# The row value, and not "earlier, or the same and …": the OR form scans the whole index.
_PLACE = tuple_(Article.sort_key, Article.slug)
_HERE = tuple_(bindparam("sort_key"), bindparam("slug"))
_OLDER = (
    select(*_LISTED)
    .where(_PLACE < _HERE)
    .order_by(Article.sort_key.desc(), Article.slug.desc())
    .limit(bindparam("count"))
)
_NEWER = (
    select(*_LISTED)
    .where(_PLACE > _HERE)
    .order_by(Article.sort_key, Article.slug)
    .limit(bindparam("count"))
)

_NEWEST = (
    select(Article.slug, Article.title, Article.language, Article.outlet, Article.published)
    .order_by(Article.sort_key.desc(), Article.slug.desc())
    .limit(bindparam("count"))
)

_ALIAS = select(Alias.article).where(Alias.slug == bindparam("slug"))
_REMOVED = select(Removed.__table__).where(Removed.slug == bindparam("slug"))

_TABLES = {name: model.__table__ for name, model in AUTHORITY_TABLES.items()}
_AUTHORITY = {
    name: select(table).where(table.c.id == bindparam("id")) for name, table in _TABLES.items()
}
_AUTHORITIES = {name: select(table).order_by(table.c.position) for name, table in _TABLES.items()}
_AUTHORITIES_BY_ID = {
    name: select(table).where(table.c.id.in_(bindparam("ids", expanding=True)))
    for name, table in _TABLES.items()
}
_SYMBOL = select(func.min(Document.id)).where(Document.symbol_key == bindparam("symbol"))

_PAGE = select(Page.__table__).where(Page.slug == bindparam("slug"))
_PAGES = select(Page.slug, Page.title, Page.description).order_by(Page.position, Page.slug)
