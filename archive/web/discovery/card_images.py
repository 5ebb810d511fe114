"""Social card images for link previews, drawn on request.

The address contains a hash of the card's content. An address with an old hash redirects to the
current one. The page cache keeps the images, and the server writes no files.
"""

from __future__ import annotations

import threading
from typing import Any

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response

from archive.social_cards.card import Card
from archive.store import queries
from archive.web.context import read_session
from archive.web.head.social_cards import address_of, card_of_archive, card_of_record, id_of
from archive.web.http.headers import FOR_EVER
from archive.web.http.request import keep_to
from archive.web.i18n import gettext as _

blueprint = Blueprint("cards", __name__)

COLLECTIONS = ("articles", "events", "tags")
"""The collections whose records have their own card."""

DRAWN_AT_ONCE = 2
"""Most cards that one process draws at a time; the other threads stay free for pages."""

PATIENCE = 2.0
"""Seconds that a request waits for its turn. Drawing a card takes about 15 milliseconds."""

_turns = threading.BoundedSemaphore(DRAWN_AT_ONCE)


@blueprint.get("/cards/<digest>.png")
def archive_card(digest: str) -> Response:
    """Return the card for pages without their own card."""
    return _answer(card_of_archive(), digest)


@blueprint.get("/cards/<collection>/<record_id>/<digest>.png")
def record_card(collection: str, record_id: str, digest: str) -> Response:
    """Return the card of an article, an event or a tag."""
    if collection not in COLLECTIONS:
        abort(404)
    record = _record(collection, record_id)
    card = card_of_record(collection, record) if record is not None else None
    if card is None:
        abort(404)
    return _answer(card, digest, collection, id_of(record))


def _answer(card: Card, digest: str, *place: str) -> Response:
    address = address_of(card, *place)
    if digest != card.digest or request.path != address:
        # Not a permanent redirect: the next load may change the card again.
        return redirect(address, 302)
    keep_to(address)
    return _drawn(card)


def _drawn(card: Card) -> Response:
    """Return the image; abort with 503 if too many others are being drawn."""
    if not _turns.acquire(timeout=PATIENCE):
        words = _("Too many images are being drawn. Try again in a moment.")
        return Response(words, 503, {"Retry-After": "1"}, mimetype="text/plain")
    try:
        # Import late: only drawing needs Pillow and the fonts.
        from archive.social_cards.drawing import draw

        image = draw(card)
    finally:
        _turns.release()
    return Response(image, mimetype="image/png", headers={"Cache-Control": FOR_EVER})


def _record(collection: str, record_id: str) -> Any:
    connection = read_session().connection
    if collection != "articles":
        return queries.authority(connection, collection, record_id)
    row = queries.article(connection, record_id)
    if row is None and (today := queries.alias(connection, record_id)) is not None:
        row = queries.article(connection, today)
    return row
