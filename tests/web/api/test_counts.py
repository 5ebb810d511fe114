"""Counts are those of the files, whatever is asked."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.api.test_articles import get, with_
from tests.web.files import FIELDS, Piece, expected, pieces, questions
from tests.web.page_parsing import listed

few = settings(max_examples=25)


def unordered(address: str) -> str:
    """The filters of an address, without what counts have no use for."""
    pairs = [pair for pair in urlsplit(address).query.split("&") if not pair.startswith("order=")]
    return "&".join(pairs)


def answering(query: str) -> list[Piece]:
    slugs = set(expected(f"/?{query}" if query else "/"))
    return [piece for piece in pieces() if piece.slug in slugs]


@few
@given(address=questions(paths=("/",)))
def test_facets_count_matching_articles(real_client: FlaskClient, address: str) -> None:
    query = unordered(address)
    found = get(real_client, with_(f"/api/facets?{query}", "limit=200").replace("?&", "?"))

    within = answering(query)
    assert found["total"] == len(within)
    assert list(found["facets"]) == list(FIELDS)
    for facet, counted in found["facets"].items():
        numbers = Counter(value for piece in within for value in set(piece.values(facet)))
        assert {each["value"]: each["articles"] for each in counted["values"]} == numbers
        assert counted["total"] == len(numbers)
        in_order = [(-each["articles"], each["value"]) for each in counted["values"]]
        assert in_order == sorted(in_order)


@few
@given(address=questions(paths=("/",)), facet=st.sampled_from(sorted(FIELDS)))
def test_every_count_links_to_its_articles(
    real_client: FlaskClient, address: str, facet: str
) -> None:
    query = unordered(address)
    found = get(real_client, with_(f"/api/facets?{query}", f"facet={facet}").replace("?&", "?"))

    assert list(found["facets"]) == [facet]
    for each in found["facets"][facet]["values"][:3]:
        opened = get(real_client, with_(each["articles_url"], "limit=1"))
        assert opened["total"] == each["articles"]


def test_facets_can_be_chosen_and_limited(real_client: FlaskClient) -> None:
    found = get(real_client, "/api/facets?facet=language&facet=tag&limit=2")

    assert {name: len(each["values"]) for name, each in found["facets"].items()} == {
        "tag": 2,
        "language": 2,
    }
    assert found["facets"]["tag"]["total"] > 2
    english = found["facets"]["language"]["values"][0]
    assert (english["value"], english["name"]) == ("en", "English")


def period_of(piece: Piece, by: str) -> str:
    published = piece.published.rstrip("~?%")
    return published[:4] if by == "year" else published[:7]


@few
@given(address=questions(paths=("/",)), by=st.sampled_from(["year", "month"]))
def test_periods_add_up(real_client: FlaskClient, address: str, by: str) -> None:
    query = unordered(address)
    found = get(real_client, with_(f"/api/timeline?{query}", f"by={by}").replace("?&", "?"))

    within = answering(query)
    counts = {each["period"]: each["articles"] for each in found["periods"]}
    assert found["total"] == sum(counts.values()) == len(within)
    assert {name: number for name, number in counts.items() if number} == Counter(
        period_of(piece, by) for piece in within
    )
    assert len(counts) == len(found["periods"])
    names = [each["period"] for each in found["periods"]]
    assert names == sorted(names)


def test_periods_have_no_gaps(real_client: FlaskClient) -> None:
    years = [each["period"] for each in get(real_client, "/api/timeline")["periods"]]
    months = [each["period"] for each in get(real_client, "/api/timeline?by=month")["periods"]]
    first, last = (choose(period_of(piece, "year") for piece in pieces()) for choose in (min, max))

    assert years == [str(year) for year in range(int(first), int(last) + 1)]
    assert [m for m in months if "-" in m] == [f"{y}-{n:02}" for y in years for n in range(1, 13)]


@pytest.mark.parametrize("query", ["", "tag=upr", "outlet=dong-a-ilbo&from=2012-02", "q=Laos"])
@pytest.mark.parametrize("by", ["year", "month"])
def test_every_period_links_to_its_page(real_client: FlaskClient, query: str, by: str) -> None:
    """The page lists as many articles as the number says."""
    found = get(real_client, with_(f"/api/timeline?{query}", f"by={by}").replace("?&", "?"))
    busiest: list[Any] = sorted(found["periods"], key=lambda each: -each["articles"])[:4]
    opened = 0
    for each in busiest:
        if each["url"] is not None:
            slugs = listed(real_client, each["url"].removeprefix("http://localhost"))
            assert len(slugs) == each["articles"]
            opened += len(slugs)
    assert opened
