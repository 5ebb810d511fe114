"""The page about the API says everything that its tables say, and its examples work."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from archive.config import Settings
from archive.factory import create_app
from archive.web.api.endpoints import ENDPOINTS, RECORDS
from archive.web.api.page import SAMPLES, type_words
from archive.web.api.parameters import FILTERS
from tests.web.page_parsing import Page, open_page


@pytest.fixture
def page(real_client: FlaskClient) -> Page:
    return open_page(real_client, "/api/")


def test_every_endpoint_has_its_parameters_and_an_example(
    page: Page, real_client: FlaskClient
) -> None:
    for endpoint in ENDPOINTS:
        (heading,) = page.all(f"#{endpoint.name}")
        assert heading.text_content() == endpoint.path
        section = heading.getparent()
        shown = {cell.text_content() for cell in section.cssselect("tr th[scope=row]")}
        for parameter in endpoint.parameters:
            assert parameter.name in shown or parameter in FILTERS
        example = heading.getnext().find("a").get("href")
        assert example.split("?")[0].startswith(endpoint.path.split("{")[0])
        answer = real_client.get(example)
        assert answer.status_code == 200
        assert answer.json.get("total", 1) > 0


def test_page_has_every_filter_and_member(page: Page) -> None:
    filters = page.all("#filters ~ table tbody tr th")
    assert [cell.text_content() for cell in filters] == [each.name for each in FILTERS]
    for name, fields in RECORDS.items():
        rows = page.all(f"#{name} tbody tr")
        assert [row.find("th").text_content() for row in rows] == [each.name for each in fields]


def test_examples_of_filters_find_something(page: Page, real_client: FlaskClient) -> None:
    examples = [code.text_content() for code in page.all("#filters ~ table tbody td code")]

    assert len(examples) == len(FILTERS)
    for example in examples:
        assert real_client.get(f"/api/articles?{example}").json["total"] > 0


def test_links_within_the_page_lead_somewhere(page: Page) -> None:
    for link in page.all("main a[href^='#']"):
        assert page.all(f"[id='{link.get('href')[1:]}']"), link.get("href")


def test_other_pages_link_to_the_page(page: Page, real_client: FlaskClient) -> None:
    front = open_page(real_client, "/")

    assert "/api/" in [link.get("href") for link in front.all("footer a")]
    assert page.one("link[rel=service-desc]").get("href") == "/api/openapi.json"
    assert page.one("link[rel=canonical]").get("href") == "http://localhost/api/"


def test_python_example_is_python(page: Page) -> None:
    codes = [code.text_content() for code in page.all("pre code")]
    assert len(codes) == len(SAMPLES) == 3
    python = next(code for code in codes if "import json" in code)
    compile(python, "example", "exec")
    assert "ADDRESS" not in "".join(codes)


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"type": "string"}, "string"),
        ({"type": ["integer", "null"], "minimum": 0}, "integer or null"),
        ({"type": "array", "items": {"type": "string", "format": "uri"}}, "array of URL"),
        ({"enum": ["year", "month"]}, "year | month"),
        ({"$ref": "#/components/schemas/Tag"}, "object"),
    ],
)
@pytest.mark.usefixtures("words")
def test_types_have_names(schema: dict[str, object], said: str) -> None:
    assert type_words(schema) == said


def test_empty_archive_has_the_page(
    settings: Settings, collection: object, load_collection: Callable[..., object]
) -> None:
    """Without articles there are no examples of their values, and nothing fails."""
    for file in settings.articles.glob("*/*.md"):
        file.unlink()
    load_collection()
    client = create_app(settings).test_client()

    assert client.get("/api/").status_code == 200
    assert client.get("/api/openapi.json").status_code == 200
    assert client.get("/api/articles").json == {"total": 0, "items": [], "next": None}
    assert client.get("/api/timeline").json == {"total": 0, "periods": []}
    assert client.get("/api/people").json["total"] > 0
