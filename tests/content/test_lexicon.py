"""The words of headlines and digests: a hand-made sample, the rules, and a naive second opinion."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from archive.content.articles import parse_article
from archive.content.authorities import parse_words
from archive.content.lexicon import Lexicon, Use, fold, form_key, primary_language
from archive.content.markup import render
from archive.content.records import Article, LexiconWord

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
TODAY = datetime.date(2026, 11, 28)


def project_words() -> list[LexiconWord]:
    """The archive's own lexicon."""
    data = (ROOT / "authorities" / "words.yaml").read_bytes()
    parsed = parse_words("authorities/words.yaml", data, today=TODAY)
    assert parsed.problems == []
    return [entry.record for entry in parsed.records if entry.record]


def word(id_: str, *forms: str, language: str = "en", **more: Any) -> LexiconWord:
    """A word of a lexicon made for a test."""
    return LexiconWord(id=id_, label=id_, language=language, forms=forms, definition="…", **more)


WORDS = project_words()
LEXICON = Lexicon(WORDS)
LANGUAGES = sorted({item.language for item in WORDS})
HEADLINES = yaml.safe_load((HERE / "headlines.yaml").read_text("utf-8"))
DIGESTS = yaml.safe_load((HERE / "digests.yaml").read_text("utf-8"))


def ids(text: str, language: str = "en") -> list[str]:
    """The words that the archive's lexicon finds in a text."""
    return [use.word_id for use in LEXICON.find(text, language)]


# The hand-made sample


@pytest.mark.parametrize("case", HEADLINES, ids=lambda case: case["headline"][:50])
def test_words_of_headlines_match_the_sample(case: dict[str, Any]) -> None:
    found = LEXICON.uses_of_article(case["headline"], case["language"], "").headline

    assert [use.word_id for use in found] == case["words"]


@pytest.mark.parametrize("case", DIGESTS, ids=lambda case: case["text"][:50])
def test_words_of_digests_match_the_sample(case: dict[str, Any]) -> None:
    assert LEXICON.uses_of_article("", "en", case["text"]).digest == case["words"]


def test_counts_of_the_sample() -> None:
    """Counted by hand, so that a slip in a single case shows in the sum."""
    counts: Counter[str] = Counter()
    for case in HEADLINES:
        found = LEXICON.uses_of_article(case["headline"], case["language"], "").headline
        counts.update(use.word_id for use in found)

    assert len(HEADLINES) == 146
    assert counts == {
        "defector": 23,
        "refugee": 23,
        "talbukja": 18,
        "talbukmin": 15,
        "talbuk": 7,
        "dappokusha": 5,
        "escapee": 4,
        "nanmin": 4,
        "asylum-seeker": 3,
        "bulbeop-cheryuja": 2,
        "desertor": 2,
        "fluechtling": 2,
        "refugie": 2,
        "arrival": 1,
        "border-crosser": 1,
        "bukhan-italjumin": 1,
        "dappoku-josei": 1,
        "deportee": 1,
        "illegal-migrant": 1,
        "nanmin-zh": 1,
        "perebezhchik": 1,
        "solicitante-de-asilo": 1,
        "tuobeizhe": 1,
    }


# The rules


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Defectors and DEFECTORS", ["defector", "defector"]),
        ("the defectors' plight, a defector’s story", ["defector", "defector"]),
        ("NK defectors` plight", ["defector"]),
        ("an ex-defector, a defector-turned-lawmaker", ["defector", "defector"]),
        ("asylum-seekers and asylum\u00a0seekers", ["asylum-seeker", "asylum-seeker"]),
        ("asylum\nseekers", ["asylum-seeker"]),
        ("“refugees”", ["refugee"]),
        ("are not refugees", ["refugee"]),
        ("defection, refugeehood, a predefector, refugees1", []),
        ("refugeé", []),
        ("de\u00adfec\u200btors", ["defector"]),
        ("Defectors", ["defector"]),
    ],
)
def test_words_are_whole(text: str, found: list[str]) -> None:
    assert ids(text) == found


@pytest.mark.parametrize(
    ("language", "form", "text"),
    [
        ("ar", "اللاجئين", "تقرير عن اللَّاجِئِين"),
        ("fr", "mœurs", "les MOEURS, les mœurs"),
        ("ko", "탈북민", "탈\u00ad북민들"),
        ("hi", "शरणार्थी", "शरणार्थी में"),
    ],
)
def test_a_use_is_where_the_text_has_it(language: str, form: str, text: str) -> None:
    uses = Lexicon([word("w", form, language=language)]).find(text, language)

    assert uses
    for use in uses:
        marked = Lexicon([word("w", text[use.start : use.end], language=language)])
        assert marked.find(form, language)


def test_a_mark_of_hindi_continues_a_word() -> None:
    assert Lexicon([word("w", "हिन्द", language="hi")]).find("हिन्दी", "hi") == []


def test_longest_form_counts_alone() -> None:
    text = "illegal economic migrants"

    assert LEXICON.find(text, "en") == [Use("illegal-economic-migrant", 0, len(text))]
    assert ids("economic migrants, illegal migrants") == ["economic-migrant", "illegal-migrant"]
    assert ids("illegal border-crossers, refugees sur place") == [
        "border-crosser",
        "refugee-sur-place",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "the UN Refugee Agency's chief",
        "the UN High Commissioner for Refugees",
        "the Refugee Convention and REFUGEE LAW",
        "to determine refugee status",
        "the refugee and torture conventions",
        "the International Parliamentarians' Coalition for North Korean Refugees",
    ],
)
def test_names_of_bodies_and_laws_do_not_count(text: str) -> None:
    assert ids(text) == []


def test_exception_affects_only_its_own_phrase() -> None:
    """The boundary of a word ends an exception too."""
    assert ids("the refugee agency met refugees") == ["refugee"]
    assert ids("a refugee lawyer") == ["refugee"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("탈북자", ["talbukja"]),
        ("탈북자들에게 탈북민을 탈북민의", ["talbukja", "talbukmin", "talbukmin"]),
        ("탈북민단체 대표", ["talbukmin"]),
        ("중국 내 ‘탈북민’", ["talbukmin"]),
        ("中탈북민", ["talbukmin"]),
        ("강제북송탈북민", []),
        ("탈북고아 9명, 탈북 여성들", ["talbuk", "talbuk"]),
        ("탈북자녀", ["talbuk"]),
        ("탈북자금", []),
        ("북한이탈주민법, 북한 이탈 주민", ["bukhan-italjumin", "bukhan-italjumin"]),
        ("유엔난민기구와 유엔 난민기구, 난민협약, 재난민원", []),
        ("난민 아닌 난민들", ["nanmin", "nanmin"]),
        ("북송, 탈북", []),
    ],
)
def test_korean_stems(text: str, found: list[str]) -> None:
    assert ids(text, "ko") == found


def test_chinese_has_no_word_boundaries() -> None:
    assert ids("九名脫北者是難民", "zh-Hant") == ["tuobeizhe", "nanmin-zh"]
    assert ids("聯合國難民署", "zh-Hant") == []


def test_japanese_has_no_word_boundaries() -> None:
    assert ids("中国内の脱北者問題と脱北女性", "ja") == ["dappokusha", "dappoku-josei"]


def test_inflected_and_accented_forms() -> None:
    assert ids("судьба перебежчиков", "ru") == ["perebezhchik"]
    assert ids("l'accueil d’une Réfugiée au Haut-Commissariat pour les réfugiés", "fr") == [
        "refugie"
    ]
    assert ids("RÉFUGIÉS de l’Agence de l’ONU pour les réfugiés", "fr") == ["refugie"]


def test_text_is_searched_for_the_words_of_its_own_language() -> None:
    assert ids("defectors", "ko") == []
    assert ids("탈북자", "en") == []
    assert ids("defectors", "de") == []
    assert ids("defectors", "en-GB") == ["defector"]
    assert Lexicon([word("x", "lift", language="en-GB")]).find("lift", "en")


def test_decomposed_text_is_composed_first() -> None:
    """Offsets belong to the NFC text, whatever the form of the text that came in."""
    text = "Ré: réfugiés"

    assert LEXICON.find(unicodedata.normalize("NFD", text), "fr") == [Use("refugie", 4, 12)]
    assert ids(unicodedata.normalize("NFD", "탈북자들"), "ko") == ["talbukja"]


def test_letters_that_fold_to_two_keep_the_offsets() -> None:
    """`İ` and `ß` would become two characters."""
    assert LEXICON.find("İß Refugees", "en") == [Use("refugee", 3, 11)]


def test_headline_in_brackets_is_the_archives_own() -> None:
    assert LEXICON.uses_of_article("[China returns refugees]", "en", "").headline == []
    assert LEXICON.uses_of_article("[Editorial] On refugees", "en", "").headline != []
    assert LEXICON.uses_of_article("[Exclusive] Refugees held [Video]", "en", "").headline != []


def test_digest_is_english_and_its_own_words_do_not_count() -> None:
    """Each word counts once in a digest, and often in a headline."""
    text = "Escapees are refugees, not illegal migrants; refugees, not 탈북자."
    found = LEXICON.uses_of_article("탈북자, 탈북자, 탈북민", "ko", text)

    assert found.digest == ["refugee", "illegal-migrant"]
    assert [use.word_id for use in found.headline] == ["talbukja", "talbukja", "talbukmin"]


def test_archive_without_a_lexicon_has_no_words() -> None:
    found = Lexicon([]).uses_of_article("Refugees", "en", "Refugees.")

    assert (found.headline, found.digest) == ([], [])


def test_form_of_one_word_beats_the_same_exception_of_another() -> None:
    lexicon = Lexicon(
        [word("a", "camp", exceptions=("camp follower",)), word("b", "camp follower")]
    )

    assert [use.word_id for use in lexicon.find("camp followers, camp follower", "en")] == [
        "a",
        "b",
    ]


def test_forms_may_contain_any_sign() -> None:
    """A form is text and no expression."""
    lexicon = Lexicon([word("a", "N.K. (escapee"), word("b", "a+b"), word("c", "l'exilé")])

    assert [use.word_id for use in lexicon.find("N.K. (escapee aab a+b L’EXILÉ", "en")] == [
        "a",
        "b",
        "c",
    ]


# Any text at all

PIECES = st.one_of(
    st.sampled_from([f for w in WORDS for f in (*w.forms, *w.exceptions)]),
    st.sampled_from([*" -'’\n.", "", "s", "들", "を", "İ", "ß", "e\u0301", "non", "illegal "]),
    st.text(max_size=5),
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_offsets_cut_forms_out_of_the_text(text: str, language: str) -> None:
    """Every use is a form of its word, and no two overlap."""
    keys = {item.id: {form_key(f, language) for f in item.forms} for item in WORDS}
    composed = unicodedata.normalize("NFC", text)
    end = 0
    for use in LEXICON.find(text, language):
        assert end <= use.start < use.end <= len(composed)
        assert form_key(composed[use.start : use.end], language) in keys[use.word_id]
        end = use.end


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_any_text_has_the_uses_of_a_simple_search(text: str, language: str) -> None:
    assert LEXICON.find(text, language) == list(naive(text, language))


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_decomposed_text_has_the_same_words(text: str, language: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)

    assert LEXICON.find(decomposed, language) == LEXICON.find(text, language)


@given(st.text(), st.sampled_from(LANGUAGES))
def test_text_without_a_form_has_no_words(text: str, language: str) -> None:
    key = form_key(text, language)
    if not any(form_key(f, language) in key for w in WORDS for f in w.forms):
        assert LEXICON.find(text, language) == []


@given(st.text(), st.text(), st.text())
def test_articles_of_any_text_and_language_can_be_read(
    title: str, language: str, digest: str
) -> None:
    LEXICON.uses_of_article(title, language, digest)


@given(st.text())
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=6, unique=True))
def test_lexicons_of_any_forms_can_be_made(forms: list[str]) -> None:
    """Forms are checked when a file is read; a lexicon takes them all."""
    for language in ("en", "ko", "ja"):
        Lexicon([word("a", *forms, language=language)]).find(" ".join(forms), language)


# The whole collection

UNSPACED = ("ja", "zh")


def naive(text: str, language: str) -> Iterator[Use]:
    """The words of a text, found character by character and without an expression."""
    text = unicodedata.normalize("NFC", text)
    forms: dict[str, list[tuple[str, str | None]]] = {}
    for item in WORDS:
        if primary_language(item.language) == language:
            listed = [(form, item.id) for form in item.forms]
            for form, id_ in [*listed, *((phrase, None) for phrase in item.exceptions)]:
                forms.setdefault(form[0].casefold(), []).append((form, id_))
    start = 0
    while start < len(text):
        here = forms.get(text[start].casefold(), ())
        ends = ((_end(text, start, form, language), id_) for form, id_ in here)
        end, id_ = max(ends, key=lambda pair: pair[0], default=(0, None))
        if end and id_:
            yield Use(id_, start, end)
        start = max(end, start + 1)


def _end(text: str, start: int, form: str, language: str) -> int:
    """Return the end of `form` if it begins at `start`, otherwise 0."""
    place = start
    for sign in form:
        if sign in " -":
            gap = place
            while place < len(text) and (text[place].isspace() or text[place] in "-‐‑"):
                place += 1
            if place == gap and language not in ("ko", *UNSPACED):
                return 0
        elif place < len(text) and _same(text[place], sign):
            place += 1
        else:
            return 0
    before, after = text[start - 1 : start], text[place : place + 1]
    if language in UNSPACED:
        return place
    if language == "ko":
        return 0 if re.fullmatch("[가-힣A-Za-z0-9]", before) else place
    return 0 if before.isalnum() or after.isalnum() or "\u0300" <= after <= "\u036f" else place


def _same(one: str, other: str) -> bool:
    apostrophes = "'’‘`´"
    return one.casefold() == other.casefold() or (one in apostrophes and other in apostrophes)


def _collection() -> list[tuple[Article, str]]:
    articles = []
    for path in sorted((ROOT / "articles").glob("*/*.md")):
        name = path.relative_to(ROOT).as_posix()
        article = parse_article(name, path.read_bytes(), today=TODAY).record
        assert article is not None
        rendered = render(article.body)
        articles.append((article, f"{rendered.summary_text}\n{rendered.text}"))
    return articles


def test_whole_collection_has_the_uses_of_a_simple_search() -> None:
    for article, digest in _collection():
        title, language = article.title, primary_language(article.language)
        assert LEXICON.find(title, language) == list(naive(title, language)), title
        assert LEXICON.find(digest, "en") == list(naive(digest, "en")), article.slug


def test_sources_of_the_lexicon_are_in_the_collection() -> None:
    """A word is supported by pages that the archive holds or cites elsewhere."""
    held = {article.url for article, _ in _collection()}
    others = (ROOT / "authorities").glob("[deopt]*.yaml")
    cited = set(re.findall(r"https?://\S+", "\n".join(p.read_text("utf-8") for p in others)))

    assert [s for item in WORDS for s in item.sources if s not in held | cited] == []
