"""Generate a collection of any size in the archive's own format, the same one every time.

Article number i is the same at any size of the collection, so two collections differ only in size.
The words are invented and follow Zipf's law, as in a language.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

OUTLETS, TAGS, PEOPLE, ORGANISATIONS, EVENTS, DOCUMENTS = 40, 35, 2_000, 100, 300, 500

FIRST_DAY = datetime.date(1999, 1, 1)
LAST_DAY = datetime.date(2026, 10, 31)

_KOREAN_SHARE = 0.05
_GROUPS = ("body", "mechanism", "principle", "country", "theme")
_OUTLET_KINDS = ("newspaper", "agency", "broadcaster", "un", "ngo", "government")
_KINDS = ("news", "news", "news", "editorial", "opinion", "analysis", "statement", "report")
_SOURCES = "sources: [https://example.org/source]"


def generate(folder: Path, articles: int) -> None:
    """Write `articles/`, `authorities/` and `about/` into a folder."""
    write_authorities(folder / "authorities")
    about = folder / "about"
    about.mkdir(parents=True, exist_ok=True)
    about.joinpath("method.md").write_text(
        "---\ntitle: Method\ndescription: How it is made.\norder: 10\n---\nIt is generated.\n"
    )
    for number in range(articles):
        write_article(folder / "articles", number)


def write_article(folder: Path, number: int, edition: int = 0) -> Path:
    """Write one article; another `edition` has the same name and date but other content."""
    path, text = article(number, edition)
    file = folder / path
    try:
        file.write_text(text, "utf-8")
    except FileNotFoundError:
        file.parent.mkdir(parents=True)
        file.write_text(text, "utf-8")
    return file


def article(number: int, edition: int = 0) -> tuple[str, str]:
    """Return the path below `articles/` and the text of one article."""
    chance = Random(f"article {number}")
    published, precision = _date(chance)
    slug = f"{published}-{'-'.join(chance.choices(_words(), k=3))}-{number}"
    if edition:
        chance = Random(f"article {number}, edition {edition}")
    korean = chance.random() < _KOREAN_SHARE
    sentences = _korean_sentences() if korean else _sentences()
    lines = [
        f"title: {_title(chance, sentences)}",
        f"outlet: outlet-{_one(chance, OUTLETS)}",
        f"published: {precision}",
        "published_from: printed",
        f"url: https://news{number % 97}.example.org/{published}/{number}",
        f"language: {'ko' if korean else 'en'}",
        f"kind: {chance.choice(_KINDS)}",
        f"tags: {_some(chance, 'tag', TAGS, 3, 6)}",
    ]
    if chance.random() < 0.1:
        lines.append(f"agency: outlet-{_one(chance, OUTLETS)}")
    for field, name, size, most in (
        ("people", "person", PEOPLE, 3),
        ("organisations", "organisation", ORGANISATIONS, 2),
        ("events", "event", EVENTS, 1),
        ("documents", "document", DOCUMENTS, 2),
    ):
        if held := _some(chance, name, size, 0, most):
            lines.append(f"{field}: {held}")
    front = "\n".join(lines)
    body = _body(chance, sentences, number)
    return f"{published.year}/{slug}.md", f"---\n{front}\n---\n{body}\n"


def write_authorities(folder: Path) -> None:
    """Write the authority files, the same for every size."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, entries in (
        ("tags", _tags()),
        ("outlets", _outlets()),
        ("people", _people()),
        ("organisations", _organisations()),
        ("events", _events()),
        ("documents", _documents()),
    ):
        folder.joinpath(f"{name}.yaml").write_text("\n".join(entries), "utf-8")


def _date(chance: Random) -> tuple[datetime.date, str]:
    """Return a day, and a date as a curator would write it: often to the day, sometimes less."""
    day = FIRST_DAY + datetime.timedelta(chance.randrange((LAST_DAY - FIRST_DAY).days + 1))
    form = chance.choices(("%Y-%m-%d", "%Y-%m", "%Y", "%Y-%m~", "%Y-%m-%d?"), (88, 6, 2, 2, 2))[0]
    return day, day.strftime(form)


def _title(chance: Random, sentences: Sequence[str]) -> str:
    return f'"{chance.choice(sentences)[:60].strip(" .")}"'


def _one(chance: Random, size: int) -> int:
    return chance.choices(range(size), cum_weights=_zipf(size))[0]


def _some(chance: Random, name: str, size: int, least: int, most: int) -> str:
    number = chance.randint(least, most)
    drawn = sorted({_one(chance, size) for _ in range(number)})
    return f"[{', '.join(f'{name}-{each}' for each in drawn)}]" if drawn else ""


def _body(chance: Random, sentences: Sequence[str], number: int) -> str:
    def text(count: int) -> str:
        return " ".join(chance.choices(sentences, k=count))

    link = f"[{text(1)}](https://example.org/{number})"
    parts = [text(2), f"{text(3)} {link} rare{number}.", f"## {text(1)[:50]}", text(4)]
    parts.append("\n".join(f"- {text(1)}" for _ in range(3)))
    parts += [f"> {text(2)}", f"## {text(1)[:50]}", f"**{text(1)}** {text(4)}"]
    extra = chance.random()
    if extra < 0.05:
        parts.append(f"| year | number |\n|---|---|\n| 2012 | {number} |\n| 2013 | 9 |")
    elif extra < 0.1:
        parts.append(f"{text(1)}[^1]\n\n[^1]: {text(1)}")
    elif extra < 0.12:
        parts.append(f"```\n{text(1)}\n```")
    parts.append(text(2))
    return "\n\n".join(parts)


def _tags() -> Iterator[str]:
    for i in range(TAGS):
        yield (
            f"- id: tag-{i}\n  short: Tag {i}\n  label: Tag number {i}\n"
            f"  group: {_GROUPS[i % len(_GROUPS)]}\n  definition: It is number {i}.\n  {_SOURCES}\n"
        )


def _outlets() -> Iterator[str]:
    for i in range(OUTLETS):
        yield (
            f"- id: outlet-{i}\n  name: Outlet {i}\n  kind: {_OUTLET_KINDS[i % 6]}\n"
            f"  description: It is number {i}.\n  {_SOURCES}\n"
        )


def _people() -> Iterator[str]:
    for i in range(PEOPLE):
        yield (
            f"- id: person-{i}\n  name: Person {i}\n  roles: [{{role: Envoy}}]\n"
            f"  description: A public person.\n  {_SOURCES}\n"
        )


def _organisations() -> Iterator[str]:
    for i in range(ORGANISATIONS):
        yield (
            f"- id: organisation-{i}\n  name: Organisation {i}\n  kind: ngo\n"
            f"  description: It is number {i}.\n  {_SOURCES}\n"
        )


def _events() -> Iterator[str]:
    days = (LAST_DAY - FIRST_DAY).days
    for i in range(EVENTS):
        day = FIRST_DAY + datetime.timedelta(i * days // EVENTS)
        yield (
            f"- id: event-{i}\n  title: Event {i}\n  date: {day}\n  body: state\n"
            f"  summary: It happened.\n  tags: [tag-{i % TAGS}]\n"
            f"  documents: [document-{i % DOCUMENTS}]\n  {_SOURCES}\n"
        )


def _documents() -> Iterator[str]:
    for i in range(DOCUMENTS):
        yield (
            f"- id: document-{i}\n  symbol: A/BC/{i}\n  title: Document {i}\n  body: state\n"
            f"  kind: report\n  url: https://example.org/document/{i}\n"
            f"  description: It is number {i}.\n  {_SOURCES}\n"
        )


@cache
def _zipf(size: int) -> list[float]:
    return list(accumulate(1 / ordinal for ordinal in range(1, size + 1)))


@cache
def _words() -> list[str]:
    """Return the vocabulary, the most frequent word first."""
    chance = Random("words")
    heads, vowels = (*"bcdfghjklmnprstvw", "st", "tr", "pl"), (*"aeiou", "ai", "ee")
    words: dict[str, None] = {}
    while len(words) < 8_000:
        syllables = chance.choice((1, 2, 2, 3))
        parts = (chance.choice(heads) + chance.choice(vowels) for _ in range(syllables))
        words["".join(parts) + chance.choice(("", "n", "r", "s"))] = None
    return list(words)


@cache
def _sentences() -> list[str]:
    """Return a stock of sentences, from which articles are assembled."""
    chance = Random("sentences")
    words, weights = _words(), _zipf(8_000)
    return [
        " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(10, 22))).capitalize()
        + "."
        for _ in range(20_000)
    ]


@cache
def _korean_sentences() -> list[str]:
    chance = Random("korean")
    words = [
        "".join(chr(chance.randrange(0xAC00, 0xD7A4)) for _ in range(chance.randint(2, 4)))
        for _ in range(2_000)
    ]
    weights = _zipf(2_000)
    return [
        " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(8, 14))) + "."
        for _ in range(4_000)
    ]
