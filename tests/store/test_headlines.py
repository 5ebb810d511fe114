"""Headlines suggested while typing."""

from __future__ import annotations

import pytest

from archive.config import Settings
from archive.search.analysis import pieces
from archive.store import headlines
from archive.store.headlines import Headlines, begins, key
from archive.store.sessions import Database


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("chi", "China sends back nine"),
        ("back chi", "China sends back nine"),
        ("sends back ni", "China sends back nine"),
        ("salmon", "Salmón in Seoul"),
        ("a/hrc/25/6", "Report A/HRC/25/63"),
        ("북송", "탈북민 강제북송했다"),
        ("탈북민 강제", "유엔, 탈북민 강제북송 우려"),
        ("dont", "Don’t send them back"),
    ],
)
def test_headline_with_the_typed_prefix_is_found(typed: str, text: str) -> None:
    assert begins(list(pieces(typed)), key(text))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("hina", "China sends back nine"),
        ("chi back", "China sends back nine"),
        ("chin sends", "China sends back nine"),
        ("북송 탈북", "강제북송"),
        ("china laos", "China sends back nine"),
    ],
)
def test_partial_words_are_not_found(typed: str, text: str) -> None:
    assert not begins(list(pieces(typed)), key(text))


def test_newest_headlines_come_first(
    real_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Database(real_settings.absolute_database_url)
    typed = list(pieces("north kor"))
    with reader.open() as session:
        index = session.snapshot.index
        everything = Headlines().matching(session.connection, typed, 1000)
        ordinals = [list(index.ids).index(article_id) for article_id in everything]
        assert ordinals == sorted(ordinals, reverse=True)
        assert Headlines().matching(session.connection, typed, 3) == everything[:3]

        monkeypatch.setattr(headlines, "MOST_KEPT", 50)
        newest = Headlines().matching(session.connection, typed, 1000)
        assert newest == [found for found in everything if found in set(index.ids[-50:])]
        assert 0 < len(newest) < len(everything)
    reader.close()
