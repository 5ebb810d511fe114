"""Cost limits do not change results on either database, or the answer reports them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from pyroaring import BitMap
from sqlalchemy import create_engine, text

from archive.search.analysis import joined, token_texts
from archive.search.parser import parse
from archive.store import queries
from archive.store.fulltext import build
from archive.store.fulltext.terms import Postings, words_beginning
from archive.store.search import lookup, ranking
from archive.store.search.evaluate import Found, TextSearch
from archive.store.sessions import Database
from benchmarks import corpus
from tests.conftest import settings_for
from tests.store.postgresql import programs, server

pytestmark = pytest.mark.xdist_group("search")

ARTICLES, FREQUENT = 300, 20


class Archives(NamedTuple):
    """The same articles in two databases."""

    plain: Database
    """Without bitmaps."""
    stored: Database
    """With bitmaps of tokens in at least `FREQUENT` articles, estimated from a sample."""


@contextmanager
def urls(database: str, folder: Path) -> Iterator[list[str]]:
    if database == "sqlite":
        yield [f"sqlite:///{folder}/{name}.db" for name in Archives._fields]
        return
    if programs() is None and not os.environ.get("CI"):
        pytest.skip("PostgreSQL's server programs are not installed")
    with server() as url:
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for name in Archives._fields:
                connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        yield [url.replace("/postgres?", f"/{name}?") for name in Archives._fields]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def archives(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Archives]:
    folder = tmp_path_factory.mktemp("postings")
    settings = settings_for(folder / "files", folder / "archive.db")
    with urls(request.param, folder) as (plain, stored), pytest.MonkeyPatch.context() as patch:
        corpus.build(replace(settings, database_url=plain), folder / "files", ARTICLES)
        patch.setattr(build, "FREQUENT", FREQUENT)
        patch.setattr(build, "FEW", 100)
        patch.setattr(build, "SAMPLE", 100)
        corpus.build(replace(settings, database_url=stored), folder / "files", ARTICLES)
        readers = Archives(Database(plain), Database(stored))
        yield readers
        for reader in readers:
            reader.close()


def find(reader: Database, query: str, reach: BitMap | None = None) -> Found:
    with reader.open() as session:
        found = TextSearch(session.connection, session.snapshot).find(parse(query).tree, reach)
        return found


@pytest.fixture(scope="module")
def words(archives: Archives) -> list[str]:
    """Return the tokens of the archive, the most frequent first."""
    counted: Counter[str] = Counter()
    for texts in texts_of(archives.plain):
        counted.update({token for each in texts for token in all_tokens(each)})
    return sorted(counted, key=lambda word: (-counted[word], word))


def texts_of(reader: Database) -> list[tuple[str, str, str]]:
    """Return the three texts of every article in date order."""
    with reader.open() as session:
        rows = queries.whole_articles(session.connection, list(session.snapshot.index.ids))
        return [(row.title, row.summary_text, row.body_text) for row in rows]


def all_tokens(text: str) -> list[str]:
    """Return the tokens of a text, and its words with a hyphen as one token each."""
    return [*token_texts(text), *(token.text for token in joined(text))]


def test_bitmaps_match_the_articles(archives: Archives, words: list[str]) -> None:
    texts = texts_of(archives.stored)
    with archives.stored.open() as session:
        stored = Postings(session.connection)
        for word in words[:20]:
            held = [[word in all_tokens(each) for each in article] for article in texts]
            anywhere = [ordinal for ordinal, article in enumerate(held) if any(article)]
            assert list(stored.of(word) or ()) == anywhere
            for place, name in enumerate(("title", "summary")):
                ordinals = [ordinal for ordinal, article in enumerate(held) if article[place]]
                assert list(stored.of(word, name) or ()) == ordinals
        assert stored.of(words[-1]) is None


def test_the_vocabulary_counts_every_token(archives: Archives, words: list[str]) -> None:
    texts = texts_of(archives.stored)
    sets = [{token for each in article for token in all_tokens(each)} for article in texts]
    counted = Counter(token for tokens in sets for token in tokens)
    with archives.stored.open() as session:
        found = dict(words_beginning(session.connection, words[0][:1], len(words)))

    assert found == {word: n for word, n in counted.items() if word.startswith(words[0][0])}


@pytest.mark.parametrize(
    "form",
    [
        "{0}",
        "title:{0}",
        "summary:{0}",
        "digest:{0}",
        "-{1}",
        '"{0} {1}"',
        'title:"{0} {1}"',
        "{2} {rare}",
        "{0:.2}*",
        "title:{0:.3}*",
        "digest:{1:.4}*",
        "{0}-{1:.2}*",
        "{rare:.3}*",
    ],
)
def test_stored_bitmaps_change_no_answer(
    archives: Archives, words: list[str], form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookup, "MOST_BEGINNING", len(words))
    monkeypatch.setattr(lookup, "MOST_LAST_WORDS", len(words))
    for start in range(0, 30, 3):
        query = form.format(*words[start : start + 3], rare=words[-1 - start])

        plain, stored = (find(reader, query) for reader in archives)

        assert stored.bits == plain.bits
        assert not stored.prefix_limit
        assert not stored.scan_limit


def test_prefix_of_too_many_words_is_limited(
    archives: Archives, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    prefix = words[0][:1] + words[0][1:2]
    everything = find(archives.stored, f"text:{prefix}*")
    meant = [word for word in words if word.startswith(prefix)]
    assert len(meant) > 10
    assert not everything.prefix_limit

    monkeypatch.setattr(lookup, "MOST_BEGINNING", 1)
    found = find(archives.stored, f"text:{prefix}*")

    assert 0 < found.prefix_limit < len(meant)
    union = BitMap.union(
        *(find(archives.plain, f'text:"{w}"').bits for w in meant[: found.prefix_limit])
    )
    assert found.bits == union
    assert found.bits <= everything.bits


def test_common_words_are_compared_in_the_newest_or_in_the_range(
    archives: Archives, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = texts_of(archives.stored)
    phrase = f'"{words[0]} {words[1]}"'
    everything = find(archives.stored, phrase).bits
    both = [
        ordinal
        for ordinal, article in enumerate(texts)
        if {words[0], words[1]} <= {token for each in article for token in token_texts(each)}
    ]
    assert len(both) > 20
    assert len(everything) > 1

    monkeypatch.setattr(lookup, "MOST_COMPARED", 10)
    newest = find(archives.stored, phrase)
    oldest = find(archives.stored, phrase, BitMap(range(both[9] + 1)))

    assert newest.scan_limit == oldest.scan_limit + 10 == 10
    assert newest.bits == everything & BitMap(range(both[-10], ARTICLES))
    assert oldest.bits == everything & BitMap(range(both[9] + 1))


def test_a_very_common_word_is_scored_without_counting_its_articles(
    archives: Archives,
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
    statements: list[str],
) -> None:
    monkeypatch.setattr(ranking, "MOST_COUNTED", 0)
    texts = texts_of(archives.stored)
    word = words[0]
    with archives.stored.open() as session:
        engine = TextSearch(session.connection, session.snapshot)
        found = engine.find(parse(f'"{word}"').tree)
        assert found.tree is not None
        statements.clear()
        ordinals = engine.ranked(found.tree, found.bits)
        postgresql = session.connection.dialect.name == "postgresql"

    assert set(ordinals) == set(found.bits)
    if not postgresql:
        assert not [statement for statement in statements if "bm25" in statement]
        # The order is by the number of texts: headline and summary, one of these, neither.
        weights = [
            6 * (word in token_texts(texts[ordinal][0]))
            + 3 * (word in token_texts(texts[ordinal][1]))
            for ordinal in ordinals
        ]
        assert weights == sorted(weights, reverse=True)
        assert len(set(weights)) == 4
