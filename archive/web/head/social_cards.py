"""Social cards in the head of a page: the image that other sites show with a link.

The address contains a hash of the card's content, so the image may be cached for ever.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from archive.social_cards.card import Card, for_archive, for_record
from archive.web import dates, urls
from archive.web.context import read_session, site
from archive.web.i18n import gettext as _


class Picture(NamedTuple):
    """A card as described in the head of a page."""

    url: str
    alt: str
    width: int = 1200
    height: int = 630
    type: str = "image/png"


def for_page(collection: str | None = None, record: Any = None) -> Picture:
    """Return the card of a page: the record's own card, or else the archive's."""
    card = card_of_record(collection, record) if collection else None
    if collection is None or card is None:
        card = card_of_archive()
        return Picture(urls.absolute(address_of(card)), f"{card.site}: {card.headline}")
    return Picture(urls.absolute(address_of(card, collection, id_of(record))), _alt(card, record))


def address_of(card: Card, *place: str) -> str:
    """Return the path of a card; `place` is the collection and id of its record, if any."""
    return urls.social_card(card.digest, *place)


def id_of(record: Any) -> str:
    """Return a record's name in addresses: the slug of an article, the id of other records."""
    return str(getattr(record, "slug", None) or record.id)


def card_of_record(collection: str, record: Any) -> Card | None:
    """Return the card of an article, an event or a tag; `None` for other records."""
    is_article = collection == "articles"
    outlet = read_session().snapshot.labels["outlets"][record.outlet].name if is_article else ""
    card = for_record(collection, record, outlet=outlet, site=site().name)
    return replace(card, accent=site().accent.light) if card else None


def card_of_archive() -> Card:
    """Return the card for pages without their own card."""
    card = for_archive(subject=site().subject, site=site().name)
    return replace(card, accent=site().accent.light)


def _alt(card: Card, record: Any) -> str:
    """Return the text of the image, for its `alt` attribute."""
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
