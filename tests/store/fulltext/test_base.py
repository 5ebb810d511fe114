"""Both full-text indexes, compared with a search word by word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from archive.search.analysis import TokenSequence, joined, sequence, token_texts
from archive.search.forms import form_sequences
from archive.search.query_tree import TEXTS
from archive.store.engine import writing_engine
from archive.store.fulltext.base import (
    HIGHEST_ID,
    MOST_TOKENS,
    DatePosition,
    Entry,
    FullText,
    Match,
    Ranking,
)
from archive.store.fulltext.open import open_full_text

pytestmark = pytest.mark.xdist_group("search")

HIGHEST = DatePosition(99_999_999, HIGHEST_ID)


@contextmanager
def emptied(url: str) -> Iterator[Connection]:
    engine = writing_engine(url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def connection(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Connection]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('fulltext')}/archive.db"
    else:
        make: Callable[[], str] = request.getfixturevalue("make_database")
        url = make()
    with emptied(url) as connection:
        yield connection


@pytest.fixture
def index(connection: Connection) -> FullText:
    return made(connection)


def made(connection: Connection) -> FullText:
    """An empty index."""
    index = open_full_text(connection)
    index.clear()
    index.create()
    return index


def article(number: int, *texts: str, key: int = 20120313) -> Entry:
    """An article by its headline, summary and digest."""
    three = (*texts, "", "", "")[:3]
    return Entry(
        DatePosition(key, number),
        tuple(token_texts(text) for text in three),
        tuple([token.text for token in joined(text)] for text in three),
    )


def exactly(text: str, *of: str) -> Match:
    wanted = sequence(text)
    assert wanted is not None
    return Match(wanted, of or TEXTS)


def found(index: FullText, *matches: Match) -> list[int]:
    return sorted(index.ids(matches))


# Few words, so that phrases occur; plus special cases of folding and of both databases.
words = st.sampled_from(
    ["a", "b", "ab", "the", "rights", "right", "탈북민", "북송", "북", "中", "U.N.", "2,600",
     "A/B", "Ⅷ", "½", "⑴", "ﷺ", "ß", "'", '"', "*", "\\", "~", "NEAR", "OR", "é", "O’x", "𝐚", "İ"]
)  # fmt: skip
texts = st.one_of(st.lists(words, max_size=8).map(" ".join), st.text(max_size=20))


@settings(max_examples=60)
@given(
    articles=st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=4),
    asked=st.lists(st.one_of(words, st.lists(words, max_size=3).map(" ".join), texts), max_size=6),
    of=st.sampled_from([*((name,) for name in TEXTS), TEXTS]),
    prefix=st.booleans(),
)
def test_sequence_is_found_only_where_it_occurs(
    connection: Connection,
    articles: list[tuple[str, str, str]],
    asked: list[str],
    of: tuple[str, ...],
    prefix: bool,
) -> None:
    index = made(connection)
    entries = [article(number, *texts) for number, texts in enumerate(articles, 1)]
    index.add(entries)

    sequences = [each for text in asked if (each := sequence(text, prefix=prefix))]
    answers = [
        {
            each.position.id
            for each in entries
            if any(stands_in(wanted, each.texts[TEXTS.index(name)]) for name in of)
        }
        for wanted in sequences
    ]
    for wanted, answer in zip(sequences, answers, strict=True):
        assert found(index, Match(wanted, of)) == sorted(answer), wanted
    if sequences:
        # Any of them, and no article twice.
        matches = [Match(wanted, of) for wanted in sequences]
        assert found(index, *matches) == sorted(set().union(*answers))


def stands_in(wanted: TokenSequence, tokens: list[str]) -> bool:
    """Return whether tokens are adjacent in a text, using a regular expression."""
    end = "" if wanted.prefix else "\n"
    pattern = "\n" + re.escape("\n".join(wanted.tokens)) + end
    return re.search(pattern, "\n" + "".join(f"{token}\n" for token in tokens)) is not None


def test_a_phrase_stands_in_one_text(index: FullText) -> None:
    index.add([article(1, "one two", "three", "four")])

    assert found(index, exactly("one two")) == [1]
    assert not found(index, exactly("two three"))
    assert not found(index, exactly("two four"))
    assert not found(index, exactly("one three"))


def test_stems_are_found_but_are_not_words(index: FullText) -> None:
    index.add([article(1, "They repatriated him"), article(2, "repatri")])

    by_form = [Match(each) for each in form_sequences("repatriates")[1:]]
    assert found(index, by_form[0]) == [1, 2]
    assert found(index, exactly("repatri")) == [2]
    assert not found(index, exactly("repatriates"))


def test_last_word_and_first_stem_are_not_adjacent(index: FullText) -> None:
    index.add([article(1, "china laos")])

    both = Match(TokenSequence(("laos", "~china")))
    assert not found(index, both)


def test_removed_articles_are_not_found(index: FullText) -> None:
    first, second = article(1, "china", "laos", "laos laos"), article(2, "china", key=20130101)
    index.add([first, second])
    index.remove([first])

    assert found(index, exactly("china")) == [2]
    assert not found(index, exactly("laos"))
    index.add([article(1, "laos")])
    assert found(index, exactly("laos")) == [1]
    assert found(index, exactly("china")) == [2]


def test_match_is_limited_to_its_texts(index: FullText) -> None:
    index.add([article(1, "laos", "china"), article(2, "china", "laos"), article(3, "china")])

    assert found(index, exactly("laos", "title"), exactly("china", "summary")) == [1]
    assert found(index, exactly("laos", "summary"), exactly("china", "summary")) == [1, 2]
    assert found(index, exactly("laos"), exactly("china", "title")) == [1, 2, 3]


@given(
    keys=st.lists(st.integers(0, 5), min_size=1, max_size=6),
    oldest=st.tuples(st.integers(0, 6), st.integers(0, 7)),
    newest=st.tuples(st.integers(0, 6), st.integers(0, 7)),
)
@settings(max_examples=20)
def test_match_is_limited_to_a_range_of_articles(
    connection: Connection, keys: list[int], oldest: tuple[int, int], newest: tuple[int, int]
) -> None:
    index = made(connection)
    entries = [article(number, "china", key=key) for number, key in enumerate(keys, 1)]
    index.add(entries)

    for matches in ([exactly("china")], [exactly("laos"), exactly("china")]):
        assert sorted(index.ids(matches, DatePosition(*oldest), DatePosition(*newest))) == [
            number for number, key in enumerate(keys, 1) if oldest <= (key, number) <= newest
        ]


def test_headline_scores_above_summary_above_digest(
    index: FullText,
) -> None:
    fill = "some other words"
    index.add(
        [
            article(1, "laos", fill, fill),
            article(2, fill, "laos", fill),
            article(3, fill, fill, "laos"),
            article(4, fill, fill, fill),
        ]
    )
    ranking = Ranking((), ((exactly("laos"),),))

    scores = index.scores(ranking, DatePosition(0, 0), HIGHEST, [1, 2, 3, 4])
    assert 4 not in scores
    assert scores[1] > scores[2] > scores[3] > 0


def test_optional_matches_raise_scores_only(index: FullText) -> None:
    index.add([article(1, "laos and china"), article(2, "laos, not beijing"), article(3, "china")])
    index.add([article(4, "and so"), article(5, "not so"), article(6, "so")])
    required = ((exactly("laos"),),)

    scores = index.scores(
        Ranking(required, ((exactly("china"),),)), DatePosition(0, 0), HIGHEST, [1, 2]
    )
    assert {1, 2} <= set(scores)
    assert scores[1] > scores[2]


def test_empty_query_has_no_scores(index: FullText) -> None:
    index.add([article(1, "laos")])

    assert index.scores(Ranking((), ()), DatePosition(0, 0), HIGHEST, [1]) == {}


def test_the_longest_of_texts_and_the_most_frequent_of_words_are_indexed(index: FullText) -> None:
    """PostgreSQL stores 255 positions of a word, up to position 16,383; longer texts still work."""
    long = " ".join(["the"] * 300 + [f"w{number}" for number in range(MOST_TOKENS - 301)] + ["end"])
    index.add([article(1, long, long, long), article(2, "the end")])

    assert found(index, exactly("the")) == [1, 2]
    assert found(index, exactly("end")) == [1, 2]
    assert found(index, exactly("w7 w8", "title")) == [1]
    assert found(index, exactly("w7 w9", "title")) == []


def test_creating_the_index_again_keeps_its_content(index: FullText) -> None:
    index.add([article(1, "laos")])
    index.create()
    index.optimise()

    assert found(index, exactly("laos")) == [1]
