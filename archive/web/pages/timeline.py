"""The timeline of the archive, of one year and of one month."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response

from archive.store.facets.selection import Selection
from archive.web import dates, urls
from archive.web.context import read_session, site
from archive.web.feeds import views
from archive.web.head import head, json_ld, meta_tags
from archive.web.head.head import Head
from archive.web.head.json_ld import Breadcrumb
from archive.web.i18n import gettext as _
from archive.web.labels import articles_counted, listed, records_counted
from archive.web.lists import scope
from archive.web.lists.addresses import ADDRESSES
from archive.web.lists.listing import Listing, read_listing

blueprint = Blueprint("timeline", __name__)


@blueprint.get(ADDRESSES["timeline"].rule)
def timeline() -> Response:
    """Show all articles, newest first."""
    listing = read_listing(scope.EVERYTHING)
    return head.show(
        "timeline.html",
        _front_head(listing),
        listing=listing,
        numbers=_numbers(listing.total),
        years=read_session().snapshot.index.years(),
    )


def _numbers(articles: int) -> str:
    """Return a sentence on the size of the archive, without collections that are empty."""
    snapshot = read_session().snapshot
    counted = {
        "articles": articles_counted(articles),
        "outlets": records_counted("outlets", len(snapshot.index.bitmaps["outlet"])),
        "years": _span(snapshot.index.years()),
    }
    records = [
        records_counted(collection, len(snapshot.labels[collection]))
        for collection in ("events", "documents")
        if snapshot.labels[collection]
    ]
    if records:
        return _(
            "%(articles)s from %(outlets)s, %(years)s, with %(records)s.",
            **counted,
            records=listed(records),
        )
    return _("%(articles)s from %(outlets)s, %(years)s.", **counted)


def _span(years: Sequence[int]) -> str:
    """Return the first and the last year in words."""
    return dates.range_words(str(years[0]), str(years[-1])) if years else ""


@blueprint.get(ADDRESSES["year"].rule)
def year(year: int) -> Response:
    """Show one year with its months."""
    listing = read_listing(scope.period(year))
    years = read_session().snapshot.index.years()
    return head.show(
        "period.html",
        _head(str(year), listing),
        listing=listing,
        title=str(year),
        parent=None,
        previous=_year_link(year - 1) if year - 1 in years else None,
        next=_year_link(year + 1) if year + 1 in years else None,
        undated=0,
    )


@blueprint.get(ADDRESSES["month"].rule)
def month(year: int, month: int) -> Response:
    """Show one month. Articles dated by year alone are not included, and the page says so."""
    listing = read_listing(scope.period(year, month))
    years = read_session().snapshot.index.years()
    months = range(12 * years.start, 12 * years.stop)
    here = 12 * year + month - 1
    return head.show(
        "period.html",
        _head(dates.month_words(year, month), listing, Breadcrumb(*_year_link(year))),
        listing=listing,
        title=dates.month_words(year, month),
        parent=_year_link(year),
        previous=_month_link(here - 1) if here - 1 in months else None,
        next=_month_link(here + 1) if here + 1 in months else None,
        undated=_undated(listing, year),
    )


def _head(name: str, listing: Listing, *above: Breadcrumb) -> Head:
    """Return the head of the page of a year or month."""
    title = meta_tags.titled(name, listing)
    return head.for_list(
        title, _description(title, listing), listing, views.links(listing), above=above
    )


def _front_head(listing: Listing) -> Head:
    """Return the head of the timeline, whose first page has the site's name as title."""
    heading = listing.sentence or site().subject
    name = listing.sentence or site().name
    is_front = not listing.sentence and listing.pager.page == 1
    return head.for_list(
        name,
        _description(heading, listing),
        listing,
        views.links(listing),
        title="" if is_front else heading,
        data=json_ld.for_front(name, listing),
    )


def _description(heading: str, listing: Listing) -> str:
    return f"{heading}: {articles_counted(listing.total)}."


def _undated(listing: Listing, year: int) -> int:
    """Return the number of matching articles of a year without a known month."""
    selection = listing.selection
    return Selection(selection.index, listing.query, found=selection.found).undated(year)


def _year_link(year: int) -> tuple[str, str]:
    return str(year), urls.period(year)


def _month_link(months: int) -> tuple[str, str]:
    year, month = divmod(months, 12)
    return dates.month_words(year, month + 1), urls.period(year, month + 1)
