"""Split the text of a query into tokens: words, phrases, operators, parentheses, fields."""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.search.query_tree import FIELDS


class Fault(NamedTuple):
    """A part of a query that was not understood."""

    start: int
    end: int
    """Offsets in the text as typed."""
    kind: str
    """The kind of fault. `archive.web.labels` has a sentence for each kind."""
    about: str = ""
    """The field or value that the sentence mentions."""


class QueryToken(NamedTuple):
    """A token of the query language, with the field in front of it."""

    kind: str
    """`(`, `)`, `-`, `or`, `and`, `phrase`, `word` or `end`."""
    text: str
    start: int
    end: int
    field: str = ""


_TOKEN = re.compile(
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


def tokenise(text: str, faults: list[Fault]) -> list[QueryToken]:
    """Split a query into tokens. Faults are added to `faults`."""
    found: list[QueryToken] = []
    place, name, name_start = 0, "", 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        assert match is not None, text[place:]
        kind, start, place = match.lastgroup, place, match.end()
        begin = name_start if name else start
        if kind == "field" and match["field"].lower() in FIELDS and not name:
            name, name_start = match["field"].lower(), start
            continue
        if kind == "field":
            # An unknown field, or a second one: the token is a word with a colon in it.
            rest = _WORD.match(text, start)
            assert rest is not None
            place = rest.end()
            if not name and match["field"].lower() not in ("http", "https"):
                faults.append(Fault(start, match.end(), "no-field", match["field"]))
            found.append(QueryToken("word", rest.group(), begin, place, name))
        elif kind == "paren":
            found.append(QueryToken(match.group(), match.group(), begin, place, name))
        elif kind == "minus":
            found.append(QueryToken("-", "-", start, place))
            if name:
                # The correct form is `-tag:flood`. A minus after the colon can only mean the same.
                continue
        elif kind == "quote":
            closing = _CLOSING.search(text, place)
            if closing is None:
                faults.append(Fault(start, start + 1, "open-quote"))
            stop = closing.start() if closing else len(text)
            found.append(QueryToken("phrase", text[place:stop], begin, stop, name))
            place = closing.end() if closing else len(text)
        elif kind == "word":
            operator = {"OR": "or", "AND": "and", "NOT": "-"}.get(match.group())
            if operator and not name:
                found.append(QueryToken(operator, match.group(), begin, place))
            else:
                found.append(QueryToken("word", match.group(), begin, place, name))
        if kind != "space":
            name = ""
    return found
