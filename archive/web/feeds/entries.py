"""The content of a feed, independent of its format.

A feed reports additions. It begins with the article added last, whatever its publication date: in
date order, an old article added today would be on a later page, and nobody would see it. So `order`
has no meaning in a feed's address, and a redirect removes it. The dates of publication and of
addition never share a field.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from flask import render_template

from archive.facets import FACET
from archive.store.facets import changes
from archive.store.facets.query import NEWEST, Query
from archive.store.queries import ArticleRow
from archive.store.snapshot import Label
from archive.web import article_data, dates, identifiers, urls
from archive.web.context import read_session, settings, site
from archive.web.i18n import gettext as _
from archive.web.i18n import locale
from archive.web.labels import sentence
from archive.web.lists.listing import ask, make_pager, select
from archive.web.lists.query import canonical_url
from archive.web.lists.scope import Scope


@dataclass(frozen=True, slots=True)
class Entry:
    """One article in a feed."""

    id: str
    url: str
    """The address of the article's page."""
    original: str
    """The address of the original."""
    title: str
    """The headline, with outlet and date."""
    language: str
    """The language of the headline; the digest is in the archive's own language."""
    added: str
    changed: str
    published: str
    """When the piece was published, in EDTF."""
    published_words: str
    summary: str
    """Outlet, date and summary as plain text."""
    html: str
    """The digest as HTML with absolute addresses."""
    outlet: Label
    tags: list[Label]
    kind: str


@dataclass(frozen=True, slots=True)
class Feed:
    """One page of a feed; every address in it is absolute."""

    id: str
    title: str
    subtitle: str
    language: str
    updated: str
    url: str
    page_url: str
    """The address of the list's page."""
    first_url: str
    last_url: str
    previous_url: str | None
    next_url: str | None
    total: int
    start: int
    """The number of its first entry, counted from 1."""
    size: int
    """The number of entries on a full page."""
    text: str
    """The search text, or ""."""
    entries: list[Entry]


def read_feed(scope: Scope, name: str) -> Feed:
    """Return the feed for the request's query within a list; `name` is the feed's file name.

    Redirect to the canonical address, or abort with 400 or 404, as the page of the list does.
    """
    here = feed_scope(scope, name)
    asked = ask(here, is_ordered=False)
    query, size = asked.query, settings().page_size
    selection, _answer = select(query, here)
    pager = make_pager(asked, here, len(selection), size)
    ids = changes.latest_added(selection, asked.page, size)
    snapshot = read_session().snapshot
    page_question = query.ordered(scope.order_of(query))
    return Feed(
        id=identifiers.for_list(replace(scope, order=NEWEST).url(query)),
        title=title_of(scope, query),
        subtitle=site().subject,
        language=str(locale()).replace("_", "-"),
        updated=changes.last_change(selection) or snapshot.loaded_at,
        url=urls.absolute(canonical_url(asked, here)),
        page_url=urls.absolute(scope.url(page_question)),
        first_url=urls.absolute(here.url(query)),
        last_url=urls.absolute(here.url(query, pager.pages)),
        previous_url=urls.absolute(pager.previous_url) if pager.previous_url else None,
        next_url=urls.absolute(pager.next_url) if pager.next_url else None,
        total=len(selection),
        start=pager.first,
        size=size,
        text=query.text,
        entries=[_entry(row) for row in article_data.rows_of(ids)],
    )


def feed_scope(scope: Scope, name: str) -> Scope:
    """Return the scope of a list's feed, which has its own order."""
    return replace(scope, order=NEWEST).under(name)


def unordered(query: Query) -> Query:
    """Return a query without its order."""
    return query.ordered(NEWEST)


def title_of(scope: Scope, query: Query) -> str:
    """Return the title of a feed."""
    snapshot = read_session().snapshot
    parts = [site().name]
    if scope.term:
        collection = FACET[scope.term.facet].collection or ""
        parts.append(snapshot.labels[collection][scope.term.value].name)
    if scope.month:
        year, _hyphen, month = scope.month.partition("-")
        parts.append(dates.month_words(int(year), int(month)) if month else year)
    if words := sentence(query, snapshot):
        parts.append(words)
    return " · ".join(parts)


def _entry(row: ArticleRow) -> Entry:
    labels = read_session().snapshot.labels
    outlet = labels["outlets"][row.outlet]
    date = dates.words(row.published)
    url = urls.absolute(urls.article(row.slug))
    words = {"outlet": outlet.name, "date": date}
    return Entry(
        id=identifiers.for_article(row),
        url=url,
        original=row.url,
        title=_("%(headline)s (%(outlet)s, %(date)s)", headline=row.title, **words),
        language=row.language,
        added=row.added_at,
        changed=row.changed_at,
        published=row.published,
        published_words=date,
        summary=_("%(outlet)s, %(date)s: %(summary)s", summary=row.summary_text, **words),
        html=render_template(
            "feed_entry.html",
            article=row,
            outlet=outlet,
            summary=_absolute(row.summary_html, url),
            digest=_absolute(row.body_html, url),
        ),
        outlet=outlet,
        tags=[labels["tags"][tag] for tag in row.tags],
        kind=row.kind,
    )


def _absolute(html: str, url: str) -> str:
    """Return a digest for use outside its page: links to its anchors are absolute, ids are removed.

    Stored HTML puts every attribute in double quotation marks and escapes those in text
    (`archive.content.postprocess`), so regular expressions are enough.
    """
    html = _IN_PAGE.sub("", html)
    return _LINK.sub(lambda link: f'{link[1]}{urljoin(url, link[2])}"', html)


_IN_PAGE = re.compile(r' (?:id|class|aria-labelledby)="[^"]*"')
_LINK = re.compile(r'( href=")([^"]*)"')
