"""Check the words of the lexicon against each other: a form belongs to only one word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from archive.content.lexicon import Lexicon, form_key, primary_language
from archive.content.records import LexiconWord
from archive.content.results import Parsed
from archive.did_you_mean import quoted
from archive.problems import Problem


def check_forms(path: str, entries: Iterable[Parsed[LexiconWord]]) -> list[Problem]:
    """Find forms that two words of one language share, and exceptions without effect."""
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
    """Find the forms of `word` that another word, or `word` itself, already has."""
    for form in word.forms:
        key = primary_language(word.language), form_key(form, word.language)
        other, same = first.setdefault(key, (word, form))
        if other is not word:
            fault = f"{quoted(form)} is also a form of '{other.id}'"
            yield "forms", fault, "Remove it from one of the two words."
        elif same is not form:
            yield "forms", f"{quoted(form)} finds the same text as {quoted(same)}", "Remove one."


def _idle(word: LexiconWord) -> Iterator[tuple[str, str, str]]:
    """Find the exceptions of `word` that contain no form, or are a form and would hide it."""
    keys = {form_key(form, word.language) for form in word.forms}
    alone = Lexicon([replace(word, exceptions=())])
    for phrase in word.exceptions:
        if form_key(phrase, word.language) in keys:
            fault = f"{quoted(phrase)} is itself a form of the word"
            yield "except", fault, "Remove it from forms or from except."
        elif not alone.find(phrase, word.language):
            fault = f"{quoted(phrase)} contains no form of the word"
            yield "except", fault, "Write the whole phrase, or remove it."
