"""Cuts what a reader typed into the parts of the query language, before it has any meaning."""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.search.query_tree import FIELDS


class Fault(NamedTuple):
    """One place that was not understood."""

    start: int
    end: int
    """Offsets in the text as typed."""
    kind: str
    """What is wrong; `archive.web.labels` has the sentence for each."""
    about: str = ""
    """The field or value that the sentence names."""


class Token(NamedTuple):
    """One part of a query."""

    kind: str
    """`(`, `)`, `-`, `or`, `and`, `phrase`, `word` or `end`."""
    text: str
    start: int
    end: int
    field: str = ""


_LEXEME = re.compile(
    r"""(?P<space>\s+)
    |(?P<paren>[()])
    |(?P<minus>[-−–](?=[^\s()\-−–]|\())
    |(?P<field>[A-Za-z]+):(?=[^\s:/])
    |(?P<quote>["“”„])
    |(?P<word>[^\s()"“”„]+)
    """,
    re.VERBOSE,
)
_WORD = re.compile(r'[^\s()"“”„]+')
_CLOSING = re.compile('["“”„]')


def tokenise(text: str, faults: list[Fault]) -> list[Token]:
    """The parts of a query, a field with what follows it; faults are added to `faults`."""
    found: list[Token] = []
    place, name, name_start = 0, "", 0
    while place < len(text):
        match = _LEXEME.match(text, place)
        assert match is not None, text[place:]
        kind, start, place = match.lastgroup, place, match.end()
        begin = name_start if name else start
        if kind == "field" and match["field"].lower() in FIELDS and not name:
            name, name_start = match["field"].lower(), start
            continue
        if kind == "field":
            # No field of ours, or a second one: then it is a word with a colon in it.
            rest = _WORD.match(text, start)
            assert rest is not None
            place = rest.end()
            if not name and match["field"].lower() not in ("http", "https"):
                faults.append(Fault(start, match.end(), "no-field", match["field"]))
            found.append(Token("word", rest.group(), begin, place, name))
        elif kind == "paren":
            found.append(Token(match.group(), match.group(), begin, place, name))
        elif kind == "minus":
            found.append(Token("-", "-", start, place))
            if name:
                # `-tag:upr` is the form; a minus behind the colon can only mean the same.
                continue
        elif kind == "quote":
            closing = _CLOSING.search(text, place)
            if closing is None:
                faults.append(Fault(start, start + 1, "open-quote"))
            stop = closing.start() if closing else len(text)
            found.append(Token("phrase", text[place:stop], begin, stop, name))
            place = closing.end() if closing else len(text)
        elif kind == "word":
            operator = {"OR": "or", "AND": "and", "NOT": "-"}.get(match.group())
            if operator and not name:
                found.append(Token(operator, match.group(), begin, place))
            else:
                found.append(Token("word", match.group(), begin, place, name))
        if kind != "space":
            name = ""
    return found
