"""Test the checks of single values: valid texts, and the messages for others."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.content import validators
from archive.content.validators import Check, FieldError

TODAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize("text", ["a\nb", "a\tb", " a", "a ", "a\n"])
def test_a_line_is_one_line_without_space_around_it(text: str) -> None:
    assert validators.line("a b", TODAY) == "a b"
    with pytest.raises(FieldError):
        validators.line(text, TODAY)


def test_prose_may_have_several_lines() -> None:
    assert validators.prose("\nOne.\n\nTwo.\n", TODAY) == "One.\n\nTwo."


@pytest.mark.parametrize("text", ["refugee", "illegal migrants", "탈북자", "1951", "शरणार्थी"])
def test_word_forms(text: str) -> None:
    """The last one ends with a vowel sign, which is not a letter in Unicode."""
    assert validators.word_form(text, TODAY) == text


@pytest.mark.parametrize("text", ["“refugee”", "refugee,", "-er", "(refugee", " refugee"])
def test_word_forms_with_signs_around_them_are_refused(text: str) -> None:
    with pytest.raises(FieldError):
        validators.word_form(text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "http://example.org:8080/a?b=c#d",
        "https://한국.example/기사?id=1",
        "http://192.0.2.1/x",
        "http://[2001:db8::1]/x",
        "HTTPS://EXAMPLE.ORG/",
    ],
)
def test_addresses(text: str) -> None:
    """Web addresses are unchanged."""
    assert validators.url(text, TODAY) == text


@pytest.mark.parametrize(
    "text",
    [
        "example.org",
        "//example.org",
        "ftp://example.org",
        "javascript:alert(1)",
        "https://",
        "https:///path",
        "https://localhost/",
        "https://a..b/",
        "https://example.org:99999/",
        "https://[x]/",
        "https://user@example.org/",
        "https://user:word@example.org/",
        "https://example.org/a b",
        "https://example.org/\na",
        "https://example.org/<a>",
        "https://example.org\\@evil.example/",
    ],
)
def test_other_addresses_are_refused(text: str) -> None:
    """An address that a browser cannot or should not open is refused."""
    with pytest.raises(FieldError):
        validators.url(text, TODAY)


@pytest.mark.parametrize("text", ["a", "a-b", "2012-event", "a1-2b", "a" * 120])
def test_ids(text: str) -> None:
    """Small letters and digits, joined by single hyphens."""
    assert validators.identifier(text, TODAY) == text


@pytest.mark.parametrize(
    "text", ["A", "a_b", "-a", "a-", "a--b", "a b", "é", "a/b", "../a", "a.b", "a" * 121, "a\n"]
)
def test_other_ids_are_refused(text: str) -> None:
    """Ids have no character that an address would have to escape."""
    with pytest.raises(FieldError):
        validators.identifier(text, TODAY)


def test_a_long_id_is_refused_with_the_limit() -> None:
    with pytest.raises(FieldError, match="is longer than 120 characters") as caught:
        validators.identifier("a" * 121, TODAY)

    assert caught.value.repair == "Shorten it."


@pytest.mark.parametrize("text", ["True", "yes", "no", "1", "", "true "])
def test_only_true_and_false_are_accepted(text: str) -> None:
    assert validators.boolean("true", TODAY) is True
    assert validators.boolean("false", TODAY) is False
    with pytest.raises(FieldError, match="is neither true nor false"):
        validators.boolean(text, TODAY)


@given(st.integers(0, 9999))
def test_whole_numbers(number: int) -> None:
    assert validators.number(str(number), TODAY) == number


@pytest.mark.parametrize("text", ["", "-1", "1.5", "ten", "10000", "１０", "1\n"])
def test_other_numbers_are_refused(text: str) -> None:
    with pytest.raises(FieldError, match="is not a whole number"):
        validators.number(text, TODAY)


def test_a_wrong_choice_gets_a_suggestion_or_all_values() -> None:
    check = validators.choice("news", "statement")

    assert check("news", TODAY) == "news"
    with pytest.raises(FieldError, match="Did you mean 'statement'"):
        check("statment", TODAY)
    with pytest.raises(FieldError, match="Use one of: news, statement"):
        check("x", TODAY)


def test_dates_must_not_be_in_the_future() -> None:
    """A date must not begin after today; an interval may end later."""
    check = validators.date(intervals=True)

    assert check("2026", TODAY).text == "2026"
    assert check("2026-11-24", TODAY).text == "2026-11-24"
    assert check("2026-11-01/2026-12-31", TODAY).text == "2026-11-01/2026-12-31"
    with pytest.raises(FieldError, match="'2026-11-25' is in the future"):
        check("2026-11-25", TODAY)
    assert validators.date(future=True)("2030", TODAY).text == "2030"


@pytest.mark.parametrize(
    ("check", "text", "message"),
    [
        (
            validators.language,
            "Korean",
            "'Korean' is not a language tag. Write a BCP 47 tag, such as 'ko'.",
        ),
        (validators.date(), "never", "'never' is not a date. Write YYYY-MM-DD, YYYY-MM or YYYY."),
    ],
    ids=["language", "date"],
)
def test_messages_of_dates_and_languages_are_unchanged(
    check: Check, text: str, message: str
) -> None:
    with pytest.raises(FieldError) as caught:
        check(text, TODAY)

    assert str(caught.value) == message == f"{caught.value.fault}. {caught.value.repair}"
