"""Generate the rows of a large archive directly, the same ones every time.

Files of a million articles would take hours to write, parse and render, and search uses none of
that. So these articles have rows but no files, and their HTML is their text in one paragraph. The
loader makes the authority records and the index as usual.

The texts are as long as those of the real collection (a headline of 10 words, a summary of 50, a
digest of 80). Their words are invented. They follow Zipf's law with Mandelbrot's shift, inflect as
English does, and form fixed pairs and triples as terms do. 5 % of the articles are Korean, with
particles. Every article has a name that few others have. Article i has the same text at any size.
"""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from archive.config import Settings
from archive.load import load
from archive.load.transaction import writing
from archive.store.writer import Writer
from benchmarks.generate import (
    DOCUMENTS,
    EVENTS,
    FIRST_DAY,
    LAST_DAY,
    ORGANISATIONS,
    OUTLETS,
    PEOPLE,
    TAGS,
    write_authorities,
)

BASES, NAMES, TERMS, KOREAN_WORDS = 40_000, 400_000, 4_000, 6_000

BATCH = 500

_KOREAN_SHARE = 0.05
_KINDS = ("news", "news", "news", "editorial", "opinion", "analysis", "statement", "report")
_ENDINGS = (("s", 2), ("ed", 3), ("ing", 4), ("er", 9))
"""An ending, and n if one in n words takes it."""
_PARTICLES = ("", "", "을", "를", "이", "가", "은", "는", "의", "에서", "으로")
_HEADS = (*"bcdfghjklmnprstvwz", "st", "tr", "pl", "br", "gr")
_VOWELS = (*"aeiou", "ai", "ee", "ou")
_TAILS = ("", "n", "r", "l", "t", "m", "nd")


def build(settings: Settings, folder: Path, articles: int) -> None:
    """Make a database with the given number of articles; write authority files to the folder."""
    store_rows(settings, folder, articles)
    load(settings)


def store_rows(settings: Settings, folder: Path, articles: int) -> None:
    """Write the authority files and store the rows; a load then makes the rest."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "articles").mkdir(parents=True)
    (folder / "about").mkdir()
    write_authorities(folder / "authorities")
    with writing(settings.absolute_database_url) as connection:
        writer = Writer(connection)
        for start in range(0, articles, BATCH):
            numbers = range(start, min(start + BATCH, articles))
            writer.store_articles([row(number, articles) for number in numbers])


def row(number: int, articles: int) -> dict[str, Any]:
    """Return the row of one article; articles are numbered in date order, as by a load."""
    chance = Random(number)
    korean = chance.random() < _KOREAN_SHARE
    words = _korean_text(chance, 140) if korean else _english_text(chance, 140)
    title = " ".join(words[:10]).capitalize()
    summary = _sentences(chance, words[10:60])
    digest = _sentences(chance, [*words[60:], _name(chance.randrange(NAMES)).capitalize()])
    day = FIRST_DAY + datetime.timedelta((LAST_DAY - FIRST_DAY).days * number // articles)
    slug = f"{day}-article-{number:08}"
    return {
        "slug": slug,
        "path": f"articles/{day.year}/{slug}.md",
        "title": title,
        "outlet": f"outlet-{_one(chance, OUTLETS)}",
        "published": str(day),
        "sort_key": day.year * 10_000 + day.month * 100 + day.day,
        "earliest": str(day),
        "latest": str(day),
        "published_from": "printed",
        "url": f"https://news{number % 97}.example.org/{number}",
        "url_key": f"news{number % 97}.example.org/{number}",
        "language": "ko" if korean else "en",
        "kind": chance.choice(_KINDS),
        "tags": _some(chance, "tag", TAGS, 3, 6),
        "agency": None,
        "byline": None,
        "credits": [],
        "people": _some(chance, "person", PEOPLE, 0, 3),
        "organisations": _some(chance, "organisation", ORGANISATIONS, 0, 2),
        "events": _some(chance, "event", EVENTS, 0, 1),
        "documents": _some(chance, "document", DOCUMENTS, 0, 2),
        "words": [],
        "headline_words": [],
        "places": [],
        "event_date": None,
        "founding": False,
        "checked": None,
        "note": None,
        "aliases": [],
        "summary_text": summary,
        "summary_html": summary,
        "body_html": f'<p id="p1">{digest}</p>',
        "body_text": digest,
        "body_markdown": "",
        "paragraphs": 1,
        "added_at": "2026-11-01T00:00:00Z",
        "changed_at": "2026-11-01T00:00:00Z",
    }


def _one(chance: Random, size: int) -> int:
    return chance.choices(range(size), cum_weights=_zipf(size))[0]


def _some(chance: Random, name: str, size: int, least: int, most: int) -> list[str]:
    drawn = chance.choices(range(size), cum_weights=_zipf(size), k=chance.randint(least, most))
    return [f"{name}-{each}" for each in sorted(set(drawn))]


def _english_text(chance: Random, count: int) -> list[str]:
    """Return random words with a term among every ten."""
    stock = _english()
    words = chance.choices(stock.words, cum_weights=stock.weights, k=count)
    terms = chance.choices(_terms(), cum_weights=_zipf(TERMS), k=count // 10)
    for place, term in enumerate(terms):
        words[place * 10 + 3 : place * 10 + 3 + len(term)] = term
    return words


def _korean_text(chance: Random, count: int) -> list[str]:
    stock = _korean()
    words = chance.choices(stock.words, cum_weights=stock.weights, k=count)
    return [word + chance.choice(_PARTICLES) for word in words]


def _sentences(chance: Random, words: Sequence[str]) -> str:
    found, start = [], 0
    while start < len(words):
        length = chance.randint(9, 20)
        found.append(" ".join(words[start : start + length]).capitalize() + ".")
        start += length
    return " ".join(found)


class _Stock(NamedTuple):
    words: list[str]
    weights: list[float]
    """Cumulated."""


@cache
def _zipf(size: int) -> list[float]:
    return list(accumulate(1 / (ordinal + 2.7) for ordinal in range(size)))


@cache
def _english() -> _Stock:
    """Return words with their forms, the most frequent first; longer words are rarer."""
    chance = Random("bases")
    bases: dict[str, None] = {}
    while len(bases) < BASES:
        parts = (1, 2, 2) if len(bases) < 1_000 else (2, 3, 3, 4)
        syllables = (
            chance.choice(_HEADS) + chance.choice(_VOWELS) for _ in range(chance.choice(parts))
        )
        bases["".join(syllables) + chance.choice(_TAILS)] = None
    words: dict[str, None] = {}
    for number, base in enumerate(bases):
        for form in (base, *(base + ending for ending, share in _ENDINGS if number % share == 0)):
            words[form] = None
    return _Stock(list(words), _zipf(len(words)))


@cache
def _terms() -> list[list[str]]:
    """Return words that occur together more often than by chance."""
    chance, stock = Random("terms"), _english()
    return [
        chance.choices(stock.words, cum_weights=stock.weights, k=chance.choice((2, 2, 3)))
        for _ in range(TERMS)
    ]


@cache
def _korean() -> _Stock:
    chance = Random("korean words")
    syllables = [chr(chance.randrange(0xAC00, 0xD7A4)) for _ in range(500)]
    words: dict[str, None] = {}
    while len(words) < KOREAN_WORDS:
        words["".join(chance.choices(syllables, k=chance.choice((2, 2, 3, 4))))] = None
    return _Stock(list(words), _zipf(KOREAN_WORDS))


def _name(number: int) -> str:
    """Return a rare name made from its number."""
    syllables = []
    for _ in range(4):
        number, head = divmod(number * 7 + 3, len(_HEADS))
        number, vowel = divmod(number * 5 + 1, len(_VOWELS))
        syllables.append(_HEADS[head] + _VOWELS[vowel])
    return "".join(syllables) + "x"
