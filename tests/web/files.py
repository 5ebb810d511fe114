"""A reference implementation: read and filter the collection's files without the archive's code.

Tests compare pages with it. It shares no code with the archive.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import yaml
from hypothesis import strategies as st

ROOT = Path(__file__).parents[2]

FIELDS = {
    "tag": "tags",
    "outlet": "outlet",
    "kind": "kind",
    "language": "language",
    "person": "people",
    "organisation": "organisations",
    "event": "events",
    "document": "documents",
    "word": "words",
}
ONE_VALUE = ("outlet", "kind", "language")
CITATION_TYPES = {
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
    "csl.json": "application/vnd.citationstyles.csl+json",
}
"""Suffix of a citation format → its media type, in the order in which pages offer them."""
COLLECTIONS = {
    "tags": "tag",
    "outlets": "outlet",
    "people": "person",
    "organisations": "organisation",
    "events": "event",
    "documents": "document",
}


@dataclass(frozen=True)
class Piece:
    """One article file."""

    slug: str
    fields: dict[str, str | list[str]]

    def values(self, facet: str) -> list[str]:
        value = self.fields.get(FIELDS[facet], [])
        return [value] if isinstance(value, str) else value

    @property
    def published(self) -> str:
        return str(self.fields["published"])

    @property
    def order(self) -> tuple[list[int], str]:
        """Unknown months and days come before all known ones."""
        numbers = [int(n) for n in self.published.rstrip("~?%").split("-") if n != "XX"]
        return [*numbers, 0, 0][:3], self.slug


@cache
def pieces() -> tuple[Piece, ...]:
    """Return every article of the project's own collection."""
    found = []
    for file in sorted((ROOT / "articles").glob("*/*.md")):
        front, body = file.read_text("utf-8").removeprefix("---\n").split("\n---\n", 1)
        fields = yaml.load(front, Loader=yaml.CBaseLoader)
        fields["words"] = words_used(fields["title"], fields["language"], body)
        found.append(Piece(file.stem, fields))
    return tuple(found)


@cache
def records(collection: str) -> dict[str, dict[str, object]]:
    """Return every record of an authority file by id."""
    text = (ROOT / "authorities" / f"{collection}.yaml").read_text("utf-8")
    return {record["id"]: record for record in yaml.load(text, Loader=yaml.CBaseLoader)}


def words_used(title: str, language: str, body: str) -> list[str]:
    """Return the ids of the lexicon words in a headline or a digest, without repeats."""
    in_title = [] if re.fullmatch(r"\[.*\]", title) else find_words(title, language)
    plain = re.sub(r"\]\([^)]*\)|<[^>]+>|[*_`#]", "", body)
    own = {word["id"] for word in records("words").values() if "own" in word}
    in_digest = [word for word in find_words(plain, "en") if word not in own]
    return list(dict.fromkeys([*in_title, *in_digest]))


UNSPACED = ("ja", "zh")
"""Languages whose words stand without spaces between them."""


def find_words(text: str, language: str) -> list[str]:
    """Return the ids of a language's lexicon words in a text, without repeats.

    Of overlapping phrases, the first one counts, and of those the longest.
    """
    phrases: list[tuple[str, str]] = []
    language = language.partition("-")[0]
    for word in records("words").values():
        if word["language"] == language:
            phrases += [(form, str(word["id"])) for form in _texts(word["forms"])]
            phrases += [(form, "") for form in _texts(word.get("except", []))]
    places = [
        (match.start(), -match.end(), word_id)
        for phrase, word_id in phrases
        for match in re.finditer(_pattern(phrase, language), text, re.IGNORECASE)
    ]
    found, done = [], 0
    for start, end, word_id in sorted(places):
        if start >= done:
            done = -end
            found.append(word_id)
    return list(dict.fromkeys(word_id for word_id in found if word_id))


def _texts(values: object) -> list[str]:
    assert isinstance(values, list)
    return [str(value) for value in values]


def _pattern(phrase: str, language: str) -> str:
    gap = r"[\s-]*" if language in ("ko", *UNSPACED) else r"[\s-]+"
    pattern = gap.join(map(re.escape, re.split("[ -]", phrase))).replace("'", "['’]")
    if language in UNSPACED:
        return pattern
    return rf"(?<![가-힣a-zA-Z0-9]){pattern}" if language == "ko" else rf"\b{pattern}\b"


def span(date: str) -> tuple[str, str]:
    """Return the first and last day of a year, month or day as ISO text."""
    numbers = [int(n) for n in date.rstrip("~?%").split("-") if n != "XX"]
    if len(numbers) == 1:
        return f"{numbers[0]}-01-01", f"{numbers[0]}-12-31"
    if len(numbers) == 2:
        last = calendar.monthrange(*numbers)[1]
        return f"{numbers[0]}-{numbers[1]:02}-01", f"{numbers[0]}-{numbers[1]:02}-{last}"
    day = "{}-{:02}-{:02}".format(*numbers)
    return day, day


def answers(piece: Piece, facet: str, value: str) -> bool:
    return value in piece.values(facet)


def expected(address: str) -> list[str]:
    """Return the slugs that the list at an address must have, in order."""
    path, asked = urlsplit(address).path, parse_qsl(urlsplit(address).query)
    found = [piece for piece in pieces() if _in_scope(piece, path)]
    for facet in FIELDS:
        included = [value for name, value in asked if name == facet and not value.startswith("-")]
        excluded = [value[1:] for name, value in asked if name == facet and value.startswith("-")]
        enough = any if facet in ONE_VALUE else all
        if included:
            found = [p for p in found if enough(answers(p, facet, value) for value in included)]
        found = [p for p in found if not any(answers(p, facet, value) for value in excluded)]
    for name, value in asked:
        if name == "from":
            found = [piece for piece in found if span(piece.published)[1] >= span(value)[0]]
        if name == "to":
            found = [piece for piece in found if span(piece.published)[0] <= span(value)[1]]
    default = "oldest" if path.startswith("/events/") else "newest"
    newest_first = dict(asked).get("order", default) == "newest"
    return [piece.slug for piece in sorted(found, key=lambda p: p.order, reverse=newest_first)]


def _in_scope(piece: Piece, path: str) -> bool:
    parts = path.strip("/").split("/")
    if parts[0] == "timeline":
        return piece.published.startswith("-".join(parts[1:]))
    return parts == [""] or answers(piece, COLLECTIONS[parts[0]], parts[1])


@st.composite
def questions(draw: st.DrawFn, *, paths: tuple[str, ...] = ()) -> str:
    """Draw an address of a list with some filters; most of these lists are not empty."""
    piece = draw(st.sampled_from(pieces()))
    path = draw(st.sampled_from(paths)) if paths else draw(_paths(piece))
    pairs = []
    for facet in draw(st.lists(st.sampled_from(sorted(FIELDS)), max_size=4)):
        near = piece.values(facet) or [draw(_values(facet))]
        value = draw(st.sampled_from(near)) if draw(st.integers(0, 3)) else draw(_values(facet))
        pairs.append(f"{facet}={'-' if not draw(st.integers(0, 4)) else ''}{value}")
    if draw(st.integers(0, 2)) == 0:
        dates = sorted((piece.published, draw(st.sampled_from(pieces())).published))
        size = draw(st.sampled_from([4, 7, 10]))
        since, until = (date.rstrip("~?%")[:size] for date in dates)
        pairs += draw(st.sampled_from([[f"from={since}"], [f"to={until}"]]))
        pairs += [f"to={until}"] if pairs[-1].startswith("from") and draw(st.booleans()) else []
    if draw(st.integers(0, 3)) == 0:
        pairs.append("order=" + draw(st.sampled_from(["oldest", "newest"])))
    return path + ("?" + "&".join(draw(st.permutations(pairs))) if pairs else "")


def _values(facet: str) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted({value for piece in pieces() for value in piece.values(facet)}))


@st.composite
def _paths(draw: st.DrawFn, piece: Piece) -> str:
    kind = draw(st.sampled_from(["timeline", "year", "month", *sorted(COLLECTIONS)]))
    if kind == "timeline":
        return "/"
    if kind in ("year", "month"):
        year, _, month = piece.published.rstrip("~?%")[:7].partition("-")
        known = kind == "month" and month not in ("", "XX")
        return f"/timeline/{year}/{month}/" if known else f"/timeline/{year}/"
    facet = COLLECTIONS[kind]
    value = draw(st.sampled_from(piece.values(facet))) if piece.values(facet) else None
    return f"/{kind}/{value or draw(_values(facet))}/"
