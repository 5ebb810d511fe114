"""Parses the text of a search query. Every text gives a tree.

The language: words, which must all be found; `"exact phrases"`; `a OR b`; `-not` (or `NOT`);
parentheses; `prefix*`; `field:value`, `field:(several words)`; ranges of years `year:2012..2014`,
`from:` and `to:`. Words side by side bind more closely than OR: `a b OR c` is `(a b) OR c`. Parts
that make no sense are ignored or taken as plain words, and each is reported as a `Fault`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from archive.edtf import DateError, parse_date
from archive.search.analysis import normal, token_texts
from archive.search.characters import without_hidden
from archive.search.lexer import Fault, QueryToken, tokenise
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
"""How many characters of a query are read."""

MOST_CONDITIONS = 40
"""How many conditions a query may have. Each costs a look-up in the index."""

DEEPEST = 12
"""How deeply parentheses may be nested."""

SHORTEST_PREFIX = 2
"""How many letters a `*` needs before it: one letter would mean half of all words."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed query."""

    text: str
    """The text as typed, in NFC, without hidden signs and without spaces at its ends."""
    tree: Node | None
    """`None` if there is nothing to search for."""
    faults: list[Fault]


def parse(text: str) -> Parsed:
    """Parse a query. It never raises: parts that are not understood become faults."""
    whole = normal(text).strip()
    typed = without_hidden(whole).strip() or whole
    parser = _Parser(typed)
    tree = parser.read()
    return Parsed(typed, tree, sorted(parser.faults))


@dataclass
class _Parser:
    """A recursive descent parser."""

    typed: str
    faults: list[Fault] = field(default_factory=list)
    place: int = 0
    depth: int = 0
    conditions: int = 0

    def read(self) -> Node | None:
        if len(self.typed) > LONGEST:
            self.faults.append(Fault(LONGEST, len(self.typed), "too-long"))
        self.tokens = tokenise(self.typed[:LONGEST], self.faults)
        parts: list[Node] = []
        while self.place < len(self.tokens):
            node = self._either("")
            if node is not None:
                parts.append(node)
            if self.place < len(self.tokens):
                stray = self._next()
                self._fault(stray, "close-alone")
        return _and(parts)

    def _peek(self) -> str:
        return self.tokens[self.place].kind if self.place < len(self.tokens) else "end"

    def _next(self) -> QueryToken:
        self.place += 1
        return self.tokens[self.place - 1]

    def _fault(self, token: QueryToken, kind: str, about: str = "") -> None:
        self.faults.append(Fault(token.start, token.end, kind, about))

    def _either(self, within: str) -> Node | None:
        """Parse parts with OR between them. `within` is the field in front of a parenthesis."""
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
        """Parse adjacent parts."""
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
        token = self._next()
        if token.kind == "-":
            if self._peek() in ("end", ")", "or", "and"):
                self._fault(token, "nothing-to-exclude")
                return None
            part = self._part(within)
            if part is None:
                return None
            return part.part if isinstance(part, Not) else Not(part)
        if token.kind == "(":
            return self._group(token, token.field or within)
        self.conditions += 1
        if self.conditions > MOST_CONDITIONS:
            self._fault(token, "too-many")
            return None
        return self._leaf(token, token.field or within)

    def _group(self, opening: QueryToken, within: str) -> Node | None:
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

    def _leaf(self, token: QueryToken, name: str) -> Node | None:
        text = " ".join(token.text.split())
        if name in DATE_FIELDS:
            return self._dates(token, name, text)
        if name in FACET_FIELDS:
            value = text.rstrip("*").strip()
            if token_texts(value):
                return Value(FACET_FIELDS[name], value)
            self._fault(token, "no-word")
            return None
        if token.kind == "phrase":
            if token_texts(text):
                return Phrase(text, name)
            self._fault(token, "no-word")
            return None
        return self._word(token, text, name)

    def _word(self, token: QueryToken, text: str, name: str) -> Node | None:
        is_prefix = text.endswith("*")
        text = text.rstrip("*")
        if not name and text.endswith(":") and text[:-1].lower() in FIELDS:
            self._fault(token, "empty-field", text[:-1].lower())
            return None
        tokens = token_texts(text)
        if not tokens:
            self._fault(token, "no-word")
            return None
        if is_prefix and len(tokens[-1]) < SHORTEST_PREFIX and tokens[-1].isascii():
            self._fault(token, "short-prefix")
            is_prefix = False
        return Word(text, is_prefix, name)

    def _dates(self, token: QueryToken, name: str, text: str) -> Node | None:
        since, dots, until = text.partition("..")
        if name == "year" and not dots:
            until = since
        elif name == "to" and not dots:
            since, until = "", since
        if not (since or until) or not all(map(_is_date, filter(None, (since, until)))):
            self._fault(token, "no-date", text)
            return None
        if since and until and parse_date(until).latest < parse_date(since).earliest:
            self._fault(token, "backwards", text)
            since, until = until, since
        return Dates(since or None, until or None)


def _is_date(text: str) -> bool:
    try:
        date = parse_date(text)
    except DateError:
        return False
    return not (date.approximate or date.uncertain or "X" in text)


def _and(parts: list[Node]) -> Node | None:
    """Join parts that must all match into one node, without duplicates."""
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, And) else [part]
    unique = tuple(dict.fromkeys(flat))
    if len(unique) < 2:
        return unique[0] if unique else None
    return And(unique)
