"""What a card says, as one value; its hash is the name of its picture."""

from __future__ import annotations

import hashlib
import re
from dataclasses import astuple, dataclass
from typing import Any, Literal

from archive.social_cards.days import day_words

_FIRST_SENTENCE = re.compile(r"(?<![A-Z][a-z][.])(?<=[a-z\d)”][.?!]) (?=[A-Z“])")
"""Where a first sentence ends; not after "U.N." or "Mr."."""

CARDS_VERSION = 1
"""Raised when cards come to look different: every picture then has a new address."""

Mark = Literal["article", "event", "tag", "archive"]
"""What stands on the spine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything that is drawn, and nothing else: what changes here changes the picture."""

    mark: Mark
    headline: str
    language: str
    """The headline's, a BCP 47 tag: it decides the forms of ideographs."""
    source: str = ""
    """Who published it."""
    detail: str = ""
    """When, or what it is."""
    site: str

    @property
    def digest(self) -> str:
        """A hash of the content, the same on every machine."""
        text = "\x1f".join((str(CARDS_VERSION), *astuple(self)))
        return hashlib.sha256(text.encode()).hexdigest()[:20]


def for_record(collection: str, record: Any, *, outlet: str, site: str) -> Card | None:
    """The card of an article, an event or a tag, by its collection; `None` for other records.

    `record` has the fields of its file as attributes. `outlet` is the name of an article's outlet.
    """
    match collection:
        case "articles":
            return for_article(
                title=record.title,
                language=record.language,
                outlet=outlet,
                published=record.published,
                site=site,
            )
        case "events":
            return for_event(title=record.title, date=record.date, site=site)
        case "tags":
            return for_tag(
                label=record.label,
                label_ko=record.label_ko,
                definition=record.definition,
                site=site,
            )
    return None


def for_article(*, title: str, language: str, outlet: str, published: str, site: str) -> Card:
    """The card of an article. `published` is EDTF and is written in the headline's language."""
    return Card(
        mark="article",
        headline=title,
        language=language,
        source=outlet,
        detail=day_words(published, language),
        site=site,
    )


def for_event(*, title: str, date: str, site: str) -> Card:
    """The card of an event. `date` is EDTF, a day or an interval."""
    return Card(mark="event", headline=title, language="en", detail=day_words(date), site=site)


def for_tag(*, label: str, label_ko: str | None, definition: str, site: str) -> Card:
    """The card of a tag: what it is called in both languages, and what it means."""
    return Card(
        mark="tag",
        headline=label,
        language="en",
        source=label_ko or "",
        detail=_FIRST_SENTENCE.split(definition, maxsplit=1)[0],
        site=site,
    )


def for_archive(*, subject: str, site: str) -> Card:
    """The card of every page that has none of its own."""
    return Card(mark="archive", headline=subject, language="en", site=site)
