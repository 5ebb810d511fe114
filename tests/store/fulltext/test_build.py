"""Bitmaps of frequent tokens and the vocabulary, rebuilt or patched, match the texts."""

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

from archive.search.stemming import stem
from archive.store import index_writer
from archive.store.engine import writing_engine
from archive.store.fulltext import build, terms
from archive.store.fulltext.terms import Spelling
from archive.store.models import Article, Posting, VocabularyWord
from archive.store.writer import Writer

MakeRow = Callable[..., dict[str, Any]]

Bitmaps = dict[tuple[str, str], list[int]]
"""(text, token) → ordinals; an empty text means any of the three."""

WORDS = ("china", "laos", "returned", "returns", "un", "the", "geneva", "2012")


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """A connection whose transactions are never committed."""
    engine = writing_engine(f"sqlite:///{tmp_path_factory.mktemp('postings')}/archive.db")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three articles with a token are enough for a bitmap."""
    monkeypatch.setattr(build, "FREQUENT", 3)


def load(
    connection: Connection, rows: Sequence[dict[str, Any]], removed: Sequence[int] = ()
) -> None:
    loading = Writer(connection)
    loading.remove_articles([*removed, *(row["id"] for row in rows if row["id"])])
    loading.store_articles(rows)
    loading.finish(changes={}, markup_version=1, lexicon_version=1, loaded_at="", site={})


def tokens(text: str) -> set[str]:
    """Return words and their stems; numbers have no stem."""
    words = re.findall("[a-z0-9]+", text.lower())
    return {*words, *(f"~{stem(word)}" for word in words if word.isalpha())}


def held(connection: Connection) -> list[dict[str, set[str]]]:
    """The tokens of every article in date order: of all its texts, of headline and summary."""
    rows = connection.execute(
        select(Article.title, Article.summary_text, Article.body_text).order_by(
            Article.sort_key, Article.slug
        )
    )
    return [
        {"": tokens(" ".join(row)), "title": tokens(row[0]), "summary": tokens(row[1])}
        for row in rows
    ]


def stored(connection: Connection) -> Bitmaps:
    rows = connection.execute(select(Posting.text, Posting.token, Posting.bits))
    return {(row.text, row.token): list(BitMap.deserialize(row.bits)) for row in rows}


def expected(connection: Connection, frequent: int) -> Bitmaps:
    """Return the ordinals of the articles with each frequent token, text by text."""
    articles = held(connection)
    counts = Counter(token for each in articles for token in each[""])
    return {
        (text, token): [ordinal for ordinal, each in enumerate(articles) if token in each[text]]
        for token, number in counts.items()
        if number >= frequent
        for text in ("", "title", "summary")
    }


def in_headlines(ordinals: dict[str, list[int]]) -> Bitmaps:
    """Return the bitmaps of tokens that occur only in headlines."""
    return {
        (text, token): held if text != "summary" else []
        for token, held in ordinals.items()
        for text in ("", "title", "summary")
    }


def words(connection: Connection) -> dict[str, int]:
    rows = connection.execute(select(VocabularyWord.word, VocabularyWord.articles))
    found = [tuple(row) for row in rows]
    assert len(found) == len(dict(found))
    return dict(found)


def counted(connection: Connection) -> dict[str, int]:
    """Return the number of articles with each word, without stems."""
    counts = Counter(token for each in held(connection) for token in each[""])
    return {word: number for word, number in counts.items() if word[0] != "~"}


@pytest.mark.usefixtures("few")
def test_frequent_tokens_have_bitmaps(connection: Connection, make_row: MakeRow) -> None:
    texts = ["china laos", "china returns", "returned un", "laos", "the china", "return geneva"]
    load(
        connection,
        [make_row(f"a{n}", f"20{20 - n}", title=text) for n, text in enumerate(texts)],
    )

    # In date order the last one comes first.
    assert stored(connection) == in_headlines(
        {"china": [1, 4, 5], "~china": [1, 4, 5], "~return": [0, 3, 4]}
    )
    assert words(connection) == {
        "china": 3,
        "laos": 2,
        "returns": 1,
        "returned": 1,
        "un": 1,
        "the": 1,
        "return": 1,
        "geneva": 1,
    }
    connection.rollback()


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("column", ["title", "summary_text", "body_text"])
def test_every_text_counts_but_each_article_once(
    connection: Connection, make_row: MakeRow, column: str
) -> None:
    load(
        connection,
        [make_row(f"a{n}", f"201{n}", **{"title": "x", column: "Laos laos"}) for n in range(4)],
    )

    found = stored(connection)
    everywhere = [0, 1, 2, 3]
    assert found["", "laos"] == found["", "~lao"] == everywhere
    assert found["title", "laos"] == (everywhere if column == "title" else [])
    assert found["summary", "laos"] == (everywhere if column == "summary_text" else [])
    assert words(connection)["laos"] == 4
    connection.rollback()


def test_an_archive_of_few_articles_has_no_bitmap(
    connection: Connection, make_row: MakeRow
) -> None:
    load(connection, [make_row(f"a{n}", title="china") for n in range(20)])

    assert stored(connection) == {}
    connection.rollback()


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
dates = st.sampled_from(["2011", "2012-03", "2012-03-13", "2013-01-01"])
# The articles that a load changes or removes, as positions in the list of existing ones.
places = st.lists(st.integers(0, 30), max_size=3)
loads = st.lists(
    st.tuples(st.lists(st.tuples(dates, texts), max_size=3), places, places),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60)
@given(first=st.lists(st.tuples(dates, texts), min_size=1, max_size=10), then=loads)
def test_small_loads_equal_one_large_load(
    connection: Connection, make_row: MakeRow, first: list[Any], then: list[Any]
) -> None:
    connection.rollback()  # What an example left that failed.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "FREQUENT", 3)
        load(connection, [make_row(f"a{n}", day, title=t) for n, (day, t) in enumerate(first)])
        had_bitmaps = set(stored(connection))
        assert stored(connection) == expected(connection, 3)

        for number, (added, changed, removed) in enumerate(then):
            ids = list(connection.execute(select(Article.id)).scalars())
            gone = {ids[place % len(ids)] for place in removed} if ids else set()
            other = {ids[place % len(ids)] for place in changed} - gone if ids else set()
            rows = [make_row(f"b{number}{n}", day, title=t) for n, (day, t) in enumerate(added)]
            rows += [make_row(f"c{number}{i}", "2012", title="laos geneva", id=i) for i in other]
            load(connection, rows, sorted(gone))

            everything = expected(connection, 1)
            assert stored(connection) == {each: everything.get(each, []) for each in had_bitmaps}
            assert words(connection) == counted(connection)

        # One more load, too large to be patched: all that is frequent now.
        patch.setattr(index_writer, "PATCH_LIMIT", 0)
        load(connection, [make_row("last", title="un geneva")])
        assert stored(connection) == expected(connection, 3)
        assert words(connection) == counted(connection)
    connection.rollback()


@settings(max_examples=20)
@given(
    articles=st.lists(st.tuples(dates, texts), min_size=1, max_size=12),
    sample=st.integers(1, 12),
)
def test_bitmaps_are_complete_despite_sampling(
    connection: Connection, make_row: MakeRow, articles: list[Any], sample: int
) -> None:
    connection.rollback()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "FREQUENT", 3)
        patch.setattr(build, "FEW", sample)
        patch.setattr(build, "SAMPLE", sample)
        load(connection, [make_row(f"a{n}", day, title=t) for n, (day, t) in enumerate(articles)])
    # Of every other article or fewer, once is often enough to be wanted.
    looked_at = held(connection)[:: max(1, len(articles) // sample)]
    seen = {token for each in looked_at for token in each[""]}
    whole = expected(connection, 3)
    connection_had = stored(connection)
    connection.rollback()

    # One that the sample missed is looked up instead; none is there without being frequent.
    assert connection_had == {each: ordinals for each, ordinals in whole.items() if each[1] in seen}


def test_batches_have_every_article_once(
    connection: Connection, make_row: MakeRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This includes a day with more articles than a batch, where ordinals are renumbered."""
    monkeypatch.setattr(build, "FREQUENT", 2)
    monkeypatch.setattr(build, "BATCH", 3)
    monkeypatch.setattr(build, "_PACKED", 4)
    days = ["2012-03-13"] * 8 + ["2011", "2013"]
    load(connection, [make_row(f"a{n}", day, title="china") for n, day in enumerate(days)])

    everything = list(range(10))
    assert stored(connection) == in_headlines({"china": everything, "~china": everything})
    assert words(connection) == {"china": 10}
    connection.rollback()


def corrected(connection: Connection, words: list[str]) -> list[str]:
    """Replace each word that is in no text by the most likely one."""
    spelling = Spelling()
    near = spelling.nearest(connection, spelling.unknown(connection, words), dict)
    return [near.get(word, word) for word in words]


def test_a_misspelt_word_is_compared_with_the_most_frequent_words(
    connection: Connection, make_row: MakeRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["china laos", "china laos", "china geneva returned"]
    load(connection, [make_row(f"a{n}", title=text) for n, text in enumerate(texts)])
    misspelt = ["chima", "laoz", "genewa"]

    assert corrected(connection, misspelt) == ["china", "laos", "geneva"]
    monkeypatch.setattr(terms, "MOST_WORDS", 2)
    assert corrected(connection, misspelt) == ["china", "laos", "genewa"]
    connection.rollback()


@pytest.mark.parametrize(
    ("word", "asked", "meant"),
    [
        ("laos", "laoz", True),
        ("une", "unes", False),
        ("repatriates", "repatri", False),
        ("2012", "20123", False),
        ("북송", "북숭", False),
        ("salmón", "salmom", True),
        ("a1b2", "a1b2c", False),
    ],
)
def test_only_words_can_be_misspelt(
    connection: Connection, make_row: MakeRow, word: str, asked: str, meant: bool
) -> None:
    load(connection, [make_row("a", title=word)])

    nearest = corrected(connection, [asked])
    assert nearest == ([word.replace("ó", "o")] if meant else [asked])
    connection.rollback()
