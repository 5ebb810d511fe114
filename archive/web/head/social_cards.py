"""Card images for link previews, and what a page's head says of its card.

The address has a hash of the card's content: what lies there never changes and may be kept for
ever. An older address of the same thing leads to the present one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response

from archive.social_cards.card import Card, for_archive, for_record
from archive.store import queries
from archive.web import dates, urls
from archive.web.context import read_session, settings
from archive.web.http.headers import FOR_EVER
from archive.web.i18n import gettext as _

blueprint = Blueprint("cards", __name__)

COLLECTIONS = ("articles", "events", "tags")
"""Whose records have a card of their own."""


class Picture(NamedTuple):
    """A card as the head of a page names it."""

    url: str
    alt: str
    width: int = 1200
    height: int = 630
    type: str = "image/png"


def for_page(collection: str | None = None, record: Any = None) -> Picture:
    """The card of a page about a record, or else the one of the whole archive."""
    card = _of_record(collection, record) if collection else None
    if collection is None or card is None:
        card = _of_archive()
        return Picture(urls.absolute(_address(card)), f"{card.site}: {card.headline}")
    return Picture(urls.absolute(_address(card, collection, _id(record))), _alt(card, record))


@blueprint.get("/cards/<digest>.png")
def archive_card(digest: str) -> Response:
    """The card of every page that has none of its own."""
    return _answer(_of_archive(), digest)


@blueprint.get("/cards/<collection>/<record_id>/<digest>.png")
def record_card(collection: str, record_id: str, digest: str) -> Response:
    """The card of an article, an event or a tag."""
    if collection not in COLLECTIONS:
        abort(404)
    record = _record(collection, record_id)
    card = _of_record(collection, record) if record is not None else None
    if card is None:
        abort(404)
    return _answer(card, digest, collection, _id(record))


def _answer(card: Card, digest: str, *place: str) -> Response:
    address = _address(card, *place)
    if digest != card.digest or request.path != address:
        # Not for ever: the next load may change the card again.
        return redirect(address, 302)
    if request.query_string:
        return redirect(address, 308)
    return Response(_bytes(card), mimetype="image/png", headers={"Cache-Control": FOR_EVER})


def _address(card: Card, *place: str) -> str:
    return urls.social_card(card.digest, *place)


def _bytes(card: Card) -> bytes:
    """The picture that a load made, or a new one: of older articles, and where none is kept."""
    folder = settings().cards_folder
    kept = _read(folder / f"{card.digest}.png") if folder else b""
    if kept:
        return kept
    from archive.social_cards.drawing import draw

    return draw(card)


def _id(record: Any) -> str:
    """What a record is called in addresses."""
    return str(getattr(record, "slug", None) or record.id)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _record(collection: str, record_id: str) -> Any:
    connection = read_session().connection
    if collection != "articles":
        return queries.authority(connection, collection, record_id)
    row = queries.article(connection, record_id)
    if row is None and (today := queries.alias(connection, record_id)) is not None:
        row = queries.article(connection, today)
    return row


def _of_record(collection: str, record: Any) -> Card | None:
    is_article = collection == "articles"
    outlet = read_session().snapshot.labels["outlets"][record.outlet].name if is_article else ""
    return for_record(collection, record, outlet=outlet, site=settings().name)


def _of_archive() -> Card:
    return for_archive(subject=settings().subject, site=settings().name)


def _alt(card: Card, record: Any) -> str:
    """The words of the picture, in words for a reader."""
    match card.mark:
        case "article":
            return _(
                "%(headline)s. %(outlet)s, %(date)s",
                headline=card.headline,
                outlet=card.source,
                date=dates.words(record.published),
            )
        case "event":
            when = dates.words(record.date)
            return _("Event: %(title)s, %(date)s", title=card.headline, date=when)
    return _("Tag: %(name)s. %(definition)s", name=card.headline, definition=card.detail)
