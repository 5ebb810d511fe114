"""Bitmaps of frequent tokens and the vocabulary, made anew or patched: they say what texts do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap
from sqlalchemy import Connection, select

from archive.search.spelling import SHORTEST
from archive.search.stems import stem
from archive.store import postings, writer
from archive.store.engine import writing_engine
from archive.store.models import Article, Posting, VocabularyWord
from archive.store.writer import Writer

MakeRow = Callable[..., dict[str, Any]]

WORDS = ("china", "laos", "returned", "returns", "un", "the", "geneva")


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """A connection whose transactions are never committed."""
    engine = writing_engine(f"sqlite:///{tmp_path_factory.mktemp('postings')}/archive.db")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three articles that hold a token are enough for a bitmap."""
    monkeypatch.setattr(postings, "FREQUENT", 3)


def load(
    connection: Connection, rows: Sequence[dict[str, Any]], removed: Sequence[int] = ()
) -> None:
    loading = Writer(connection)
    loading.remove_articles([*removed, *(row["id"] for row in rows if row["id"])])
    loading.store_articles(rows)
    loading.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="")


def tokens(text: str) -> set[str]:
    """Words and their stems, for texts of plain words alone."""
    words = re.findall("[a-z]+", text.lower())
    return {*words, *(f"~{stem(word)}" for word in words)}


def held(connection: Connection) -> list[set[str]]:
    """The tokens of every article in date order."""
    rows = connection.execute(
        select(Article.title, Article.summary_text, Article.body_text).order_by(
            Article.sort_key, Article.slug
        )
    )
    return [tokens(" ".join(row)) for row in rows]


def stored(connection: Connection) -> dict[str, list[int]]:
    rows = connection.execute(select(Posting.token, Posting.bits))
    return {row.token: list(BitMap.deserialize(row.bits)) for row in rows}


def expected(connection: Connection, frequent: int) -> dict[str, list[int]]:
    """The ranks of the articles with each token that enough of them hold."""
    articles = held(connection)
    counts = Counter(token for each in articles for token in each)
    return {
        token: [rank for rank, each in enumerate(articles) if token in each]
        for token, number in counts.items()
        if number >= frequent
    }


def vocabulary(connection: Connection) -> dict[str, int]:
    rows = connection.execute(select(VocabularyWord.word, VocabularyWord.articles))
    found = [tuple(row) for row in rows]
    assert len(found) == len(dict(found))
    return dict(found)


def counted(connection: Connection) -> dict[str, int]:
    """How many articles hold each word that is long enough to be misspelt."""
    counts = Counter(token for each in held(connection) for token in each)
    return {word: n for word, n in counts.items() if word.isalpha() and len(word) >= SHORTEST}


@pytest.mark.usefixtures("few")
def test_what_many_articles_hold_has_its_bitmap(connection: Connection, make_row: MakeRow) -> None:
    texts = ["china laos", "china returns", "returned un", "laos", "the china", "return geneva"]
    load(
        connection,
        [make_row(f"a{n}", f"20{20 - n}", title=text) for n, text in enumerate(texts)],
    )

    # In date order the last one comes first.
    assert stored(connection) == {
        "china": [1, 4, 5],
        "~china": [1, 4, 5],
        "~return": [0, 3, 4],
    }
    assert vocabulary(connection)["china"] == 3
    assert "un" not in vocabulary(connection)
    connection.rollback()


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("column", ["title", "summary_text", "body_text"])
def test_each_of_the_texts_counts_and_an_article_once(
    connection: Connection, make_row: MakeRow, column: str
) -> None:
    load(
        connection,
        [make_row(f"a{n}", f"201{n}", **{"title": "x", column: "Laos laos"}) for n in range(4)],
    )

    assert stored(connection)["laos"] == [0, 1, 2, 3]
    assert vocabulary(connection) == {"laos": 4}
    connection.rollback()


def test_an_archive_of_few_articles_has_no_bitmap(
    connection: Connection, make_row: MakeRow
) -> None:
    load(connection, [make_row(f"a{n}", title="china") for n in range(20)])

    assert stored(connection) == {}
    connection.rollback()


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
dates = st.sampled_from(["2011", "2012-03", "2012-03-13", "2013-01-01"])
# Which articles a load changes or takes out, as places in the list of those that there are.
places = st.lists(st.integers(0, 30), max_size=3)
loads = st.lists(
    st.tuples(st.lists(st.tuples(dates, texts), max_size=3), places, places),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60)
@given(first=st.lists(st.tuples(dates, texts), min_size=1, max_size=10), then=loads)
def test_small_loads_leave_what_one_large_load_makes(
    connection: Connection, make_row: MakeRow, first: list[Any], then: list[Any]
) -> None:
    connection.rollback()  # What an example left that failed.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "FREQUENT", 3)
        load(connection, [make_row(f"a{n}", day, title=t) for n, (day, t) in enumerate(first)])
        had_bitmap = set(stored(connection))
        assert stored(connection) == expected(connection, 3)

        for number, (added, changed, removed) in enumerate(then):
            ids = list(connection.execute(select(Article.id)).scalars())
            gone = {ids[place % len(ids)] for place in removed} if ids else set()
            other = {ids[place % len(ids)] for place in changed} - gone if ids else set()
            rows = [make_row(f"b{number}{n}", day, title=t) for n, (day, t) in enumerate(added)]
            rows += [make_row(f"c{number}{i}", "2012", title="laos geneva", id=i) for i in other]
            load(connection, rows, sorted(gone))

            everything = expected(connection, 1)
            assert stored(connection) == {token: everything.get(token, []) for token in had_bitmap}
            assert vocabulary(connection) == counted(connection)

        # One more load, too large to be patched: all that is frequent now.
        patch.setattr(writer, "PATCH_LIMIT", 0)
        load(connection, [make_row("last", title="un geneva")])
        assert stored(connection) == expected(connection, 3)
        assert vocabulary(connection) == counted(connection)
    connection.rollback()


@settings(max_examples=20)
@given(
    articles=st.lists(st.tuples(dates, texts), min_size=1, max_size=12),
    sample=st.integers(1, 12),
)
def test_a_bitmap_is_whole_though_tokens_are_counted_in_a_sample(
    connection: Connection, make_row: MakeRow, articles: list[Any], sample: int
) -> None:
    connection.rollback()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "FREQUENT", 3)
        patch.setattr(postings, "SAMPLE", sample)
        load(connection, [make_row(f"a{n}", day, title=t) for n, (day, t) in enumerate(articles)])
    whole = expected(connection, 3)
    connection_had = stored(connection)
    connection.rollback()

    # One that the sample missed is looked up instead; none is there without being frequent.
    assert connection_had.items() <= whole.items()
    if sample >= len(articles):
        assert connection_had == whole


def test_batches_lose_no_article_and_take_none_twice(
    connection: Connection, make_row: MakeRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where one day has more articles than a batch."""
    monkeypatch.setattr(postings, "FREQUENT", 2)
    monkeypatch.setattr(postings, "BATCH", 3)
    days = ["2012-03-13"] * 8 + ["2011", "2013"]
    load(connection, [make_row(f"a{n}", day, title="china") for n, day in enumerate(days)])

    assert stored(connection) == {"china": list(range(10)), "~china": list(range(10))}
    assert vocabulary(connection) == {"china": 10}
    connection.rollback()


def test_the_vocabulary_keeps_the_most_frequent_words(
    connection: Connection, make_row: MakeRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "MOST_WORDS", 2)
    texts = ["china laos", "china laos", "china geneva returned"]
    load(connection, [make_row(f"a{n}", title=text) for n, text in enumerate(texts)])

    assert vocabulary(connection) == {"china": 3, "laos": 2}
    connection.rollback()


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("laos", True),
        ("un", False),
        ("~repatri", False),
        ("2012", False),
        ("북송", False),
        ("salmon", True),
        ("a1b2", False),
    ],
)
def test_only_words_can_be_misspelt(token: str, expected: bool) -> None:
    assert postings.is_word(token) == expected
