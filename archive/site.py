"""Represent the values of `archive.toml` in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

FALLBACK = "en"
"""The language of texts that are missing in the reader's language."""


SETTINGS = "settings"
"""The key under which a load stores the name and the subject from settings."""


class Choice(NamedTuple):
    """One entry of a list of kinds, groups or bodies."""

    one: str
    """The name of a single one: "newspaper"."""
    heading: str
    """The heading of a list: "Newspapers"."""
    has_place: bool = True
    """Whether citations use the country of such an outlet as place of publication."""
    prints_others: bool = False
    """Whether such an outlet reports what others say, and does not publish its own statements."""


class Licence(NamedTuple):
    """The licence of the archive's own texts."""

    name: str = ""
    url: str = ""
    spdx: str = ""
    """Its identifier in the SPDX list, for CITATION.cff and data packages."""


class Accent(NamedTuple):
    """The colour of links and marks, on light and dark pages."""

    light: str = "#34566e"
    dark: str = "#a3c4d8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """All values, each in one language."""

    name: str = "Archive"
    subject: str = ""
    """The subject in one line: the heading of the front page."""
    sentence: str = ""
    """A sentence that the front page shows after its numbers."""
    languages: tuple[str, ...] = (FALLBACK,)
    """The languages of the interface; the first is the default."""
    contact: str = ""
    """A mail address or web address."""
    licence: Licence = field(default_factory=Licence)
    accent: Accent = field(default_factory=Accent)
    icon: str = "img/icon.svg"
    """A file of `static/`."""
    examples: Mapping[str, str] = field(default_factory=dict)
    """Example searches that find something, by their keys in `EXAMPLES`."""
    lexicon: Mapping[str, str] = field(default_factory=dict)
    """Sentences and examples for the page of words, by their keys in `LEXICON`."""
    choices: Mapping[str, Mapping[str, Choice]] = field(default_factory=dict)
    """Name of a list, such as `tags.groups` → id → choice, in the order of the headings."""

    def choice(self, name: str, key: str) -> Choice:
        """Return an entry of a list; an unknown entry gets its id as name."""
        return self.choices.get(name, {}).get(key) or Choice(key, key)

    @property
    def contact_url(self) -> str:
        """The contact as the address of a link; empty if there is no contact."""
        return f"mailto:{self.contact}" if "@" in self.contact else self.contact


CHOICES = {
    "articles.kinds": "kinds of articles",
    "tags.groups": "groups of tags",
    "outlets.kinds": "kinds of outlets",
    "organisations.kinds": "kinds of organisations",
    "events.bodies": "bodies of events and documents",
    "documents.kinds": "kinds of documents",
}
"""Every list that limits the values of a field → the name of its entries."""

EXAMPLES = (
    "words",
    "phrase",
    "either",
    "without",
    "group",
    "beginning",
    "korean",
    "symbol",
    "field",
    "text",
)
"""The keys of example searches, in the order of the search tips."""

LEXICON = ("sentence", "whole", "stem", "longest", "names", "denied")
"""The keys of sentences for the page of words."""


def site_in(data: Mapping[str, Any], language: str) -> Site:
    """Return the values of a checked `archive.toml` in a language, or otherwise in English."""
    text, data = _Texts(language), {**data, **data.get(SETTINGS, {})}
    terms = data.get("licence", {})
    return Site(
        name=text.of(data.get("name")) or Site().name,
        subject=text.of(data.get("subject")),
        sentence=text.of(data.get("sentence")),
        languages=tuple(data.get("languages", (FALLBACK,))),
        contact=data.get("contact", ""),
        licence=Licence(text.of(terms.get("name")), terms.get("url", ""), terms.get("spdx", "")),
        accent=Accent(**data.get("colours", {})),
        icon=data.get("icon", Site().icon),
        examples=dict(data.get("search", {})),
        lexicon={key: text.of(data.get("lexicon", {}).get(key)) for key in LEXICON},
        choices={name: _choices(data, name, text) for name in CHOICES},
    )


def named(site: Site, name: str, subject: str) -> Site:
    """Replace the name and the subject, each unless it is empty."""
    return replace(site, name=name or site.name, subject=subject or site.subject)


class _Texts(NamedTuple):
    language: str

    def of(self, value: Any) -> str:
        """Return a text, or the text in this language from a table."""
        if isinstance(value, dict):
            return str(value.get(self.language) or value.get(FALLBACK) or "")
        return str(value or "")

    def choice(self, entry: Mapping[str, Any]) -> Choice:
        """Return an entry, whose names are one text for both, or a name and a heading."""
        names = entry.get(self.language) or entry[FALLBACK]
        one, heading = (names, names) if isinstance(names, str) else names
        return Choice(one, heading, entry.get("place", True), entry.get("press", False))


def _choices(data: Mapping[str, Any], name: str, text: _Texts) -> dict[str, Choice]:
    collection, part = name.split(".")
    entries = data.get(collection, {}).get(part, {})
    return {key: text.choice(entry) for key, entry in entries.items()}
