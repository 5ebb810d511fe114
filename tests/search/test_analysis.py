"""Texts and queries are tokenised the same way, and every word of a text is found in it."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.analysis import (
    STOP_WORDS,
    joined,
    located,
    normal,
    sequence,
    token_texts,
    tokenize,
)
from archive.search.forms import form_sequences
from archive.search.highlight import marked, snippet, spans
from archive.search.parser import parse
from archive.search.query_tree import Word
from tests.web.files import COLLECTIONS, records

texts = st.one_of(st.text(), st.text(alphabet="ab탈북민中カé'’.-, 12AZ", max_size=40)).map(normal)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Salmón’s U.N. report", ["salmon", "un", "report"]),
        ("the U.N, U.S.A N.Korea", ["the", "un", "usa", "n", "korea"]),
        ("A/HRC/25/63", ["a", "hrc", "25", "63"]),
        ("2,600 don't", ["2600", "dont"]),
        ("Cheol-ok", ["cheol", "ok"]),
        ("中탈북민", ["中탈", "탈북", "북민", "민"]),
        ("600명", ["600", "명"]),
        ("ＡＢＣ ﬁ ß", ["abc", "fi", "ss"]),
        ("L’ONU s'inquiète dell'inchiesta", ["l", "onu", "s", "inquiete", "dell", "inchiesta"]),
        ("Türkiye'nin BM'ye", ["turkiye", "nin", "bm", "ye"]),
        ("O'Brien won't P’yŏngyang", ["obrien", "wont", "pyongyang"]),
        ("Łódź Malmø cœur Þór ısı đ", ["lodz", "malmo", "coeur", "thor", "isi", "d"]),
        ("de\u00adfec\u200btors 탈\u2060북", ["defectors", "탈북", "북"]),
        ("الأُمَم المُتَّحِدة שָׁלוֹם", ["الامم", "المتحدة", "שלום"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
    ],
)
def test_examples(text: str, tokens: list[str]) -> None:
    assert token_texts(text) == tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("re-entry", ["reentry"]),
        ("the state-of-art", ["stateofart", "stateof", "ofart"]),
        ("L’ONU", ["lonu"]),
        ("2012-03-13, F-16, 중-러", ["f16"]),
        ("re\u00ad-entry", ["reentry"]),
    ],
)
def test_divided_words_also_count_as_one(text: str, tokens: list[str]) -> None:
    assert [token.text for token in joined(text)] == tokens


hidden = st.sampled_from(["\u00ad", "\u200b", "\u200d", "\u2060", "\ufe0f", "\u0640", "\u064f"])


@given(words=st.lists(st.text("abéłœ탈북中ส'", min_size=1, max_size=8).map(normal), max_size=4),
       data=st.data())  # fmt: skip
def test_signs_that_nobody_sees_change_no_token(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    place = data.draw(st.integers(0, len(text)))
    changed = text[:place] + data.draw(hidden) + text[place:]

    assert token_texts(changed) == token_texts(text)
    assert [t.text for t in joined(changed)] == [t.text for t in joined(text)]
    assert [t.text for t in tokenize(changed)] == token_texts(text)


def test_a_long_word_is_cut_in_no_time() -> None:
    """A pattern that tries every division of a word would not come back."""
    assert list(joined("a" * 5_000)) == []


@given(text=texts)
def test_fast_path_finds_the_same_places(text: str) -> None:
    words, places = located(text)

    assert [(word, *place.span()) for word, place in zip(words, places, strict=True)] == list(
        tokenize(text)
    )


@given(text=texts)
def test_tokens_have_their_positions(text: str) -> None:
    tokens = list(tokenize(text))

    assert [token.text for token in tokens] == token_texts(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)


def test_tokens_have_no_database_separators() -> None:
    """SQLite's tokenizer splits at ASCII characters that are not letters."""
    folding = [c for c in map(chr, range(0x110000)) if unicodedata.normalize("NFKD", c) != c]
    for character in (*map(chr, range(0x100)), *folding):
        for token in token_texts(normal(character)):
            assert not re.search(r"[\x00-/:-@\[-`{-\x7f]|\s", token), character


@given(text=texts, data=st.data())
def test_a_word_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    words = [word for word in text.split() if token_texts(word)]
    if words:
        wanted = sequence(data.draw(st.sampled_from(words)))
        assert wanted is not None
        assert spans(text, [wanted])


def test_forms_and_parts_of_compounds_are_found() -> None:
    for text, word in [
        ("강제북송했다고", "북송"),
        ("탈북민 강제 북송은", "강제북송을"),
        ("They repatriated", "repatriation"),
        ("the labour camps were recognised", "recognized"),
        ("two fishermen", "fisherman"),
        (normal(unicodedata.normalize("NFD", "탈북민")), "탈북민"),
        ("à l’asile", "asile"),
        ("l'enquête", "enquête"),
        ("des enquêtes", "l'enquête"),
        ("all’inchiesta", "inchiesta"),
        ("Ankara'da", "Ankara"),
        ("Ankara", "Ankara'da"),
        ("re-entry", "reentry"),
        ("reentry", "re-entry"),
        ("Kim Cheol-ok", "Cheolok"),
        ("L'ONU", "lonu"),
        ("D'Souza", "DSouza"),
        ("รายงานผู้ลี้ภัย", "ผู้ลี้ภัย"),
        ("الأُمَم", "الأمم"),
    ]:
        assert spans(text, form_sequences(word)), word
    assert not spans("재난민원", [sequence("난원")])  # type: ignore[list-item]


@given(text=texts, data=st.data())
def test_marking_keeps_the_text(text: str, data: st.DataObject) -> None:
    tokens = list(tokenize(text))
    chosen = data.draw(st.sampled_from(tokens)).text if tokens else "x"
    places = spans(text, [sequence(chosen) or sequence("x")])  # type: ignore[list-item]

    assert "".join(part.text for part in marked(text, places)) == text
    shown = snippet(text, places, 12)
    assert any(part.marked for part in shown) == bool(places)


@pytest.mark.parametrize("word", sorted(STOP_WORDS))
def test_each_stop_word_is_one_word_of_a_query(word: str) -> None:
    """A stop word that is tokenised differently would never match."""
    assert parse(word).tree == Word(word)


def test_no_stop_word_is_the_name_of_an_authority() -> None:
    names = set()
    for collection in COLLECTIONS:
        for record in records(collection).values():
            for key in ("name", "name_ko", "label", "short", "abbreviation", "symbol", "alt"):
                value = record.get(key, [])
                names |= {value} if isinstance(value, str) else set(value)  # type: ignore[call-overload]

    assert len(names) > 300
    assert not {name.lower() for name in names} & STOP_WORDS
