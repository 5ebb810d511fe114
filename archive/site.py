"""What one archive says of itself: the values of `archive.toml` in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

FALLBACK = "en"
"""The language of a text that is not there in the reader's language."""


SETTINGS = "settings"
"""The key under which a load keeps the name and the subject that settings gave it."""


class Choice(NamedTuple):
    """One entry of a list of kinds, groups or bodies."""

    one: str
    """What one record of it is called: "newspaper"."""
    heading: str
    """The heading over several: "Newspapers"."""
    has_place: bool = True
    """Whether the country of such an outlet is its place of publication in citations."""
    prints_others: bool = False
    """Whether such an outlet prints what others say; any other issues its own statements."""


class Licence(NamedTuple):
    """The licence of the archive's own texts."""

    name: str = ""
    url: str = ""
    spdx: str = ""
    """Its identifier in the SPDX list, which CITATION.cff and data packages ask for."""


class Accent(NamedTuple):
    """The one colour of links and marks, on a light page and on a dark one."""

    light: str = "#34566e"
    dark: str = "#a3c4d8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """All values, each in one language."""

    name: str = "Archive"
    subject: str = ""
    """What the archive is about in one line, the heading of the front page."""
    sentence: str = ""
    """What the front page adds to its numbers."""
    languages: tuple[str, ...] = (FALLBACK,)
    """The languages of the interface, the first for readers who ask for none of these."""
    contact: str = ""
    """A mail address or web address."""
    licence: Licence = field(default_factory=Licence)
    accent: Accent = field(default_factory=Accent)
    icon: str = "img/icon.svg"
    """A file of `static/`."""
    examples: Mapping[str, str] = field(default_factory=dict)
    """Searches that find something, by what they show; see `EXAMPLES`."""
    lexicon: Mapping[str, str] = field(default_factory=dict)
    """Sentences and examples of the page of words, by their keys; see `LEXICON`."""
    choices: Mapping[str, Mapping[str, Choice]] = field(default_factory=dict)
    """Name of a list, such as `tags.groups` → id → choice, in the order of the headings."""

    def choice(self, name: str, key: str) -> Choice:
        """An entry of a list; an unknown one is called by its id."""
        return self.choices.get(name, {}).get(key) or Choice(key, key)

    @property
    def contact_url(self) -> str:
        """The contact as an address to link to; empty where there is none."""
        return f"mailto:{self.contact}" if "@" in self.contact else self.contact


CHOICES = {
    "articles.kinds": "kinds of articles",
    "tags.groups": "groups of tags",
    "outlets.kinds": "kinds of outlets",
    "organisations.kinds": "kinds of organisations",
    "events.bodies": "bodies of events and documents",
    "documents.kinds": "kinds of documents",
}
"""Every list that a file of the archive chooses from, and what it holds."""

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
"""What an example of a search may show, in the order of the tips."""

LEXICON = ("sentence", "whole", "stem", "longest", "names", "denied")
"""What the page of words may say of the archive's lexicon."""


def site_in(data: Mapping[str, Any], language: str) -> Site:
    """The values of a checked `archive.toml` in a language, or else in English."""
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
    """The same with another name or subject, where one is given."""
    return replace(site, name=name or site.name, subject=subject or site.subject)


class _Texts(NamedTuple):
    language: str

    def of(self, value: Any) -> str:
        """A text, or the one of a table of languages."""
        if isinstance(value, dict):
            return str(value.get(self.language) or value.get(FALLBACK) or "")
        return str(value or "")

    def choice(self, entry: Mapping[str, Any]) -> Choice:
        """The names of an entry: a text for both, or the one and the heading."""
        names = entry.get(self.language) or entry[FALLBACK]
        one, heading = (names, names) if isinstance(names, str) else names
        return Choice(one, heading, entry.get("place", True), entry.get("press", False))


def _choices(data: Mapping[str, Any], name: str, text: _Texts) -> dict[str, Choice]:
    collection, part = name.split(".")
    entries = data.get(collection, {}).get(part, {})
    return {key: text.choice(entry) for key, entry in entries.items()}
