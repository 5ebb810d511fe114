"""What the words of the lexicon must agree on: a form belongs to one word alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from archive.content.lexicon import Lexicon, form_key, primary_language
from archive.content.records import LexiconWord
from archive.content.results import Parsed
from archive.did_you_mean import quoted
from archive.problems import Problem


def check_forms(path: str, entries: Iterable[Parsed[LexiconWord]]) -> list[Problem]:
    """Forms that two words of one language share, and exceptions that except nothing."""
    problems = []
    first: dict[tuple[str, str], tuple[LexiconWord, str]] = {}
    for entry in entries:
        if entry.record is None:
            continue
        for name, fault, repair in (*_shared(entry.record, first), *_idle(entry.record)):
            problems.append(Problem(path, entry.lines.get(name), name, fault, repair))
    return problems


def _shared(
    word: LexiconWord, first: dict[tuple[str, str], tuple[LexiconWord, str]]
) -> Iterator[tuple[str, str, str]]:
    """The forms of `word` that another word, or another line of its own, has already."""
    for form in word.forms:
        key = primary_language(word.language), form_key(form, word.language)
        other, same = first.setdefault(key, (word, form))
        if other is not word:
            fault = f"{quoted(form)} is also a form of '{other.id}'"
            yield "forms", fault, "Take it out of one of them."
        elif same is not form:
            yield "forms", f"{quoted(form)} finds the same as {quoted(same)}", "Take one out."


def _idle(word: LexiconWord) -> Iterator[tuple[str, str, str]]:
    """The exceptions of `word` that hold no form, or are one, so that it would never be found."""
    keys = {form_key(form, word.language) for form in word.forms}
    alone = Lexicon([replace(word, exceptions=())])
    for phrase in word.exceptions:
        if form_key(phrase, word.language) in keys:
            fault = f"{quoted(phrase)} is itself a form of the word"
            yield "except", fault, "Take it out of one of the two lists."
        elif not alone.find(phrase, word.language):
            fault = f"{quoted(phrase)} holds no form of the word"
            yield "except", fault, "Write the whole phrase, or take it out."
