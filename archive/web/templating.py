"""Helpers for every template: names, dates, links to authorities, addresses of assets."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import quote

from flask import Flask
from jinja2 import StrictUndefined

from archive.problems import DatabaseMissing
from archive.store.queries import ArticleRow
from archive.titles import is_supplied
from archive.web import dates, labels, urls
from archive.web.context import read_session, site
from archive.web.exports import lists
from archive.web.head import coins
from archive.web.http import assets
from archive.web.i18n import format_number, locale
from archive.web.i18n import gettext as _
from archive.web.lists import highlights

LINK_RELATION = "noopener noreferrer external"
"""The `rel` of every link to another site."""


class Version(NamedTuple):
    """A dated version of an original, as Robust Links describes it."""

    day: str
    url: str
    """The address of the nearest copy in the Wayback Machine."""


def init_app(app: Flask) -> None:
    """Make templates strict and give them their helpers."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.tests["supplied"] = is_supplied
    app.jinja_env.filters.update(
        date=dates.words,
        date_short=dates.short_words,
        date_machine=dates.machine,
        days_between=dates.days_between,
        kind=labels.kind_name,
        language=labels.language_name,
        listed=labels.listed,
        number=format_number,
        host=urls.host_of,
        absolute=urls.absolute,
        headline_parts=highlights.parts,
        headline_words=highlights.words,
        is_right_to_left=labels.is_right_to_left,
        script_language=labels.script_language,
    )
    app.jinja_env.globals.update(
        articles_counted=labels.articles_counted,
        body_name=labels.body_name,
        collection_name=labels.collection_name,
        records_counted=labels.records_counted,
        record_kind=labels.record_kind,
        published_from_words=labels.published_from_words,
        range_words=dates.range_words,
        month_name=dates.month_name,
        downloads=lists.downloads,
        label_of=_label_of,
        fault_words=labels.fault_words,
        facet_name=labels.facet_name,
        order_words=labels.order_words,
        external=LINK_RELATION,
        asset=assets.address,
        site=site,
        menu=_menu,
        site_name=lambda: site().name,
        site_subject=lambda: site().subject,
        page_language=lambda: str(locale()).replace("_", "-"),
        wayback_url=_wayback_url,
        coins=coins.coins,
        urls=urls,
        version_of=_version_of,
        mail_url=_mail_url,
    )


_IN_MENU = ("tags", "events", "documents", "people", "organisations", "outlets", "words")


def _menu() -> list[tuple[str, str]]:
    """Return the addresses and labels of the menu, without empty collections."""
    try:
        records = read_session().snapshot.labels
    except DatabaseMissing:
        records = {}
    collections = [
        (urls.words() if name == "words" else urls.collection(name), labels.collection_name(name))
        for name in _IN_MENU
        if records.get(name)
    ]
    return [(urls.home(), _("Timeline")), *collections, (urls.about(), _("About"))]


def _label_of(collection: str, record_id: str) -> Any:
    return read_session().snapshot.labels[collection][record_id]


def _wayback_url(article: ArticleRow) -> str:
    """Return the Wayback Machine address of the copy nearest to the day of publication."""
    return _copy_url(article.url, article.latest)


def _version_of(article: ArticleRow) -> Version | None:
    """Return the version of the original that the record was checked against, if known."""
    day = dates.machine(article.checked) if article.checked else None
    return Version(day, _copy_url(article.url, day)) if day and len(day) == 10 else None


def _mail_url(subject: str, text: str, url: str) -> str:
    """Return a `mailto:` address without recipient, with a subject and three lines (RFC 6068)."""
    body = "\r\n".join((subject, text, url))
    return f"mailto:?subject={quote(subject, safe='')}&body={quote(body, safe='')}"


def _copy_url(url: str, day: str) -> str:
    return f"https://web.archive.org/web/{day.replace('-', '')}/{url}"
