"""Tokens: what is written is read, and no other text is."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.web.tokens import BadToken, read, write

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3)
)


@given(st.lists(values, max_size=4))
def test_written_token_is_read_back_and_needs_no_encoding(given_values: list[object]) -> None:
    token = write(*given_values)

    assert read(token) == given_values
    assert token.replace("-", "").replace("_", "").isalnum()
    assert token.isascii()


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@given(st.text() | st.binary().map(encoded))
def test_only_written_tokens_are_read(token: str) -> None:
    try:
        found = read(token)
    except BadToken:
        return
    assert write(*found) == token


@pytest.mark.parametrize(
    "text", ["", "[", "5", "null", "{}", '"a"', "[1, 2]", '["\\u0061"]', '["\\ud800"]', "[" * 10**5]
)
def test_values_in_another_form_are_not_read(text: str) -> None:
    with pytest.raises(BadToken):
        read(encoded(text.encode()))


@pytest.mark.parametrize("change", ["{}=", "{}==", "{}\n", " {}", "{}A"])
def test_a_token_has_one_spelling(change: str) -> None:
    with pytest.raises(BadToken):
        read(change.format(write("a", 1)))
