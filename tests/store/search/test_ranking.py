"""The order of relevance, the same on both databases where promised."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.search.parser import parse
from archive.store import queries
from archive.store.search import ranking
from archive.store.search.evaluate import TextSearch
from archive.store.sessions import Database

pytestmark = pytest.mark.xdist_group("search")

MakeRow = Callable[..., dict[str, Any]]
Store = Callable[..., int]
Ask = Callable[[str], list[str]]

FILL = "Officials met and spoke of other things in the capital."


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/archive.db"
    make: Callable[[], str] = request.getfixturevalue("make_database")
    return make()


@pytest.fixture
def ask(url: str) -> Iterator[Ask]:
    """Return the slugs that a query finds, best first."""
    readers: list[Database] = []

    def run(text: str) -> list[str]:
        readers.append(reader := Database(url))
        with reader.open() as session:
            search = TextSearch(session.connection, session.snapshot)
            found = search.find(parse(text).tree)
            assert found.tree is not None
            ordinals = search.ranked(found.tree, found.bits)
            ids = [session.snapshot.index.ids[ordinal] for ordinal in ordinals]
            return [row.slug for row in queries.articles(session.connection, ids)]

    yield run
    for reader in readers:
        reader.close()


def tag(record_id: str, label: str, **values: Any) -> dict[str, Any]:
    row = {"id": record_id, "position": 0, "short": label, "label": label, "label_ko": None}
    row |= {"group": "subject", "definition": "", "note": None, "sources": []}
    return row | {"alt": [], "broader": [], "related": []} | values


def event(record_id: str, title: str, date: str) -> dict[str, Any]:
    row = {"id": record_id, "position": 0, "title": title, "date": date, "body": "HRC"}
    row |= {"earliest": date, "latest": date, "summary": ""}
    return row | {"tags": [], "documents": [], "sources": []}


def others(make_row: MakeRow, count: int = 8) -> list[dict[str, Any]]:
    """Articles without the query's words: a word in most articles would have no weight."""
    return [make_row(f"other-{n}", "2011-01-01", body_text=FILL) for n in range(count)]


def test_headline_ranks_above_summary_above_digest(
    store: Store, make_row: MakeRow, ask: Ask
) -> None:
    """By date, the newer article would come first."""
    store(
        make_row("digest", "2014", title=FILL, summary_text=FILL, body_text=f"Laos. {FILL}"),
        make_row("summary", "2013", title=FILL, summary_text=f"Laos. {FILL}", body_text=FILL),
        make_row("headline", "2012", title=f"Laos. {FILL}", summary_text=FILL, body_text=FILL),
        *others(make_row),
    )

    assert ask("laos") == ["headline", "summary", "digest"]
    assert ask("digest:laos OR summary:laos") == ["summary", "digest"]


@pytest.mark.parametrize("typed", ["repatriated", "Repatriated", "repatriated -zzz"])
def test_typed_form_ranks_above_others(
    store: Store, make_row: MakeRow, ask: Ask, typed: str
) -> None:
    store(
        make_row("exact", "2011", title=FILL, body_text=f"The men were repatriated. {FILL}"),
        make_row("noun", "2013", title=FILL, body_text=f"The men faced repatriation. {FILL}"),
        make_row("verb", "2012", title=FILL, body_text=f"The men that repatriates. {FILL}"),
        *others(make_row),
    )

    found = ask(typed)
    assert found[0] == "exact"
    assert sorted(found) == ["exact", "noun", "verb"]
    assert ask("repatriation")[0] == "noun"


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_adjacent_words_rank_above_separate_ones(store: Store, make_row: MakeRow, ask: Ask) -> None:
    """Only on SQLite: PostgreSQL's `ts_rank` ignores whether words are adjacent."""
    store(
        make_row("phrase", "2011", title=FILL, body_text=f"The hunger strike went on. {FILL}"),
        make_row("apart", "2012", title=FILL, body_text=f"On strike, the hunger went. {FILL}"),
        *others(make_row),
    )

    assert ask("hunger strike") == ["phrase", "apart"]
    assert ask("strike hunger") == ["apart", "phrase"]


def test_equal_matches_are_sorted_by_date(store: Store, make_row: MakeRow, ask: Ask) -> None:
    days = ["2012-05-01", "2014", "2012-05-02", "2013-01", "2009-09-09"]
    store(*(make_row(f"a-{day}", day, title="Laos") for day in days), *others(make_row))

    newest_first = ["a-2014", "a-2013-01", "a-2012-05-02", "a-2012-05-01", "a-2009-09-09"]
    assert ask("laos") == newest_first
    assert ask("from:2009 -zzz") == [
        *newest_first[:4],
        *(f"other-{n}" for n in reversed(range(8))),
        newest_first[4],
    ]


def test_articles_with_the_named_authority_rank_higher(
    store: Store, make_row: MakeRow, ask: Ask
) -> None:
    store(
        make_row("tagged", "2011", title=FILL, body_text=f"Laos. {FILL}", tags=["laos"]),
        make_row("plain", "2012", title=FILL, body_text=f"Laos. {FILL}"),
        make_row("name-alone", "2013", title=FILL, body_text=FILL, tags=["laos"]),
        *others(make_row),
        tags=[tag("laos", "Laos")],
    )

    # With the name and the word; with the word; with the name only.
    assert ask("laos") == ["tagged", "plain", "name-alone"]
    assert set(ask("digest:laos")) == {"plain", "tagged"}


def test_articles_with_more_named_authorities_rank_higher(
    store: Store, make_row: MakeRow, ask: Ask
) -> None:
    """A name shared by a tag and a body: an article with both ranks highest, whatever its words."""
    store(
        make_row("both", "2011", title=FILL, tags=["daughter", "captives"]),
        make_row("one", "2012", title=FILL, tags=["captives"]),
        *others(make_row),
        tags=[
            tag("captives", "Captives", alt=["통영의 딸"]),
            tag("daughter", "The daughter", alt=["통영의 딸"]),
        ],
    )

    assert ask("통영의 딸") == ["both", "one"]


def test_synonym_raises_articles_with_the_name(store: Store, make_row: MakeRow, ask: Ask) -> None:
    """강제북송 is a synonym of a tag: a headline with the tag's name ranks highest."""
    store(
        make_row("named", "2011", title=f"Forced return. {FILL}", tags=["return"]),
        make_row("tagged", "2012", title=FILL, tags=["return"]),
        *others(make_row),
        tags=[tag("return", "Forced return", alt=["강제북송"])],
    )

    assert ask("강제북송") == ["named", "tagged"]


def test_event_ranks_its_follow_up_first(store: Store, make_row: MakeRow, ask: Ask) -> None:
    """Reports are ranked by distance from the event's day; earlier ones count as more distant."""
    days = ["2013-05-20", "2013-05-28", "2013-05-30", "2013-06-20", "2014-05-28"]
    store(
        *(make_row(day, day, title=FILL, events=["nine"]) for day in days),
        *others(make_row),
        events=[event("nine", "Nine returned", "2013-05-28")],
    )

    assert ask("nine returned") == [
        "2013-05-28",
        "2013-05-30",
        "2013-06-20",
        "2013-05-20",
        "2014-05-28",
    ]


def test_only_the_newest_are_ranked(
    store: Store, make_row: MakeRow, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The best match is too old to be ranked; the newest are sorted by relevance."""
    store(
        make_row("best", "2001", title="Laos", summary_text="Laos", body_text="Laos"),
        make_row("old", "2002", title=f"Laos. {FILL}"),
        make_row("good", "2011", title=f"Laos. {FILL}"),
        make_row("poor", "2012", title=FILL, body_text=f"Laos. {FILL}"),
        make_row("poorer", "2013", title=FILL, body_text=f"{FILL} {FILL} {FILL} Laos. {FILL}"),
        *others(make_row),
    )
    assert ask("laos")[0] == "best"

    monkeypatch.setattr(ranking, "MOST_RANKED", 3)
    assert ask("laos") == ["good", "poor", "poorer"]
    # With many results, only those that match every word are scored.
    assert ask("laos officials")[0] == "good"
    monkeypatch.setattr(ranking, "MOST_RANKED", 1)
    assert ask("laos") == ["poorer"]


def test_query_without_words_is_sorted_by_date(store: Store, make_row: MakeRow, ask: Ask) -> None:
    store(make_row("a", "2011"), make_row("b", "2013"), make_row("c", "2012"))

    assert ask("-zzz") == ["b", "c", "a"]
    assert ask("year:2011..2012") == ["c", "a"]
