"""Tokens: what is written is read, and nothing else is."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.store.facets.changes import ChangePosition, TimeSpan
from archive.web.oai.arguments import ALWAYS, OaiError
from archive.web.oai.resumption_token import Harvest, read, write

slugs = st.from_regex("[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
times = st.just("2026-01-02T03:04:05Z")
harvests = st.builds(
    Harvest,
    st.sampled_from([ALWAYS, TimeSpan("2026-01-01T00:00:00Z", "2026-01-31T23:59:59Z")]),
    st.none() | st.sampled_from(["tag", "tag:china", "year:2012"]),
    st.none() | st.builds(ChangePosition, times, st.integers(0, 99_999_999), slugs),
    st.none() | st.tuples(times | st.just(""), slugs | st.just("")),
    st.integers(1, 10**7),
)


@given(harvests)
def test_what_is_written_is_read(harvest: Harvest) -> None:
    assert read(write(harvest)) == harvest
    assert write(harvest).replace("-", "").replace("_", "").isalnum()


@given(st.text() | st.binary().map(lambda data: base64.urlsafe_b64encode(data).decode()))
def test_other_texts_are_refused(token: str) -> None:
    with pytest.raises(OaiError) as raised:
        read(token)

    assert raised.value.code == "badResumptionToken"


GOOD: list[object] = [
    *(1, *ALWAYS, "tag:china"),
    *(["2026-01-02T03:04:05Z", 20120000, "a"], None, 50),
]


def test_base_of_the_next_test_is_valid() -> None:
    assert read(packed(GOOD)).cursor == 50


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, 2),
        (1, "yesterday"),
        (1, None),
        (2, "0001-01-01T00:00:00Z~"),
        (3, "a b"),
        (3, 5),
        (4, ["2026-01-02T03:04:05Z", 10**30, "a"]),
        (4, ["2026-01-02T03:04:05Z", True, "a"]),
        (4, ["2026-01-02T03:04:05Z", 1, "a\0"]),
        (4, ["2026-01-02T03:04:05Z", 1]),
        (4, "text"),
        (5, [1, 2]),
        (5, ["a"]),
        (6, 0),
        (6, -1),
        (6, True),
        (6, 1.5),
        (6, "50"),
    ],
)
def test_a_token_with_one_wrong_value_is_refused(place: int, value: object) -> None:
    values = list(GOOD)
    values[place] = value

    with pytest.raises(OaiError):
        read(packed(values))


@pytest.mark.parametrize("values", [{}, [], 5, None, "text", GOOD[:-1], [*GOOD, 1]])
def test_token_of_another_structure_is_refused(values: object) -> None:
    with pytest.raises(OaiError):
        read(packed(values))


def packed(values: object) -> str:
    text = json.dumps(values, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
