"""Labels of the interface: kinds, languages, groups, facets, and queries as sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from babel.core import Locale, UnknownLocaleError
from babel.lists import format_list

from archive.facets import FACET
from archive.messages import N_
from archive.search.lexer import Fault
from archive.site import Choice
from archive.store.facets.query import Query, Term
from archive.store.snapshot import Snapshot
from archive.web import dates
from archive.web.context import site
from archive.web.i18n import format_number, locale, ngettext
from archive.web.i18n import gettext as _


def value_name(facet: str, value: str, snapshot: Snapshot) -> str:
    """Return the name of a facet's value, as a constraint or a sentence shows it."""
    if facet == "kind":
        return kind_name(value)
    if facet == "language":
        return language_name(value)
    collection = FACET[facet].collection
    label = snapshot.labels[collection].get(value) if collection else None
    return (label.short or label.name) if label else value


def name_language(facet: str, value: str, snapshot: Snapshot) -> str | None:
    """Return the language of a value's name, if known: lexicon words are in many languages."""
    return snapshot.labels["words"][value].group if facet == "word" else None


def script_language(text: str) -> str | None:
    """Guess a language by its script: Korean if a text is all Hangul, Japanese if it has kana."""
    letters = [letter for letter in text if letter.isalpha()]
    if letters and all("가" <= letter <= "힣" for letter in letters):
        return "ko"
    return "ja" if any("ぁ" <= letter <= "ヿ" for letter in letters) else None


def language_name(tag: str) -> str:
    """Return the name of a language, given its BCP 47 tag, in the reader's language."""
    return str(locale().languages.get(tag.replace("-", "_")) or tag)


def is_right_to_left(tag: str) -> bool:
    """Tell whether a language, given by its BCP 47 tag, is written from right to left."""
    try:
        return Locale.parse(tag, sep="-").text_direction == "rtl"
    except (UnknownLocaleError, ValueError):
        return False


def kind_name(kind: str) -> str:
    """Return the name of an article's kind, such as news or editorial.…"""
    return site().choice("articles.kinds", kind).one


def group_name(collection: str, group: str) -> str:
    """Return the heading of a group of authority records."""
    choice = _groups(collection).get(group)
    return choice.heading if choice else group


def body_name(body: str) -> str:
    """Return what one event or document of a body is listed under: "Security Council"."""
    return site().choice("events.bodies", body).one


def group_places(collection: str) -> Callable[[str], int]:
    """Return a function for the position of a group in its collection; unknown groups come last."""
    places = {group: place for place, group in enumerate(_groups(collection))}
    return lambda group: places.get(group, len(places))


def record_kind(collection: str, kind: str) -> str:
    """Return the name of an authority record's kind, such as newspaper or report."""
    name = _LISTS[collection][-1]
    return site().choice(name, kind).one


def collection_name(collection: str) -> str:
    """Return the heading of a collection."""
    return _chosen(collection, _COLLECTIONS)


def facet_name(facet: str) -> str:
    """Return the heading of a facet."""
    return _chosen(facet, _FACETS)


def published_from_words(published_from: str) -> str:
    """Return how the date of an article is known, in words."""
    return _chosen(published_from, _PUBLISHED_FROM)


def order_words(order: str) -> str:
    """Return the name of a sort order."""
    return _chosen(order, _ORDERS)


def fault_words(fault: Fault) -> str:
    """Say why a part of a search was not understood, and how it was handled."""
    return _(_FAULTS[fault.kind], name=fault.about)


def articles_counted(number: int) -> str:
    """Return a count in words: "1 article", "1,204 articles"."""
    return ngettext(
        "%(number)s article", "%(number)s articles", number, number=format_number(number)
    )


def records_counted(collection: str, number: int) -> str:
    """Return the number of records of a collection: "1 event", "1,204 outlets"."""
    return _RECORDS_COUNTED[collection](number, format_number(number))


def listed(names: Iterable[str], style: str = "standard") -> str:
    """Join names as the reader's language does: "rain, ice and snow", or with "or"."""
    return str(format_list(list(names), style=style, locale=locale()))  # type: ignore[arg-type]


def sentence(query: Query, snapshot: Snapshot) -> str:
    """Describe a query in words, for heading and title; an empty query gives ""."""
    parts = [
        _facet_sentence(facet, names)
        for facet in FACET
        if (names := _names(query, facet, snapshot))
    ]
    excluded = [
        _in_sentence(term.facet, term.value, snapshot) for term in query.terms if term.excluded
    ]
    if excluded:
        parts.append(_("without %(names)s", names=listed(excluded, "or")))
    if query.text:
        parts.append(_("matching “%(text)s”", text=query.text))
    if query.since or query.until:
        parts.append(_("published %(range)s", range=dates.range_words(query.since, query.until)))
    if not parts:
        return ""
    return _("Articles %(conditions)s", conditions=", ".join(parts))


def term_words(term: Term, snapshot: Snapshot) -> str:
    """Return a term as its constraint shows it: the name, with "not" if it is excluded."""
    name = value_name(term.facet, term.value, snapshot)
    return _("not %(name)s", name=name) if term.excluded else name


def _names(query: Query, facet: str, snapshot: Snapshot) -> str:
    style = "standard" if FACET[facet].repeatable else "or"
    return (
        listed((_in_sentence(facet, value, snapshot) for value in query.values(facet)), style)
        if query.values(facet)
        else ""
    )


def _facet_sentence(facet: str, names: str) -> str:
    if facet in _FACET_SENTENCES:
        return _(_FACET_SENTENCES[facet], names=names)
    return _("with %(facet)s: %(names)s", facet=facet_name(facet).lower(), names=names)


def _in_sentence(facet: str, value: str, snapshot: Snapshot) -> str:
    """Return a value for use in a sentence; a lexicon word is put in quotation marks."""
    name = value_name(facet, value, snapshot)
    return _("“%(word)s”", word=name) if facet == "word" else name


def _chosen(key: str, words: dict[str, str]) -> str:
    return _(words[key]) if key in words else key


def _groups(collection: str) -> dict[str, Choice]:
    """Return the groups of a collection in the order of their headings."""
    lists = _LISTS.get(collection, ())
    return {key: choice for name in lists for key, choice in site().choices[name].items()}


_FACET_SENTENCES: dict[str, str] = {
    "tag": N_("tagged %(names)s"),
    "outlet": N_("in %(names)s"),
    "kind": N_("classed as %(names)s"),
    "language": N_("written in %(names)s"),
    "person": N_("that name %(names)s"),
    "organisation": N_("that mention %(names)s"),
    "event": N_("about “%(names)s”"),
    "document": N_("that cite %(names)s"),
    "word": N_("that use the word %(names)s"),
}

_ORDERS: dict[str, str] = {
    "relevance": N_("most relevant first"),
    "newest": N_("newest first"),
    "oldest": N_("oldest first"),
}
_FAULTS: dict[str, str] = {
    "too-long": N_("The search is too long; the end was ignored."),
    "too-many": N_("The search has too many conditions; the last ones were ignored."),
    "too-deep": N_("Parentheses are nested too deeply; these were ignored."),
    "no-field": N_("There is no field “%(name)s:”; it was searched for as a word."),
    "empty-field": N_("Nothing follows “%(name)s:”; it was ignored."),
    "open-quote": N_("The quotation mark is not closed; the rest was read as one phrase."),
    "open-parenthesis": N_("The parenthesis is not closed; it was closed at the end."),
    "empty-parentheses": N_("The parentheses are empty; they were ignored."),
    "close-alone": N_("This parenthesis was never opened; it was ignored."),
    "one-sided-or": N_("OR needs a word on both sides; it was ignored."),
    "one-sided-and": N_("AND needs a word on both sides; it was ignored."),
    "nothing-to-exclude": N_("There is nothing after it to exclude; it was ignored."),
    "no-word": N_("It has no letter or number; it was ignored."),
    "short-prefix": N_(
        "A * needs at least two letters before it; the word was searched for without it."
    ),
    "no-date": N_("“%(name)s” is not a date such as 2012, 2012-03 or 2012-03-14; it was ignored."),
    "backwards": N_("The range ends before it begins; its ends were swapped."),
}
_FACETS: dict[str, str] = {
    "tag": N_("Tag"),
    "outlet": N_("Outlet"),
    "kind": N_("Kind"),
    "language": N_("Language"),
    "person": N_("Person"),
    "organisation": N_("Organisation"),
    "event": N_("Event"),
    "document": N_("Document"),
    "word": N_("Word"),
}
_COLLECTIONS: dict[str, str] = {
    "tags": N_("Tags"),
    "outlets": N_("Outlets"),
    "people": N_("People"),
    "organisations": N_("Organisations"),
    "events": N_("Events"),
    "documents": N_("Documents"),
    "words": N_("Words"),
}
_RECORDS_COUNTED: dict[str, Callable[[int, str], str]] = {
    "tags": lambda count, text: ngettext("%(num)s tag", "%(num)s tags", count, num=text),
    "outlets": lambda count, text: ngettext("%(num)s outlet", "%(num)s outlets", count, num=text),
    "people": lambda count, text: ngettext("%(num)s person", "%(num)s people", count, num=text),
    "organisations": lambda count, text: ngettext(
        "%(num)s organisation", "%(num)s organisations", count, num=text
    ),
    "events": lambda count, text: ngettext("%(num)s event", "%(num)s events", count, num=text),
    "documents": lambda count, text: ngettext(
        "%(num)s document", "%(num)s documents", count, num=text
    ),
}
_PUBLISHED_FROM: dict[str, str] = {
    "printed": N_("The date is printed on the page."),
    "url": N_("The date is taken from the page’s address."),
    "inferred": N_("The date is inferred, because the page shows none."),
}
_LISTS = {
    "tags": ("tags.groups",),
    "outlets": ("outlets.kinds",),
    "organisations": ("organisations.kinds",),
    "events": ("events.bodies",),
    # The index of documents groups by kind; the line about one document names its issuing body.
    "documents": ("events.bodies", "documents.kinds"),
}
"""Collection → the lists in `archive.toml` that define its groups."""
