"""Stop words: each is a word as queries have it, and none is all that somebody is called."""

from __future__ import annotations

import pytest

from archive.search.analysis import token_texts
from archive.search.stopwords import STOP_WORDS
from tests.web.files import COLLECTIONS, records


@pytest.mark.parametrize("word", sorted(STOP_WORDS))
def test_each_is_one_token(word: str) -> None:
    """A word that is cut otherwise would never be seen."""
    assert token_texts(word) == [word]


def test_none_is_the_name_of_an_authority() -> None:
    names = set()
    for collection in COLLECTIONS:
        for record in records(collection).values():
            for key in ("name", "name_ko", "label", "short", "abbreviation", "symbol", "alt"):
                value = record.get(key, [])
                names |= {value} if isinstance(value, str) else set(value)  # type: ignore[call-overload]

    assert len(names) > 300
    assert not {name.lower() for name in names} & STOP_WORDS
