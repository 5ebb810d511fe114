"""Test language tags: valid ones, and the suggestions for others."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archive.content.languages import LanguageError, check_language


@pytest.mark.parametrize(
    "text",
    [
        "en",
        "ko",
        "no",
        "zh-Hant",
        "pt-BR",
        "es-419",
        "yue",
        "sr-Latn-RS",
        "ca-valencia",
        "und",
        "en-US-x-style",
        "de-1996",
    ],
)
def test_valid_tags(text: str) -> None:
    """Well-formed tags of languages that exist, in their usual form."""
    assert check_language(text) == text


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("eng", "en"),
        ("kor", "ko"),
        ("english", "en"),
        ("Korean", "ko"),
        ("EN", "en"),
        ("en-gb", "en-GB"),
        ("en_GB", "en-GB"),
        ("en-UK", "en-GB"),
        ("zh-hant", "zh-Hant"),
        ("zh-yue", "yue"),
        ("iw", "he"),
        ("sh", "sr-Latn"),
        ("fr-XX", "fr"),
        ("qqq", "en"),
        ("qaa", "en"),
        ("x-style", "en"),
        ("sr-Qaaa", "sr"),
        ("fr-QM", "fr"),
        ("deu-AT", "de-AT"),
        ("", "en"),
        ("한국어", "en"),
    ],
)
def test_invalid_tags_get_a_suggestion(text: str, suggestion: str) -> None:
    """A code with a shorter form, a name, or wrong capitals: the repair has the right tag."""
    with pytest.raises(LanguageError) as caught:
        check_language(text)

    assert caught.value.repair == f"Write a BCP 47 tag, such as '{suggestion}'."


def test_the_fault_quotes_the_text() -> None:
    with pytest.raises(LanguageError) as caught:
        check_language("en_GB")

    assert str(caught.value) == (
        "'en_GB' is not a language tag. Write a BCP 47 tag, such as 'en-GB'."
    )


@given(
    st.sampled_from(["en", "ko", "zh-Hant", "pt-BR", "es-419", "sr-Latn-RS", "ca-valencia"]),
    st.randoms(use_true_random=False),
)
def test_wrong_capitals_get_the_canonical_form(tag: str, random: Random) -> None:
    written = "".join(random.choice((sign.lower(), sign.upper())) for sign in tag)
    assume(written != tag)

    with pytest.raises(LanguageError) as caught:
        check_language(written)

    assert caught.value.repair == f"Write a BCP 47 tag, such as '{tag}'."
