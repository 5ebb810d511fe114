"""Cursors come back as they went, and only to their own query."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from archive.store.facets.position import Position
from archive.web import tokens
from archive.web.api.cursors import (
    BadCursor,
    read_id,
    read_offset,
    read_position,
    write,
)

HERE = "/api/articles?tag=upr"
slugs = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,5}", fullmatch=True)


@given(st.integers(0, 99_999_999), slugs)
def test_position_is_read_back(key: int, slug: str) -> None:
    assert read_position(write(HERE, key, slug), HERE) == Position(key, slug)


@given(st.integers(0, 999_999_999))
def test_offset_is_read_back_in_its_load(number: int) -> None:
    assert read_offset(write(HERE, number, "0123456789ab"), HERE, "0123456789abcdef") == number


@given(slugs)
def test_id_is_read_back(record_id: str) -> None:
    assert read_id(write(HERE, record_id), HERE) == record_id


@given(slugs)
def test_cursor_needs_no_encoding_in_an_address(record_id: str) -> None:
    assert set(write(HERE, record_id)) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    )


def test_cursor_of_another_query_is_refused(real_app: Flask) -> None:
    cursor = write(HERE, 20120314, "a-slug")
    with real_app.test_request_context("/"):
        with pytest.raises(BadCursor, match="belongs to a different query"):
            read_position(cursor, "/api/articles")
        with pytest.raises(BadCursor, match="not valid"):
            read_offset(cursor, HERE, "0123456789abcdef")


def test_cursor_of_another_load_is_refused(real_app: Flask) -> None:
    cursor = write(HERE, 50, "0123456789ab")
    with real_app.test_request_context("/"), pytest.raises(BadCursor, match="has changed since"):
        read_offset(cursor, HERE, "fedcba9876543210")


def forged(*values: object) -> str:
    """A cursor with the right query and something else inside."""
    digest, _value = tokens.read(write(HERE, "x"))
    return tokens.write(digest, *values)


@given(
    st.text()
    | st.lists(st.integers() | st.text() | st.none() | st.floats(), max_size=3).map(
        lambda values: forged(*values)
    )
    | st.integers(10**9).map(lambda number: forged(number, "a"))
)
def test_forged_cursors_are_refused(real_app: Flask, cursor: str) -> None:
    with real_app.test_request_context("/"):
        try:
            position = read_position(cursor, HERE)
        except BadCursor:
            return
        assert 0 <= position.sort_key < 10**9
        assert "\0" not in position.slug
