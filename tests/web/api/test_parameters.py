"""Every bad parameter is a problem that names what is wrong and what would be right."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from archive.web.api.endpoints import ENDPOINTS
from archive.web.api.members import ARTICLE
from archive.web.api.parameters import MOST, USUAL
from tests.web.api.test_articles import get

BAD = [
    ("/api/articles?tag=uprr", "no tag “uprr”", "/api/articles?tag=upr"),
    ("/api/articles?tags=upr", "no parameter “tags”. Did you mean “tag”?", "/api/articles?tag=upr"),
    ("/api/articles?page=2", "no parameter “page”", "/api/articles"),
    ("/api/articles?limit=0&tag=upr", "“limit” must be a whole number", "/api/articles?tag=upr"),
    ("/api/articles?limit=201", "from 1 to 200, not “201”", "/api/articles"),
    ("/api/articles?limit=٣", "not “٣”", "/api/articles"),
    ("/api/articles?limit=1e2", "not “1e2”", "/api/articles"),
    ("/api/articles?limit=3&limit=4", "“limit” appears more than once", "/api/articles"),
    ("/api/articles?fields=titel,id", "Did you mean “title”?", "/api/articles?fields=title,id"),
    (
        "/api/articles?fields=zzz&limit=3",
        "“zzz” is not a valid value of “fields”",
        "/api/articles?limit=3",
    ),
    ("/api/articles?order=best", "no sort order “best”", "/api/articles?order=oldest"),
    ("/api/articles?from=soon&limit=7", "“soon” is not a date", "/api/articles?limit=7"),
    ("/api/articles?from=2013&to=2012", "before it begins", "/api/articles?from=2012&to=2013"),
    ("/api/articles?q=a&q=b", "“q” appears more than once", "/api/articles"),
    ("/api/articles?cursor=none", "cursor is not valid", "/api/articles"),
    ("/api/articles?cursor=none&q=Geneva", "cursor is not valid", "/api/articles?q=Geneva"),
    ("/api/people?cursor=none&limit=2", "cursor is not valid", "/api/people?limit=2"),
    ("/api/people?order=oldest", "no parameter “order”", "/api/people"),
    ("/api/people?fields=byline", "“byline” is not a valid value", "/api/people"),
    ("/api/facets?facet=tags", "Did you mean “tag”?", "/api/facets?facet=tag"),
    ("/api/facets?facet=year", "Use tag, outlet", "/api/facets"),
    ("/api/timeline?by=years&tag=upr", "Did you mean “year”?", "/api/timeline?tag=upr&by=year"),
    ("/api/tags/upr?tag=upr", "no parameter “tag”", "/api/tags/upr"),
    ("/api/index.json?x=1", "no parameter “x”", "/api/index.json"),
    ("/api/openapi.json?x=1", "no parameter “x”", "/api/openapi.json"),
]


@pytest.mark.parametrize(("address", "detail", "nearest"), BAD, ids=[each[0] for each in BAD])
def test_a_bad_parameter_is_a_problem(
    real_client: FlaskClient, address: str, detail: str, nearest: str
) -> None:
    problem = get(real_client, address, 400)

    assert detail in problem["detail"]
    urls = [each["url"].removeprefix("http://localhost") for each in problem["suggestions"]]
    assert nearest in urls
    for url in urls:
        get(real_client, url)


def test_several_mistakes_are_reported_together(real_client: FlaskClient) -> None:
    problem = get(real_client, "/api/articles?limit=x&tag=uprr&fieldz=id", 400)

    assert "“limit”" in problem["detail"]
    assert "“uprr”" in problem["detail"]
    assert "Did you mean “fields”?" in problem["detail"]


@pytest.mark.parametrize("many", [100, 3_000])
def test_number_of_reported_mistakes_is_limited(real_client: FlaskClient, many: int) -> None:
    query = "&".join(f"no{number}=x" for number in range(many))
    problem = get(real_client, f"/api/articles?{query}", 400)

    assert len(problem["detail"]) < 2_000
    assert problem["suggestions"][0]["url"] == "http://localhost/api/articles"


def test_order_of_parameters_does_not_matter(real_client: FlaskClient) -> None:
    """No script has to follow a redirect to a canonical form."""
    one = real_client.get("/api/articles?limit=3&to=2014&tag=upr&tag=china&q=&tag=upr")
    other = real_client.get("/api/articles?tag=china&tag=upr&to=2014&limit=3")

    assert one.status_code == other.status_code == 200
    assert one.json["items"] == other.json["items"]


def test_limits_are_as_described(real_client: FlaskClient) -> None:
    assert len(get(real_client, "/api/articles")["items"]) == USUAL
    assert len(get(real_client, f"/api/articles?limit={MOST}")["items"]) == MOST
    assert len(get(real_client, "/api/articles?limit=1")["items"]) == 1


def test_relevance_without_text_means_newest_first(real_client: FlaskClient) -> None:
    assert get(real_client, "/api/articles?order=relevance") == get(real_client, "/api/articles")


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_only_declared_parameters_are_read(real_client: FlaskClient, endpoint: object) -> None:
    known = {"tag", "limit", "cursor", "fields", "order", "by", "facet", "q", "from", "to"}
    path = endpoint.path.replace("{slug}", "x").replace("{id}", "x")  # type: ignore[attr-defined]
    declared = {parameter.name for parameter in endpoint.parameters}  # type: ignore[attr-defined]
    for name in known - declared:
        assert f"“{name}”" in get(real_client, f"{path}?{name}=upr", 400)["detail"]


def test_every_member_can_be_chosen_alone(real_client: FlaskClient) -> None:
    for field in ARTICLE:
        (item,) = get(real_client, f"/api/articles?limit=1&fields={field.name}")["items"]
        assert item.keys() == {"id", field.name}
    assert urlsplit(item["id"]).path
