"""The content of a card as one value. Its hash is the name of the image."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import astuple, dataclass
from typing import Any, Literal

from archive.site import Accent
from archive.social_cards.days import day_words

_FIRST_SENTENCE = re.compile(r"(?<![A-Z][a-z][.])(?<=[a-z\d)”][.?!]) (?=[A-Z“])")
"""The end of a first sentence, but not "U.N." or "Mr."."""

CARDS_VERSION = 1
"""Raise this when cards change their look: every image then gets a new address."""

_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "HANGUL", "HIRAGANA", "KATAKANA", "CJK")
"""How Unicode begins the names of the letters that the fonts have."""

Mark = Literal["article", "event", "tag", "archive"]
"""The kind of mark on the spine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything that is drawn, and nothing else: a change here changes the image."""

    mark: Mark
    headline: str
    language: str
    """The BCP 47 tag of the headline's language, which decides the forms of ideographs."""
    source: str = ""
    """The name of the publisher."""
    detail: str = ""
    """The date, or the kind of record."""
    site: str
    accent: str = Accent().light
    """The colour of the marks, such as `#0a5c8a`."""

    @property
    def digest(self) -> str:
        """Hash the content; the hash is the same on every machine."""
        text = "\x1f".join((str(CARDS_VERSION), *astuple(self)))
        return hashlib.sha256(text.encode()).hexdigest()[:20]


def for_record(collection: str, record: Any, *, outlet: str, site: str) -> Card | None:
    """Make the card of an article, an event or a tag; `None` for a record of another collection.

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
    """Make the card of an article. `published` is EDTF, written in the headline's language.

    A headline in a script that the fonts do not have gives its place to the outlet.
    """
    if not _can_be_drawn(title):
        detail = day_words(published)
        return Card(mark="article", headline=outlet, language="en", detail=detail, site=site)
    return Card(
        mark="article",
        headline=title,
        language=language,
        source=outlet,
        detail=day_words(published, language),
        site=site,
    )


def _can_be_drawn(text: str) -> bool:
    """Tell whether the fonts have most letters of a text."""
    letters = [sign for sign in text if sign.isalpha()]
    drawn = sum(unicodedata.name(sign, "").startswith(_SCRIPTS) for sign in letters)
    return 2 * drawn >= len(letters)


def for_event(*, title: str, date: str, site: str) -> Card:
    """Make the card of an event. `date` is EDTF, a day or an interval."""
    return Card(mark="event", headline=title, language="en", detail=day_words(date), site=site)


def for_tag(*, label: str, label_ko: str | None, definition: str, site: str) -> Card:
    """Make the card of a tag, with its name in both languages and its definition."""
    return Card(
        mark="tag",
        headline=label,
        language="en",
        source=label_ko or "",
        detail=_FIRST_SENTENCE.split(definition, maxsplit=1)[0],
        site=site,
    )


def for_archive(*, subject: str, site: str) -> Card:
    """Make the card of the whole archive, for pages without their own card."""
    return Card(mark="archive", headline=subject, language="en", site=site)
