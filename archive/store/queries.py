"""Every SELECT of the pages: rows by id, by slug or by position in an order, and nothing else.

Statements are built once, at import: building one in a request takes longer than running it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, cast

from sqlalchemy import Connection, Row, Select, bindparam, func, select, tuple_

from archive.store.models import (
    AUTHORITY_TABLES,
    Alias,
    Article,
    Deletion,
    Document,
    Page,
    Removed,
    SourceFile,
    State,
)

ArticleRow = Article
"""A row of articles, typed as the table's class. It has only the columns that were selected."""
AuthorityRow = Row[Any]


def state(connection: Connection) -> Row[Any] | None:
    """Return the state of the load, without the order of its articles; `None` before a load."""
    return connection.execute(_STATE).one_or_none()


def site(connection: Connection) -> dict[str, Any] | None:
    """What the archive said of itself at the load: the values of `archive.toml`."""
    return connection.execute(_SITE).scalar()


def article(connection: Connection, slug: str) -> ArticleRow | None:
    """Return an article with all its columns, by its slug."""
    return cast(ArticleRow | None, connection.execute(_ARTICLE, {"slug": slug}).one_or_none())


def articles(connection: Connection, ids: Sequence[int]) -> list[ArticleRow]:
    """Return the columns that lists show, of some articles, in the order of `ids`."""
    return _by_id(connection, _LIST, ids)


def whole_articles(connection: Connection, ids: Sequence[int]) -> list[ArticleRow]:
    """Return all columns of some articles, in the order of `ids`."""
    return _by_id(connection, _WHOLE, ids)


def every_article(connection: Connection, ids: Iterable[int], batch: int) -> Iterator[ArticleRow]:
    """Yield all columns of any number of articles, in the order of `ids`.

    The database is asked for `batch` articles at a time.
    """
    waiting = iter(ids)
    while some := list(islice(waiting, batch)):
        yield from whole_articles(connection, some)


def digests(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Return the plain text of digests below the summary, by article id."""
    if not ids:
        return {}
    return {row.id: row.body_text for row in connection.execute(_DIGESTS, {"ids": list(ids)})}


def newest_titles(connection: Connection, count: int) -> list[Row[Any]]:
    """Return id and title of the newest articles, newest first."""
    return list(connection.execute(_NEWEST_TITLES, {"count": count}))


def neighbours(
    connection: Connection, sort_key: int, slug: str, count: int
) -> tuple[list[ArticleRow], list[ArticleRow]]:
    """Return the `count` articles before and after one in date order, both oldest first."""
    here = {"sort_key": sort_key, "slug": slug, "count": count}
    older = _rows(connection, _OLDER, here)
    return older[::-1], _rows(connection, _NEWER, here)


def changes(connection: Connection, first: int, count: int) -> Iterator[tuple[str, str]]:
    """Yield slug and time of change of `count` articles in date order, beginning at an id."""
    start = connection.execute(_POSITION_OF, {"id": first}).one()
    here = {"sort_key": start.sort_key, "slug": start.slug, "count": count}
    for row in connection.execute(_CHANGES, here):
        yield row.slug, row.changed_at


def alias(connection: Connection, slug: str) -> str | None:
    """Return the current slug of an article, by a former one."""
    return connection.execute(_ALIAS, {"slug": slug}).scalar_one_or_none()


def removed(connection: Connection, slug: str) -> Row[Any] | None:
    """Return the tombstone of a removed article."""
    return connection.execute(_REMOVED, {"slug": slug}).one_or_none()


def deletion(connection: Connection, slug: str) -> Row[Any] | None:
    """Return the deletion of an article."""
    return connection.execute(_DELETION, {"slug": slug}).one_or_none()


def deletions(connection: Connection, since: str, until: str) -> list[Row[Any]]:
    """Return the deletions within a span of time, both ends included, oldest first."""
    return list(connection.execute(_DELETIONS, {"since": since, "until": until}))


def first_deletion(connection: Connection) -> str | None:
    """Return the time of the first deletion."""
    return connection.execute(_FIRST_DELETION).scalar()


def count_before(
    connection: Connection, sort_key: int, slug: str, *, inclusive: bool = False
) -> int:
    """Count the articles of one sort key before a slug. With `inclusive`, that slug counts too."""
    statement = _UP_TO if inclusive else _BEFORE
    return connection.execute(statement, {"sort_key": sort_key, "slug": slug}).scalar_one()


def authority(connection: Connection, collection: str, record_id: str) -> AuthorityRow | None:
    """Return an authority record, by collection (`people`) and id."""
    return connection.execute(_AUTHORITY[collection], {"id": record_id}).one_or_none()


def authorities(
    connection: Connection, collection: str, ids: Sequence[str] | None = None
) -> list[AuthorityRow]:
    """Return the records of a collection in file order, or those with some ids in that order."""
    if ids is None:
        return list(connection.execute(_AUTHORITIES[collection]))
    if not ids:
        return []
    rows = connection.execute(_AUTHORITIES_BY_ID[collection], {"ids": list(ids)})
    found = {row.id: row for row in rows}
    return [found[record_id] for record_id in ids if record_id in found]


def document_by_symbol(connection: Connection, symbol: str) -> str | None:
    """Return the id of the document with a symbol, which is compared without case."""
    return connection.execute(_SYMBOL, {"symbol": symbol.lower()}).scalar()


def page(connection: Connection, slug: str) -> Row[Any] | None:
    """Return a page about the archive."""
    return connection.execute(_PAGE, {"slug": slug}).one_or_none()


def pages(connection: Connection) -> list[Row[Any]]:
    """Return slug, title and description of every page about the archive, in their order."""
    return list(connection.execute(_PAGES))


def sources(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield path and SHA-256 of every source file as last loaded, sorted by path."""
    for row in connection.execute(_SOURCES, execution_options={"yield_per": 1_000}):
        yield row.path, row.sha256


def _by_id(connection: Connection, statement: Select[Any], ids: Sequence[int]) -> list[ArticleRow]:
    if not ids:
        return []
    found = {row.id: row for row in _rows(connection, statement, {"ids": list(ids)})}
    return [found[article_id] for article_id in ids]


def _rows(
    connection: Connection, statement: Select[Any], values: Mapping[str, Any]
) -> list[ArticleRow]:
    return cast(list[ArticleRow], connection.execute(statement, values).all())


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
    Article.byline,
    Article.credits,
    Article.url,
    Article.summary_text,
    Article.headline_words,
)

_STATE = select(
    State.schema_version, State.generation, State.fingerprint, State.loaded_at, State.articles
)
_SITE = select(State.site)
_ARTICLE = select(Article.__table__).where(Article.slug == bindparam("slug"))
_WHOLE = select(Article.__table__).where(Article.id.in_(bindparam("ids", expanding=True)))
_LIST = select(*_LISTED).where(Article.id.in_(bindparam("ids", expanding=True)))
_DIGESTS = select(Article.id, Article.body_text).where(
    Article.id.in_(bindparam("ids", expanding=True))
)
_NEWEST_TITLES = (
    select(Article.id, Article.title)
    .order_by(Article.sort_key.desc(), Article.slug.desc())
    .limit(bindparam("count"))
)

# A row value instead of "earlier, or equal and …", because OR would scan the whole index.
_POSITION = tuple_(Article.sort_key, Article.slug)
_HERE = tuple_(bindparam("sort_key"), bindparam("slug"))
_OLDER = (
    select(*_LISTED)
    .where(_POSITION < _HERE)
    .order_by(Article.sort_key.desc(), Article.slug.desc())
    .limit(bindparam("count"))
)
_NEWER = (
    select(*_LISTED)
    .where(_POSITION > _HERE)
    .order_by(Article.sort_key, Article.slug)
    .limit(bindparam("count"))
)
_POSITION_OF = select(Article.sort_key, Article.slug).where(Article.id == bindparam("id"))
_CHANGES = (
    select(Article.slug, Article.changed_at)
    .where(_POSITION >= _HERE)
    .order_by(Article.sort_key, Article.slug)
    .limit(bindparam("count"))
)

_ALIAS = select(Alias.article).where(Alias.slug == bindparam("slug"))
_REMOVED = select(Removed.__table__).where(Removed.slug == bindparam("slug"))

_DELETION = select(Deletion.__table__).where(Deletion.slug == bindparam("slug"))
_DELETIONS = (
    select(Deletion.__table__)
    .where(Deletion.deleted_at >= bindparam("since"), Deletion.deleted_at <= bindparam("until"))
    .order_by(Deletion.deleted_at, Deletion.slug)
)
_FIRST_DELETION = select(func.min(Deletion.deleted_at))
_OF_DATE = select(func.count()).where(Article.sort_key == bindparam("sort_key"))
_BEFORE = _OF_DATE.where(Article.slug < bindparam("slug"))
_UP_TO = _OF_DATE.where(Article.slug <= bindparam("slug"))

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
_SOURCES = select(SourceFile.path, SourceFile.sha256).order_by(SourceFile.path)
