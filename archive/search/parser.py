"""Reads what a reader typed into the search box: any text at all gives a tree.

The language: words, which must all be found; `"exact phrases"`; `a OR b`; `-not` (or `NOT`);
parentheses; `prefix*`; `field:value`, `field:(several words)`; ranges of years `year:2012..2014`,
`from:` and `to:`. Words side by side bind closer than OR: `a b OR c` is `(a b) OR c`. What makes no
sense is left out or taken for plain words, and a `Fault` says where and what.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from archive.edtf import DateError, parse_date
from archive.search.analysis import normal, token_texts
from archive.search.lexer import Fault, Token, tokenise
from archive.search.query_tree import (
    DATE_FIELDS,
    FACET_FIELDS,
    FIELDS,
    And,
    Dates,
    Node,
    Not,
    Or,
    Phrase,
    Value,
    Word,
)

LONGEST = 400
"""Characters of a query that are read."""

MOST_CONDITIONS = 40
"""Conditions of a query; each costs a look into the index."""

DEEPEST = 12
"""Parentheses within parentheses."""

SHORTEST_PREFIX = 2
"""Letters before a `*`: with one alone, half of all words would be meant."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as it was understood."""

    text: str
    """As typed, in NFC, without spaces at its ends."""
    tree: Node | None
    """`None` when it holds nothing to look for."""
    faults: list[Fault]


def parse(text: str) -> Parsed:
    """Read a query. Never raises: what is not understood is among the faults."""
    typed = normal(text).strip()
    parser = _Parser(typed)
    tree = parser.read()
    return Parsed(typed, tree, sorted(parser.faults))


@dataclass
class _Parser:
    """Recursive descent over the lexemes."""

    typed: str
    faults: list[Fault] = field(default_factory=list)
    place: int = 0
    depth: int = 0
    conditions: int = 0

    def read(self) -> Node | None:
        if len(self.typed) > LONGEST:
            self.faults.append(Fault(LONGEST, len(self.typed), "too-long"))
        self.lexemes = tokenise(self.typed[:LONGEST], self.faults)
        parts: list[Node] = []
        while self.place < len(self.lexemes):
            node = self._either("")
            if node is not None:
                parts.append(node)
            if self.place < len(self.lexemes):
                stray = self._next()
                self._fault(stray, "close-alone")
        return _and(parts)

    def _peek(self) -> str:
        return self.lexemes[self.place].kind if self.place < len(self.lexemes) else "end"

    def _next(self) -> Token:
        self.place += 1
        return self.lexemes[self.place - 1]

    def _fault(self, lexeme: Token, kind: str, about: str = "") -> None:
        self.faults.append(Fault(lexeme.start, lexeme.end, kind, about))

    def _either(self, within: str) -> Node | None:
        """Parts with OR between them. `within` is the field that a parenthesis stands in."""
        parts = [self._all(within)]
        while self._peek() == "or":
            operator = self._next()
            part = self._all(within)
            if part is None or parts[-1] is None:
                self._fault(operator, "one-sided-or")
            parts.append(part)
        found = tuple(dict.fromkeys(part for part in parts if part is not None))
        if len(found) < 2:
            return found[0] if found else None
        flat = [p for part in found for p in (part.parts if isinstance(part, Or) else (part,))]
        return Or(tuple(dict.fromkeys(flat)))

    def _all(self, within: str) -> Node | None:
        """Parts side by side."""
        parts: list[Node] = []
        while self._peek() not in ("or", ")", "end"):
            if self._peek() == "and":
                operator = self._next()
                if not parts or self._peek() in ("or", ")", "end"):
                    self._fault(operator, "one-sided-and")
                continue
            node = self._part(within)
            if node is not None:
                parts.append(node)
        return _and(parts)

    def _part(self, within: str) -> Node | None:
        lexeme = self._next()
        if lexeme.kind == "-":
            if self._peek() in ("end", ")", "or", "and"):
                self._fault(lexeme, "nothing-to-exclude")
                return None
            part = self._part(within)
            if part is None:
                return None
            return part.part if isinstance(part, Not) else Not(part)
        if lexeme.kind == "(":
            return self._group(lexeme, lexeme.field or within)
        self.conditions += 1
        if self.conditions > MOST_CONDITIONS:
            self._fault(lexeme, "too-many")
            return None
        return self._leaf(lexeme, lexeme.field or within)

    def _group(self, opening: Token, within: str) -> Node | None:
        if self.depth == DEEPEST:
            self._fault(opening, "too-deep")
            return None
        self.depth += 1
        began = self.place
        node = self._either(within)
        self.depth -= 1
        if self._peek() == ")":
            closing = self._next()
            if self.place == began + 1:
                self.faults.append(Fault(opening.start, closing.end, "empty-parentheses"))
        else:
            self._fault(opening, "open-parenthesis")
        return node

    def _leaf(self, lexeme: Token, name: str) -> Node | None:
        text = " ".join(lexeme.text.split())
        if name in DATE_FIELDS:
            return self._dates(lexeme, name, text)
        if name in FACET_FIELDS:
            value = text.rstrip("*").strip()
            if token_texts(value):
                return Value(FACET_FIELDS[name], value)
            self._fault(lexeme, "no-word")
            return None
        if lexeme.kind == "phrase":
            if token_texts(text):
                return Phrase(text, name)
            self._fault(lexeme, "no-word")
            return None
        return self._word(lexeme, text, name)

    def _word(self, lexeme: Token, text: str, name: str) -> Node | None:
        is_prefix = text.endswith("*")
        text = text.rstrip("*")
        if not name and text.endswith(":") and text[:-1].lower() in FIELDS:
            self._fault(lexeme, "empty-field", text[:-1].lower())
            return None
        tokens = token_texts(text)
        if not tokens:
            self._fault(lexeme, "no-word")
            return None
        if is_prefix and len(tokens[-1]) < SHORTEST_PREFIX and tokens[-1].isascii():
            self._fault(lexeme, "short-prefix")
            is_prefix = False
        return Word(text, is_prefix, name)

    def _dates(self, lexeme: Token, name: str, text: str) -> Node | None:
        since, dots, until = text.partition("..")
        if name == "year" and not dots:
            until = since
        elif name == "to" and not dots:
            since, until = "", since
        if not (since or until) or not all(map(_is_date, filter(None, (since, until)))):
            self._fault(lexeme, "no-date", text)
            return None
        if since and until and parse_date(until).latest < parse_date(since).earliest:
            self._fault(lexeme, "backwards", text)
            since, until = until, since
        return Dates(since or None, until or None)


def _is_date(text: str) -> bool:
    try:
        date = parse_date(text)
    except DateError:
        return False
    return not (date.approximate or date.uncertain or "X" in text)


def _and(parts: list[Node]) -> Node | None:
    """The parts that must all be found, as one node; the same part twice is one."""
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, And) else [part]
    unique = tuple(dict.fromkeys(flat))
    if len(unique) < 2:
        return unique[0] if unique else None
    return And(unique)
