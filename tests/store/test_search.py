"""Search, the same on both databases: what is found, what else is searched for, what is noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from archive.config import Settings
from archive.load import load
from archive.search.parser import parse
from archive.store import postings, queries
from archive.store.engine import database_file, reading_engine
from archive.store.names import Ref
from archive.store.reader import Reader
from archive.store.search import Found, TextSearch
from tests.conftest import TODAY
from tests.web.files import pieces

pytestmark = pytest.mark.xdist_group("search")

Search = Callable[[str], tuple[Found, list[str]]]


def searching(reader: Reader) -> Search:
    """Searches a loaded archive; gives the answer, and the slugs in their order."""

    def search(text: str) -> tuple[Found, list[str]]:
        with reader.open() as reading:
            engine = TextSearch(reading.connection, reading.snapshot)
            found = engine.find(parse(text).tree)
            ranks = engine.ranked(found.tree, found.bits) if found.tree else []
            ids = [reading.snapshot.index.ids[rank] for rank in ranks]
            return found, [row.slug for row in queries.articles(reading.connection, ids)]

    return search


@contextmanager
def searcher(settings: Settings) -> Iterator[Search]:
    reader = Reader(settings.absolute_database_url)
    try:
        yield searching(reader)
    finally:
        reader.close()


@pytest.fixture(scope="module")
def sqlite(real_settings: Settings) -> Iterator[Search]:
    with searcher(real_settings) as search:
        yield search


@pytest.fixture(scope="module")
def postgresql(real_settings: Settings, make_database: Callable[[], str]) -> Iterator[Search]:
    settings = replace(real_settings, database_url=make_database())
    load(settings)
    with searcher(settings) as search:
        yield search


@pytest.fixture(params=["sqlite", "postgresql"])
def search(request: pytest.FixtureRequest) -> Search:
    found: Search = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("text", ["A/HRC/25/63", "a-hrc-25-63", "A HRC 25 63", "a/hrc/25/63"])
def test_a_symbol_is_found_in_any_spelling(search: Search, text: str) -> None:
    cited = {piece.slug for piece in pieces() if "a-hrc-25-63" in piece.values("document")}

    found, slugs = search(text)

    assert cited <= set(slugs)
    assert Ref("document", "a-hrc-25-63") in [also.ref for also in found.also]


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


def test_exact_forms_stand_first(search: Search) -> None:
    with_it = set(search('title:"repatriation"')[1])

    assert search("title:repatriation")[1][0] in with_it


def test_a_part_of_a_compound_is_found(search: Search) -> None:
    headlines = {p.slug for p in pieces() if "북송" in str(p.fields["title"])}

    assert len(headlines) >= 3
    assert headlines <= set(search("북송")[1])


@pytest.mark.parametrize("text", ["강제북송", '"forced return"'])
def test_other_terms_find_what_is_tagged(search: Search, text: str) -> None:
    found, slugs = search(text)

    tagged = {p.slug for p in pieces() if "forced-repatriation" in p.values("tag")}
    assert tagged <= set(slugs)
    assert Ref("tag", "forced-repatriation") in [also.ref for also in found.also]
    assert not search(f"text:({text})")[0].also


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


def test_what_an_archive_lacks_is_noted(search: Search) -> None:
    found, slugs = search("tag:nothing-like-it")

    assert not slugs
    assert [value.text for value in found.unknown] == ["nothing-like-it"]


def test_a_long_question_without_an_answer_gives_what_is_near(search: Search) -> None:
    found, slugs = search("laos nine orphans zzzz")

    assert found.some
    assert slugs


def forget(settings: Settings) -> None:
    """Delete the database, so that the next load makes everything anew."""
    file = database_file(settings.absolute_database_url)
    assert file is not None
    for ending in ("", "-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


words = st.sampled_from(
    sorted({w for p in pieces() for w in str(p.fields["title"]).split() if w.isalpha()})
).filter(lambda word: word not in ("AND", "OR", "NOT"))


@given(word=words)
def test_nothing_is_both_found_and_excluded(sqlite: Search, word: str) -> None:
    found, _slugs = sqlite(f"{word} -{word}")

    assert not found.bits


@given(one=words, other=words)
def test_or_is_the_union_on_both(sqlite: Search, postgresql: Search, one: str, other: str) -> None:
    union = sqlite(f"{one} OR {other}")[0].bits

    assert union == sqlite(one)[0].bits | sqlite(other)[0].bits
    assert union == postgresql(f"{one} OR {other}")[0].bits


@given(
    text=st.one_of(
        st.text(max_size=40),
        st.builds("{} {}*".format, words, words),
        st.builds('"{} {}"'.format, words, words),
        st.builds("title:{} -summary:{}".format, words, words),
    )
)
def test_both_databases_find_the_same(sqlite: Search, postgresql: Search, text: str) -> None:
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
    monkeypatch.setattr(postings, "FREQUENT", 1)
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
def test_small_loads_leave_the_index_as_one_load_does(
    request: pytest.FixtureRequest,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    database: str,
    frequent: int,
) -> None:
    """An article changed, one taken out, one added: as if all had been there from the first."""
    monkeypatch.setattr(postings, "FREQUENT", frequent)
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
