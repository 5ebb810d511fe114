"""The search page: results by relevance, how the text was understood, and suggestions."""

from __future__ import annotations

from flask import Blueprint, Response

from archive.messages import N_
from archive.search.query_tree import FIELDS
from archive.store.facets.query import NEWEST, OLDEST, RELEVANCE
from archive.store.search.ranking import MOST_RANKED
from archive.web import labels
from archive.web.context import site
from archive.web.feeds import views
from archive.web.head import head
from archive.web.i18n import gettext as _
from archive.web.lists.addresses import ADDRESSES
from archive.web.lists.listing import answered, read_listing
from archive.web.lists.query import ParsedQuery, shown
from archive.web.lists.scope import SEARCH

_MEANINGS = {
    "words": N_("both words, in any form; a tag with this name is searched for too"),
    "phrase": N_("exactly these words, in this order"),
    "either": N_("either one; words without OR between them are combined first"),
    "without": N_("without the word after the minus sign"),
    "group": N_("parentheses group words"),
    "beginning": N_("words beginning like this"),
    "korean": N_("Korean words, with or without particles"),
    "symbol": N_("a document symbol, however it is written"),
    "field": N_("a search in one field: %(fields)s"),
    "text": N_("only in the texts, not in tags and names"),
}
"""Kind of example in `archive.toml` → the syntax it shows."""

blueprint = Blueprint("search", __name__)


@blueprint.get(ADDRESSES["search"].rule)
def search() -> Response:
    """Show the results of a query, or only the form if there is no query."""
    scope = SEARCH
    typed = listing = read_listing(scope)
    suggestion = listing.answer.suggestion(scope) if listing.answer else None
    is_corrected = suggestion is not None and listing.answer is not None and listing.answer.is_empty
    if suggestion and is_corrected:
        corrected = typed.query.searching(suggestion[0])
        listing = answered(ParsedQuery(corrected, 1), scope)
    answer = listing.answer
    is_first = listing.pager.page == 1
    text = typed.query.text
    heading = _("Search: %(text)s", text=shown(text)) if text else _("Search")
    expanded, only_url = answer.expanded(scope) if answer else ([], "")
    return head.show(
        "search.html",
        head.for_search(heading, listing, views.links(listing)),
        listing=listing,
        heading=heading,
        answer=answer,
        most_ranked=MOST_RANKED,
        examples=_examples(),
        hits=answer.hits(listing.articles) if answer and answer.found.tree else [],
        nearly=answer.nearly() if answer and is_first else [],
        expanded=expanded,
        excluded=answer.excluded() if answer else [],
        only_url=only_url,
        text=text,
        suggestion=suggestion,
        is_corrected=is_corrected,
        authority_boxes=answer.authority_boxes() if answer and is_first else [],
        orders=[
            (order, scope.url(listing.query.ordered(order)))
            for order in (RELEVANCE, NEWEST, OLDEST)
        ],
    )


def _examples() -> list[tuple[str, str]]:
    """Return example searches from this archive with their meaning."""
    fields, own = labels.listed(FIELDS, "or"), site().examples
    return [(own[key], _(text, fields=fields)) for key, text in _MEANINGS.items() if key in own]
