"""Declare the records that the files become: articles, authority records, pages."""

from __future__ import annotations

from dataclasses import dataclass

from archive.edtf import Edtf


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """One author in a byline: a person, as one text or in two parts, or a body."""

    person: str | None = None
    body: str | None = None
    family: str | None = None
    given: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article file. Field order follows the front matter."""

    slug: str
    title: str
    outlet: str
    published: Edtf
    published_from: str
    url: str
    language: str
    kind: str
    tags: tuple[str, ...]
    agency: str | None = None
    byline: str | tuple[str | Credit, ...] | None = None
    """The byline as printed, or the authors that it credits."""
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    event_date: Edtf | None = None
    founding: bool = False
    checked: Edtf | None = None
    note: str | None = None
    aliases: tuple[str, ...] = ()
    body: str = ""
    """The Markdown below the front matter, NFC, with LF line ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A term of the vocabulary."""

    id: str
    short: str
    label: str
    label_ko: str | None = None
    group: str
    definition: str
    alt: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    note: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A newspaper, agency, broadcaster or other publisher."""

    id: str
    name: str
    name_ko: str | None = None
    country: str | None = None
    kind: str
    founded: Edtf | None = None
    description: str
    site: str | None = None
    founding: bool = False
    alt: tuple[str, ...] = ()
    note: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An office that a person held. Without an end, the end is unknown, not "still in office"."""

    role: str
    start: Edtf | None = None
    """Written `from` in the file."""

    end: Edtf | None = None
    """Written `to` in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A public figure whom several articles mention."""

    id: str
    name: str
    name_ko: str | None = None
    roles: tuple[Role, ...] = ()
    description: str
    alt: tuple[str, ...] = ()
    founding: bool = False
    note: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A body, ministry or group."""

    id: str
    name: str
    name_ko: str | None = None
    abbreviation: str | None = None
    alt: tuple[str, ...] = ()
    kind: str
    description: str
    founding: bool = False
    note: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened and was reported."""

    id: str
    title: str
    date: Edtf
    body: str
    summary: str
    tags: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    note: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document, treaty, law or report that articles and events cite."""

    id: str
    symbol: str | None = None
    title: str
    date: Edtf | None = None
    body: str
    kind: str
    url: str
    description: str
    verified: bool = True
    note: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconWord:
    """A word of the lexicon, which headlines and digests are searched for."""

    id: str
    label: str
    language: str
    forms: tuple[str, ...]
    """Every form to search for, such as the singular and the plural; in Korean the stem."""

    own: bool = False
    """Whether the archive itself uses the word, so that its use in a digest does not count."""

    exceptions: tuple[str, ...] = ()
    """Phrases in which a form does not count, such as "flood of letters"; `except` in the file."""

    definition: str
    note: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """The tombstone of a removed article: its citation and the reason remain."""

    slug: str
    title: str
    outlet: str
    published: Edtf
    url: str | None = None
    removed: Edtf
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page about the archive, such as "Method", written in Markdown."""

    slug: str
    title: str
    description: str
    order: int
    body: str


Authority = Tag | Outlet | Person | Organisation | Event | Document

AUTHORITY_KINDS: dict[str, type[Authority]] = {
    "tags": Tag,
    "outlets": Outlet,
    "people": Person,
    "organisations": Organisation,
    "events": Event,
    "documents": Document,
}
"""The name of a file in `authorities/`, without `.yaml` → the class of its records."""
