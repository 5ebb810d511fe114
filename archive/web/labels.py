"""Words for everything else a page names: kinds, languages, groups, and whole queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from babel.lists import format_list

from archive.facets import FACET
from archive.search.lexer import Fault
from archive.store.facets.query import Query, Term
from archive.store.snapshot import Snapshot
from archive.web import dates
from archive.web.i18n import format_number, locale, ngettext, pgettext
from archive.web.i18n import gettext as _


def value_name(facet: str, value: str, snapshot: Snapshot) -> str:
    """The name of a facet's value, in the form that stands on a chip or in a sentence."""
    if facet == "kind":
        return kind_name(value)
    if facet == "language":
        return language_name(value)
    collection = FACET[facet].collection
    label = snapshot.labels[collection].get(value) if collection else None
    return (label.short or label.name) if label else value


def name_language(facet: str, value: str, snapshot: Snapshot) -> str | None:
    """The language of a value's name, where it is known: words of the lexicon are of many."""
    return snapshot.labels["words"][value].group if facet == "word" else None


def script_language(text: str) -> str | None:
    """Guess a language by its script: Korean if a text is all Hangul, Japanese if it has kana."""
    letters = [letter for letter in text if letter.isalpha()]
    if letters and all("가" <= letter <= "힣" for letter in letters):
        return "ko"
    return "ja" if any("ぁ" <= letter <= "ヿ" for letter in letters) else None


def language_name(tag: str) -> str:
    """A language by its BCP 47 tag, in the reader's language."""
    return str(locale().languages.get(tag.replace("-", "_")) or tag)


def kind_name(kind: str) -> str:
    """The kind of an article: news, editorial …"""
    return _chosen(kind, _KINDS)


def group_name(collection: str, group: str) -> str:
    """The heading over a group of authority records."""
    return _chosen(group, _GROUPS.get(collection, {}))


def group_places(collection: str) -> Callable[[str], int]:
    """Gives the place of a group among the headings of its collection; an unknown one is last."""
    places = {group: place for place, group in enumerate(_GROUPS.get(collection, {}))}
    return lambda group: places.get(group, len(places))


def record_kind(collection: str, kind: str) -> str:
    """The kind of one authority record: a newspaper, a report."""
    return _chosen(kind, _RECORD_KINDS.get(collection, {}))


def collection_name(collection: str) -> str:
    """The heading over a whole collection."""
    return _chosen(collection, _COLLECTIONS)


def facet_name(facet: str) -> str:
    """The heading over a facet."""
    return _chosen(facet, _FACETS)


def published_from_words(published_from: str) -> str:
    """How the date of an article is known."""
    return _chosen(published_from, _PUBLISHED_FROM)


def order_words(order: str) -> str:
    """The order of a list."""
    return _chosen(order, _ORDERS)


def fault_words(fault: Fault) -> str:
    """Why a place in a search query was not understood, and what was made of it."""
    return _FAULTS[fault.kind](fault.about)


def articles_counted(number: int) -> str:
    """ "1 article", "1,204 articles"."""
    return ngettext(
        "%(number)s article", "%(number)s articles", number, number=format_number(number)
    )


def listed(names: Iterable[str], style: str = "standard") -> str:
    """Names as the reader's language lists them: "UPR, China and Laos", or with "or"."""
    return str(format_list(list(names), style=style, locale=locale()))  # type: ignore[arg-type]


def sentence(query: Query, snapshot: Snapshot) -> str:
    """A query in plain words, for heading and title; empty when nothing is asked."""
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
        parts.append(_("that match “%(text)s”", text=query.text))
    if query.since or query.until:
        parts.append(_("published %(range)s", range=dates.range_words(query.since, query.until)))
    if not parts:
        return ""
    return _("Articles %(conditions)s", conditions=", ".join(parts))


def term_words(term: Term, snapshot: Snapshot) -> str:
    """A term as its chip says it: the name, with "not" before an excluded one."""
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
        return _FACET_SENTENCES[facet](names)
    return _("with %(facet)s: %(names)s", facet=facet_name(facet).lower(), names=names)


def _in_sentence(facet: str, value: str, snapshot: Snapshot) -> str:
    """A value inside a sentence, where a word of the lexicon is not said but quoted."""
    name = value_name(facet, value, snapshot)
    return _("“%(word)s”", word=name) if facet == "word" else name


def _chosen(key: str, words: dict[str, Callable[[], str]]) -> str:
    return words[key]() if key in words else key


_FACET_SENTENCES: dict[str, Callable[[str], str]] = {
    "tag": lambda names: _("tagged %(names)s", names=names),
    "outlet": lambda names: _("in %(names)s", names=names),
    "kind": lambda names: _("of the kind %(names)s", names=names),
    "language": lambda names: _("written in %(names)s", names=names),
    "person": lambda names: _("that name %(names)s", names=names),
    "organisation": lambda names: _("that mention %(names)s", names=names),
    "event": lambda names: _("about “%(names)s”", names=names),
    "document": lambda names: _("that cite %(names)s", names=names),
    "word": lambda names: _("that use the word %(names)s", names=names),
}

# Functions and not strings: a word is looked up in the reader's language when it is shown.
_KINDS: dict[str, Callable[[], str]] = {
    "news": lambda: pgettext("kind", "news"),
    "editorial": lambda: pgettext("kind", "editorial"),
    "opinion": lambda: pgettext("kind", "opinion"),
    "analysis": lambda: pgettext("kind", "analysis"),
    "statement": lambda: pgettext("kind", "statement"),
    "press-release": lambda: pgettext("kind", "press release"),
    "report": lambda: pgettext("kind", "report"),
    "factsheet": lambda: pgettext("kind", "factsheet"),
}
_ORDERS: dict[str, Callable[[], str]] = {
    "relevance": lambda: _("best first"),
    "newest": lambda: _("newest first"),
    "oldest": lambda: _("oldest first"),
}
_FAULTS: dict[str, Callable[[str], str]] = {
    "too-long": lambda about: _("The question is too long; its end was left out."),
    "too-many": lambda about: _("That is too many conditions; the last were left out."),
    "too-deep": lambda about: _("Too many parentheses stand in each other; these were left out."),
    "no-field": lambda about: _(
        "There is no field “%(name)s:”; it was searched for as a word.", name=about
    ),
    "empty-field": lambda about: _("Nothing follows “%(name)s:”; it was left out.", name=about),
    "open-quote": lambda about: _("The quotation is not closed; all that follows counts as one."),
    "open-parenthesis": lambda about: _("The parenthesis is not closed; it ends with the text."),
    "empty-parentheses": lambda about: _("Nothing stands within; they were left out."),
    "close-alone": lambda about: _("Nothing was opened that this closes; it was left out."),
    "one-sided-or": lambda about: _("OR needs something on both sides; it was left out."),
    "one-sided-and": lambda about: _("AND needs something on both sides; it was left out."),
    "nothing-to-exclude": lambda about: _("Nothing follows to be excluded; it was left out."),
    "no-word": lambda about: _("There is no letter or number in it; it was left out."),
    "short-prefix": lambda about: _(
        "A * needs two letters before it; the word was searched for as it is."
    ),
    "no-date": lambda about: _(
        "“%(date)s” is no year, month or day, such as 2012 or 2012-03; it was left out.", date=about
    ),
    "backwards": lambda about: _(
        "The range ends before it begins; it was turned round.", range=about
    ),
}
_FACETS: dict[str, Callable[[], str]] = {
    "tag": lambda: _("Tag"),
    "outlet": lambda: _("Outlet"),
    "kind": lambda: _("Kind"),
    "language": lambda: _("Language"),
    "person": lambda: _("Person"),
    "organisation": lambda: _("Organisation"),
    "event": lambda: _("Event"),
    "document": lambda: _("Document"),
    "word": lambda: _("Word"),
}
_COLLECTIONS: dict[str, Callable[[], str]] = {
    "tags": lambda: _("Tags"),
    "outlets": lambda: _("Outlets"),
    "people": lambda: _("People"),
    "organisations": lambda: _("Organisations"),
    "events": lambda: _("Events"),
    "documents": lambda: _("Documents"),
    "words": lambda: _("Words"),
}
_BODIES: dict[str, Callable[[], str]] = {
    "HRC": lambda: _("Human Rights Council"),
    "UPR": lambda: _("Universal Periodic Review"),
    "GA": lambda: _("General Assembly"),
    "SC": lambda: _("Security Council"),
    "OHCHR": lambda: _("OHCHR"),
    "UNHCR": lambda: _("UNHCR"),
    "UN": lambda: _("United Nations"),
    "state": lambda: _("States"),
    "treaty body": lambda: _("Treaty bodies"),
    "civil society": lambda: _("Civil society"),
}
_GROUPS: dict[str, dict[str, Callable[[], str]]] = {
    "tags": {
        "body": lambda: _("UN bodies"),
        "mechanism": lambda: _("Mechanisms"),
        "principle": lambda: _("Principles"),
        "country": lambda: _("Countries"),
        "theme": lambda: _("Themes"),
    },
    "outlets": {
        "newspaper": lambda: _("Newspapers"),
        "agency": lambda: _("News agencies"),
        "broadcaster": lambda: _("Broadcasters"),
        "un": lambda: _("United Nations"),
        "ngo": lambda: _("Civil society"),
        "government": lambda: _("Governments"),
    },
    "organisations": {
        "un": lambda: _("United Nations"),
        "state": lambda: _("States"),
        "ngo": lambda: _("Civil society"),
        "media": lambda: _("Media"),
        "court": lambda: _("Courts"),
    },
    "events": _BODIES,
    "documents": {
        **_BODIES,
        "report": lambda: _("Reports"),
        "resolution": lambda: _("Resolutions"),
        "treaty": lambda: _("Treaties"),
        "working-group report": lambda: _("Working-group reports"),
        "statement": lambda: _("Statements"),
        "law": lambda: _("Laws"),
    },
}
_RECORD_KINDS: dict[str, dict[str, Callable[[], str]]] = {
    "tags": {
        "body": lambda: _("UN body"),
        "mechanism": lambda: _("mechanism"),
        "principle": lambda: _("principle"),
        "country": lambda: _("country"),
        "theme": lambda: _("theme"),
    },
    "outlets": {
        "newspaper": lambda: _("newspaper"),
        "agency": lambda: _("news agency"),
        "broadcaster": lambda: _("broadcaster"),
        "un": lambda: _("body of the United Nations"),
        "ngo": lambda: _("civil society group"),
        "government": lambda: _("government"),
    },
    "organisations": {
        "un": lambda: _("body of the United Nations"),
        "state": lambda: _("body of a state"),
        "ngo": lambda: _("civil society group"),
        "media": lambda: _("media"),
        "court": lambda: _("court"),
    },
    "documents": {
        "report": lambda: _("report"),
        "resolution": lambda: _("resolution"),
        "treaty": lambda: _("treaty"),
        "working-group report": lambda: _("working-group report"),
        "statement": lambda: _("statement"),
        "law": lambda: _("law"),
    },
}
_PUBLISHED_FROM: dict[str, Callable[[], str]] = {
    "printed": lambda: _("The date is printed on the page."),
    "url": lambda: _("The date is taken from the page’s address."),
    "inferred": lambda: _("The date is inferred, as the page shows none."),
}
