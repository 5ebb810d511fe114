"""Arrange an index by date, letter, kind or number of articles."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import NamedTuple

from archive.did_you_mean import nearest
from archive.edtf import parse_date, sort_key
from archive.messages import N_
from archive.store.snapshot import Label
from archive.web import labels
from archive.web.i18n import format_number
from archive.web.i18n import gettext as _

OFFERED: dict[str, tuple[str, ...]] = {
    "tags": ("kind", "letter", "articles"),
    "outlets": ("letter", "kind", "articles"),
    "people": ("letter", "articles"),
    "organisations": ("kind", "letter", "articles"),
    "events": ("date", "letter", "kind", "articles"),
    "documents": ("date", "letter", "kind", "articles"),
}
"""The arrangements that each index offers; the first is the default."""

WAYS = ("date", "letter", "kind", "articles")
"""All arrangements, in the order in which a page offers them."""

STEPS = (0, 1, 2, 5, 10, 20, 50, 100, 1000)
"""The lower limits of the groups by number of articles."""


class Item(NamedTuple):
    """One record of an index."""

    label: Label
    articles: int
    """The number of articles in the list that the link opens."""
    url: str


class Section(NamedTuple):
    """Records under one heading."""

    heading: str
    items: list[Item]


def choose(collection: str, texts: Iterable[str]) -> tuple[str, list[str]]:
    """Return the arrangement that the parameter `by` asks for, and suggestions if it is unknown.

    Empty values are ignored, and repeated values count once. The suggestions are empty if the
    collection offers the arrangement.
    """
    offered, asked = OFFERED[collection], list(dict.fromkeys(filter(None, texts)))
    if not asked:
        return offered[0], []
    if len(asked) == 1 and asked[0] in offered:
        return asked[0], []
    near = [way for text in asked if (way := nearest(text, offered))]
    return offered[0], list(dict.fromkeys(near)) or list(offered)


def words(collection: str, way: str) -> str:
    """Return the text of the link to an arrangement."""
    if (collection, way) == ("events", "kind"):
        return _("by body")
    return _(_WORDS[way])


def arrange(collection: str, way: str, items: Iterable[Item]) -> list[Section]:
    """Return the records of an index, sorted and grouped under headings."""
    heading, order = _heading(collection, way), _order(collection, way)
    sections: dict[str, list[Item]] = {}
    for item in sorted(items, key=order):
        sections.setdefault(heading(item), []).append(item)
    return [Section(name, members) for name, members in sections.items()]


def _heading(collection: str, way: str) -> Callable[[Item], str]:
    if way == "kind":
        return lambda item: labels.group_name(collection, item.label.kind)
    return _HEADINGS[way]


def _order(collection: str, way: str) -> Callable[[Item], tuple[object, ...]]:
    if way != "kind":
        return _ORDERS[way]
    place = labels.group_places(collection)
    if collection == "tags":
        # Keep the curator's order within a group: it puts related records next to each other.
        return lambda item: (place(item.label.kind),)
    return lambda item: (place(item.label.kind), _folded(item.label.name))


def _folded(name: str) -> str:
    """Return a name for sorting: lower case, without accents and leading article."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return plain.removeprefix("the ").lstrip("“\"'[(")


def _letter(item: Item) -> str:
    first = _folded(item.label.name)[:1].upper()
    return first if first.isalpha() else "#"


def _year(item: Item) -> str:
    date = item.label.date or ""
    return date[:4] if date[:4].isdigit() else _("Date unknown")


def _newest_first(item: Item) -> tuple[int, str]:
    label = item.label
    key = sort_key(parse_date(label.date, intervals=True)) if label.date else 0
    return -key, label.name


def _number(item: Item) -> str:
    step = bisect_right(STEPS, item.articles) - 1
    least = STEPS[step]
    if step == len(STEPS) - 1:
        return _("%(least)s or more articles", least=format_number(least))
    most = STEPS[step + 1] - 1
    if least == most:
        return _("No articles") if not least else labels.articles_counted(least)
    return _("%(least)s to %(most)s articles", least=format_number(least), most=format_number(most))


_HEADINGS: dict[str, Callable[[Item], str]] = {
    "date": _year,
    "letter": _letter,
    "articles": _number,
}
_ORDERS: dict[str, Callable[[Item], tuple[object, ...]]] = {
    "date": _newest_first,
    "letter": lambda item: (_folded(item.label.name),),
    "articles": lambda item: (-item.articles, _folded(item.label.name)),
}
_WORDS: dict[str, str] = {
    "date": N_("by date"),
    "letter": N_("by name"),
    "kind": N_("by kind"),
    "articles": N_("by number of articles"),
}
