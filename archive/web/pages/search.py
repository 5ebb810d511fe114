"""The search page: results by relevance, what was understood, and what else may have been meant."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response

from archive.search.query_tree import FIELDS
from archive.store.facets.query import NEWEST, OLDEST, RELEVANCE
from archive.store.search.ranking import MOST_RANKED
from archive.web import labels
from archive.web.feeds import views
from archive.web.head import head
from archive.web.i18n import gettext as _
from archive.web.lists.addresses import ADDRESSES
from archive.web.lists.listing import read_listing
from archive.web.lists.query import shown
from archive.web.lists.scope import SEARCH

EXAMPLES: tuple[tuple[str, Callable[[], str]], ...] = (
    (
        "forced return",
        lambda: _(
            "both words, in any of their forms; a term of the vocabulary is searched for as well"
        ),
    ),
    ('"commission of inquiry"', lambda: _("just these words, one after the other")),
    ("Laos OR Vietnam", lambda: _("either; words side by side belong together first")),
    ("orphans -Laos", lambda: _("without a word")),
    ("(Laos OR Vietnam) orphans", lambda: _("parentheses group")),
    ("repatriat*", lambda: _("every word that begins so")),
    ("탈북민 북송", lambda: _("Korean words, whatever is written to them")),
    ("A/HRC/25/63", lambda: _("a document by its symbol, in any spelling")),
    (
        "person:darusman year:2012..2014",
        lambda: _("one of the fields %(fields)s", fields=labels.listed(FIELDS, "or")),
    ),
    ("text:(forced return)", lambda: _("in the texts alone, without names and other terms")),
)
"""What can be typed, and what it means, from this archive."""

blueprint = Blueprint("search", __name__)


@blueprint.get(ADDRESSES["search"].rule)
def search() -> Response:
    """The results of a query, or the form alone where nothing is asked."""
    scope = SEARCH
    listing = read_listing(scope)
    answer = listing.answer
    is_first = listing.pager.page == 1
    text = listing.query.text
    heading = _("Search: %(text)s", text=shown(text)) if text else _("Search")
    expanded, only_url = answer.expanded(scope) if answer else ([], "")
    return head.show(
        "search.html",
        head.for_search(heading, listing, views.links(listing)),
        listing=listing,
        heading=heading,
        answer=answer,
        most_ranked=MOST_RANKED,
        examples=[(example, meaning()) for example, meaning in EXAMPLES],
        hits=answer.hits(listing.articles) if answer and answer.found.tree else [],
        nearly=answer.nearly() if answer and is_first else [],
        expanded=expanded,
        excluded=answer.excluded() if answer else [],
        only_url=only_url,
        suggestion=answer.suggestion(scope) if answer else None,
        authority_boxes=answer.authority_boxes() if answer and is_first else [],
        orders=[
            (order, scope.url(listing.query.ordered(order)))
            for order in (RELEVANCE, NEWEST, OLDEST)
        ],
    )
