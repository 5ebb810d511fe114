"""Search on both databases: results, expansions and messages."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import text

from archive.config import ROOT, Settings
from archive.load import load
from archive.search.parser import MOST_CONDITIONS, parse
from archive.store import queries
from archive.store.authority_names import Ref
from archive.store.engine import database_file, reading_engine
from archive.store.fulltext import build
from archive.store.search import evaluate
from archive.store.search.evaluate import Found, TextSearch
from archive.store.sessions import Database
from benchmarks.quality import QUERIES
from tests.conftest import TODAY
from tests.web.files import COLLECTIONS, pieces, records

pytestmark = pytest.mark.xdist_group("search")

Search = Callable[[str], tuple[Found, list[str]]]
Find = Callable[[str], set[str]]


def searching(reader: Database) -> Search:
    """Search a loaded archive; return the answer, and the slugs in order."""

    def search(text: str) -> tuple[Found, list[str]]:
        with reader.open() as session:
            engine = TextSearch(session.connection, session.snapshot)
            found = engine.find(parse(text).tree)
            ordinals = engine.ranked(found.tree, found.bits) if found.tree else []
            ids = [session.snapshot.index.ids[ordinal] for ordinal in ordinals]
            return found, [row.slug for row in queries.articles(session.connection, ids)]

    return search


def finding(reader: Database) -> Find:
    """Return the slugs of articles that match everything, unordered."""
    with reader.open() as session:
        rows = queries.articles(session.connection, list(session.snapshot.index.ids))
        slugs = [row.slug for row in rows]

    def find(text: str) -> set[str]:
        with reader.open() as session:
            found = TextSearch(session.connection, session.snapshot).find(parse(text).tree)
            return set() if found.is_partial else {slugs[ordinal] for ordinal in found.bits}

    return find


@contextmanager
def searcher(settings: Settings) -> Iterator[Search]:
    reader = Database(settings.absolute_database_url)
    try:
        yield searching(reader)
    finally:
        reader.close()


@pytest.fixture(scope="module")
def sqlite_reader(real_settings: Settings) -> Iterator[Database]:
    reader = Database(real_settings.absolute_database_url)
    yield reader
    reader.close()


@pytest.fixture(scope="module")
def sqlite(sqlite_reader: Database) -> Search:
    return searching(sqlite_reader)


@pytest.fixture(scope="module")
def postgresql_reader(
    real_settings: Settings, make_database: Callable[[], str]
) -> Iterator[Database]:
    settings = replace(real_settings, database_url=make_database())
    load(settings)
    reader = Database(settings.absolute_database_url)
    yield reader
    reader.close()


@pytest.fixture(scope="module")
def postgresql(postgresql_reader: Database) -> Search:
    return searching(postgresql_reader)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def search(request: pytest.FixtureRequest) -> Search:
    found: Search = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def find(request: pytest.FixtureRequest) -> Find:
    return finding(request.getfixturevalue(f"{request.param}_reader"))


@pytest.mark.parametrize("text", ["A/HRC/25/63", "a-hrc-25-63", "A HRC 25 63", "a/hrc/25/63"])
def test_a_symbol_is_found_in_any_spelling(search: Search, text: str) -> None:
    cited = {piece.slug for piece in pieces() if "a-hrc-25-63" in piece.values("document")}

    found, slugs = search(text)

    assert cited <= set(slugs)
    assert Ref("document", "a-hrc-25-63") in [each.ref for each in found.expanded]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Salmón", "salmon"),
        ("Kim Cheol-ok", "kim cheol ok"),
        ("repatriated", "repatriation"),
        ("labour camp", "labor camps"),
        ("탈북민을", "탈북민"),
        ("\u1110\u1161\u11af\u1107\u116e\u11a8\u1106\u1175\u11ab", "탈북민"),
    ],
)
def test_spellings_and_forms_find_the_same(search: Search, one: str, other: str) -> None:
    assert set(search(one)[1]) == set(search(other)[1]) != set()


def test_exact_forms_come_first(search: Search) -> None:
    with_it = set(search('title:"repatriation"')[1])

    assert search("title:repatriation")[1][0] in with_it


def test_a_part_of_a_compound_is_found(search: Search) -> None:
    headlines = {p.slug for p in pieces() if "북송" in str(p.fields["title"])}

    assert len(headlines) >= 3
    assert headlines <= set(search("북송")[1])


@pytest.mark.parametrize("text", ["강제북송", '"forced return"'])
def test_synonyms_of_a_tag_find_tagged_articles(search: Search, text: str) -> None:
    found, slugs = search(text)

    tagged = {p.slug for p in pieces() if "forced-repatriation" in p.values("tag")}
    assert tagged <= set(slugs)
    assert Ref("tag", "forced-repatriation") in [each.ref for each in found.expanded]
    assert not search(f"text:({text})")[0].expanded


@pytest.mark.parametrize(
    ("text", "facet", "value"),
    [
        ("person:darusman", "person", "marzuki-darusman"),
        ("tag:upr", "tag", "upr"),
        ("kind:editorial", "kind", "editorial"),
        ("lang:korean", "language", "ko"),
        ('outlet:"The Korea Herald"', "outlet", "korea-herald"),
    ],
)
def test_fields_are_facets(search: Search, text: str, facet: str, value: str) -> None:
    assert set(search(text)[1]) == {p.slug for p in pieces() if value in p.values(facet)}


def test_ranges(search: Search) -> None:
    years = {p.slug for p in pieces() if "2012" <= p.published[:4] <= "2014"}

    assert set(search("year:2012..2014")[1]) == years
    assert set(search("from:2012 to:2014")[1]) == years


def test_unknown_values_are_reported(search: Search) -> None:
    found, slugs = search("tag:nothing-like-it")

    assert not slugs
    assert [value.text for value in found.unknown] == ["nothing-like-it"]


def test_long_query_without_results_has_partial_matches(search: Search) -> None:
    found, slugs = search("laos nine orphans zzzz")

    assert found.is_partial
    assert slugs


def nearly(reader: Database, text: str) -> set[str]:
    """Return the partial matches shown below few results."""
    with reader.open() as session:
        engine = TextSearch(session.connection, session.snapshot)
        ordinals = engine.nearly(engine.find(parse(text).tree))
        ids = [session.snapshot.index.ids[ordinal] for ordinal in ordinals]
        return {row.slug for row in queries.articles(session.connection, ids)}


def test_a_person_is_found_by_a_name_with_a_word_that_few_texts_have(
    sqlite_reader: Database,
) -> None:
    assert nearly(sqlite_reader, "황준국 대사") >= {
        "2022-10-21-korea-herald-envoy-female-defectors-unsc",
        "2023-10-19-kbs-world-seoul-raises-issue-third-committee",
    }
    assert nearly(sqlite_reader, "베트남 zzzz") == set()


def test_few_articles_with_some_of_the_words_are_followed_by_others(
    sqlite_reader: Database,
) -> None:
    text = "how did the 25 north koreans get out of the spanish embassy"

    assert "2002-03-16-taipei-times-refugees-arrive-manila" in nearly(sqlite_reader, text)


def forget(settings: Settings) -> None:
    """Delete the database, so the next load rebuilds everything."""
    file = database_file(settings.absolute_database_url)
    assert file is not None
    for ending in ("", "-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


words = st.sampled_from(
    sorted({w for p in pieces() for w in str(p.fields["title"]).split() if w.isalpha()})
).filter(lambda word: word not in ("AND", "OR", "NOT"))


# Queries with operators and without mistakes.
simple = st.one_of(
    words,
    st.builds("{}*".format, words.filter(lambda word: len(word) > 1)),
    st.builds('"{} {}"'.format, words, words),
    st.builds("{}:{}".format, st.sampled_from(["title", "summary", "digest", "text"]), words),
    st.sampled_from(
        ["tag:upr", "person:darusman", "year:2012", "kind:news", "탈북민", "북송", "the"]
    ),
)
questions = st.recursive(
    simple,
    lambda inner: st.one_of(
        st.builds("({} {})".format, inner, inner),
        st.builds("({} OR {})".format, inner, inner),
        st.builds("-({})".format, inner),
    ),
    max_leaves=6,
)


@hypothesis_settings(max_examples=40)
@given(one=questions, other=questions)
def test_operators_are_those_of_sets(find: Find, one: str, other: str) -> None:
    everything = {piece.slug for piece in pieces()}
    a, b = find(one), find(other)

    assert find(f"({one})") == a
    assert find(f"-({one})") == everything - a
    assert find(f"({one}) -({one})") == set()
    assert find(f"({one}) OR -({one})") == everything
    assert find(f"({one}) OR ({other})") == a | b
    assert find(f"-(({one}) OR ({other}))") == everything - (a | b)
    assert find(f"-({one}) -({other})") == everything - (a | b)


HARD = [
    "가" * 390,
    "".join(chr(0xAC00 + 37 * number) for number in range(390)),
    "아" * 200 + "가나다라" * 40,
    " ".join(chr(0xAC00 + 9 * n) * 8 for n in range(40)),
    "あ" * 390,
    "漢" * 390,
    "กา" * 195,
    " ".join(f"{chr(97 + n % 26)}{n}ab" for n in range(80)),
    "-".join(["ab", "cd"] * 65),
    "l'" * 150 + "onu",
    "abcd" * 97 + "*",
    " ".join(["가*"] * 120),
    '"' + "가나 " * 120 + '"',
    " OR ".join(["탈북민을"] * 40),
]


@pytest.mark.parametrize("query", HARD, ids=range(len(HARD)))
def test_no_query_costs_more_than_the_bound(
    sqlite_reader: Database, statements: list[str], monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    """Count statements and bitmaps, not time, which depends on the machine."""
    parts: list[int] = []
    counted = evaluate._counted
    monkeypatch.setattr(
        evaluate, "_counted", lambda each: (parts.append(len(each)), counted(each))[1]
    )
    with sqlite_reader.open() as session:
        engine = TextSearch(session.connection, session.snapshot)
        before = len(statements)
        found = engine.find(parse(query).tree)
        if found.tree:
            engine.ranked(found.tree, found.bits)
            engine.nearly(found)
        asked = len(statements) - before

    assert asked <= 20 * MOST_CONDITIONS
    assert all(number <= evaluate.MOST_PARTS for number in parts)


@hypothesis_settings(max_examples=40)
@given(word=words, field=st.sampled_from(["", "title:", "digest:"]))
def test_a_prefix_finds_all_that_its_word_finds(find: Find, word: str, field: str) -> None:
    assert find(field + word) <= find(f"{field}{word}*")


@pytest.mark.parametrize(
    "word", ["repatriated", "fled", "China", "탈북민을", "asylum-seekers", "UN"]
)
def test_a_prefix_finds_the_forms_of_its_word(find: Find, word: str) -> None:
    assert set() != find(word) <= find(f"{word}*")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("난민 협약", "난민협약"),
        ("강제 북송", "강제북송"),
        ("nonrefoulement", "non-refoulement"),
        ("asylum seekers", "asylumseekers"),
        ("asylum-seekers", "asylumseekers"),
    ],
)
def test_a_term_is_found_with_and_without_its_space(find: Find, one: str, other: str) -> None:
    assert set() != find(other) <= find(one)


@given(word=words)
def test_nothing_is_both_found_and_excluded(search: Search, word: str) -> None:
    """Partial matches also respect exclusions."""
    found, _slugs = search(f"{word} -{word}")

    assert not found.bits


@hypothesis_settings(max_examples=60)
@given(query=questions)
def test_both_databases_answer_any_operators_alike(
    sqlite: Search, postgresql: Search, query: str
) -> None:
    one, other = sqlite(query)[0], postgresql(query)[0]

    assert (one.bits, one.is_partial, one.stop_words) == (
        other.bits,
        other.is_partial,
        other.stop_words,
    )
    assert one.expanded == other.expanded


def test_both_databases_agree_on_every_judged_query(sqlite: Search, postgresql: Search) -> None:
    judged = [query["query"] for query in yaml.safe_load(QUERIES.read_text("utf-8"))]
    different = []
    for query in judged:
        (one, slugs), (other, others) = sqlite(query), postgresql(query)
        same = (one.bits, one.is_partial, one.expanded) == (
            other.bits,
            other.is_partial,
            other.expanded,
        )
        if not same or set(slugs) != set(others):
            different.append(query)

    assert len(judged) >= 300
    assert not different


def all_words() -> Iterator[tuple[str, str, list[str]]]:
    """Yield slug, text name, and words separated by spaces, of every article's file."""
    for file in sorted((ROOT / "articles").glob("*/*.md")):
        front, body = file.read_text("utf-8").removeprefix("---\n").split("\n---\n", 1)
        title = yaml.load(front, Loader=yaml.CBaseLoader)["title"]
        summary, _, digest = body.strip().partition("\n\n")
        for name, words_of in (("title", title), ("summary", summary), ("digest", digest)):
            # Skip words that the query language reads as operators or fields.
            kept = [
                word
                for word in dict.fromkeys(words_of.split())
                if any(map(str.isalnum, word)) and word not in ("AND", "OR", "NOT")
            ]
            yield file.stem, name, kept


def test_a_word_of_any_article_finds_it(find: Find) -> None:
    """The test takes two words of each text of every article, as they are in the file."""
    numbers = random.Random(20_121_203)
    missed = []
    asked = 0
    for slug, name, found_words in all_words():
        for word in numbers.sample(found_words, min(2, len(found_words))):
            asked += 1
            bare = word.strip("\"'“”‘’„()[]{}<>*_.,;:!?…-–—")
            if slug not in find(bare):
                missed.append((slug, name, bare))
    assert asked > 4 * len(pieces())
    assert not missed


def test_every_name_of_an_authority_finds_its_articles(sqlite_reader: Database) -> None:
    find = finding(sqlite_reader)
    missed = []
    for collection, facet in COLLECTIONS.items():
        held: dict[str, set[str]] = {}
        for piece in pieces():
            for value in piece.values(facet):
                held.setdefault(value, set()).add(piece.slug)
        for record_id, record in records(collection).items():
            for name in names_of(record):
                # Quotation marks in a name would be query syntax.
                if not set(name) & set('"“”„') and held.get(record_id, set()) - find(name):
                    missed.append((record_id, name))
    assert not missed


def names_of(record: dict[str, object]) -> list[str]:
    found: list[str] = []
    keys = ("name", "name_ko", "title", "label", "label_ko", "short", "symbol", "abbreviation")
    for key in (*keys, "alt"):
        value = record.get(key) or []
        found += [value] if isinstance(value, str) else value  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize("word", ["the", "will", "who"])
def test_stop_word_alone_is_searched(search: Search, word: str) -> None:
    with_it = {
        slug for slug, _name, found_words in all_words() if word in map(str.lower, found_words)
    }

    assert len(with_it) >= 5
    assert with_it <= set(search(word)[1])


@pytest.mark.parametrize(
    ("sentence", "plain"),
    [
        ("who is in Laos", "Laos"),
        ("the orphans of Laos", "orphans Laos"),
        ("Laos OR (the orphans of Vietnam)", "Laos OR (orphans Vietnam)"),
        ("refugees -(the orphans)", "refugees -orphans"),
        ("Laos and the Voice of America", "Laos Voice of America"),
        ("the UPR of China", "UPR China"),
    ],
)
def test_sentence_finds_the_same_as_its_words(search: Search, sentence: str, plain: str) -> None:
    found, slugs = search(sentence)

    assert set(slugs) == set(search(plain)[1]) != set()
    assert found.stop_words
    assert found.expanded == search(plain)[0].expanded


@given(
    text=st.one_of(
        st.text(max_size=40),
        st.builds("{} {}*".format, words, words),
        st.builds('"{} {}"'.format, words, words),
        st.builds("title:{} -summary:{}".format, words, words),
    )
)
def test_both_databases_agree_on_any_text(sqlite: Search, postgresql: Search, text: str) -> None:
    """Whatever is typed."""
    assert sqlite(text)[0].bits == postgresql(text)[0].bits


def test_frequent_tokens_are_answered_from_their_bitmaps(
    settings: Settings,
    load_collection: Callable[..., object],
    monkeypatch: pytest.MonkeyPatch,
    statements: list[str],
) -> None:
    load_collection()
    with searcher(settings) as search:
        expected = {text: search(text)[1] for text in ("council", "rights -council")}
    forget(settings)
    monkeypatch.setattr(build, "FREQUENT", 1)
    load_collection()
    statements.clear()

    with searcher(settings) as search:
        assert {text: search(text)[1] for text in expected} == expected
    looked_up = [s for s in statements if "FROM article_text WHERE" in s and "bm25" not in s]
    assert not looked_up


def vocabulary(url: str) -> list[tuple[str, int]]:
    engine = reading_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT word, articles FROM vocabulary")).all()
    engine.dispose()
    return sorted((row.word, row.articles) for row in rows)


@pytest.mark.parametrize("frequent", [1, 4096])
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_small_loads_equal_one_load(
    request: pytest.FixtureRequest,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    database: str,
    frequent: int,
) -> None:
    """After changing, removing and adding an article, the index equals a full rebuild."""
    monkeypatch.setattr(build, "FREQUENT", frequent)
    if database == "postgresql":
        make = request.getfixturevalue("make_database")
        settings, anew = (replace(settings, database_url=make()) for _ in range(2))
    else:
        anew = replace(settings, database_url=settings.database_url + ".anew")
    load(settings, today=TODAY)
    files = sorted(settings.articles.glob("*/*.md"))
    before = files[0].read_text("utf-8")
    files[0].write_text(before + "\n\nA quokka was seen by the council.\n", "utf-8")
    new = files[0].with_name(files[0].stem + "-again.md")
    new.write_text(before.replace("url: https://", "url: https://again."), "utf-8")
    load(settings, today=TODAY)
    files[-1].unlink()
    load(settings, today=TODAY)
    load(anew, today=TODAY)

    texts = ("quokka", "council", "china", "rights", '"the council"', "the", "-quokka", "coun*")
    with searcher(settings) as search, searcher(anew) as search_anew:
        stepwise = {text: set(search(text)[1]) for text in texts}
        assert stepwise == {text: set(search_anew(text)[1]) for text in texts}
    assert stepwise["quokka"] == {files[0].stem}
    assert new.stem in stepwise["council"] | stepwise["china"] | stepwise["the"]
    assert vocabulary(settings.database_url) == vocabulary(anew.database_url)
