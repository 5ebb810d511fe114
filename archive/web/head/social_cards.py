"""What a page's head says of its card: the image that other sites show with a link.

The address has a hash of the card's content: what lies there never changes and may be kept for
ever.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from archive.social_cards.card import Card, for_archive, for_record
from archive.web import dates, urls
from archive.web.context import read_session, site
from archive.web.i18n import gettext as _


class Picture(NamedTuple):
    """A card as the head of a page names it."""

    url: str
    alt: str
    width: int = 1200
    height: int = 630
    type: str = "image/png"


def for_page(collection: str | None = None, record: Any = None) -> Picture:
    """Describe the card of a page about a record, or else that of the whole archive."""
    card = card_of_record(collection, record) if collection else None
    if collection is None or card is None:
        card = card_of_archive()
        return Picture(urls.absolute(address_of(card)), f"{card.site}: {card.headline}")
    return Picture(urls.absolute(address_of(card, collection, id_of(record))), _alt(card, record))


def address_of(card: Card, *place: str) -> str:
    """Give the path of a card; `place` is the collection and id of its record, if it has one."""
    return urls.social_card(card.digest, *place)


def id_of(record: Any) -> str:
    """Give what a record is called in addresses: the slug of an article, the id of others."""
    return str(getattr(record, "slug", None) or record.id)


def card_of_record(collection: str, record: Any) -> Card | None:
    """Make the card of an article, an event or a tag; `None` for a record that has no card."""
    is_article = collection == "articles"
    outlet = read_session().snapshot.labels["outlets"][record.outlet].name if is_article else ""
    card = for_record(collection, record, outlet=outlet, site=site().name)
    return replace(card, accent=site().accent.light) if card else None


def card_of_archive() -> Card:
    """Make the card of every page that has none of its own."""
    card = for_archive(subject=site().subject, site=site().name)
    return replace(card, accent=site().accent.light)


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
