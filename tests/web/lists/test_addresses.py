"""The table of addresses with a list: each has a page, feeds and downloads."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.web.lists.addresses import ADDRESSES, COLLECTIONS
from tests.web.files import records

FILES = ("feed.atom", "feed.json", "export.csv", "export.ris")

NO_LISTS = (
    *("/timeline/", "/timeline/1998/", "/timeline/2012/13/", "/timeline/2012/3/"),
    *(f"/{collection}/" for collection in (*COLLECTIONS, "words")),
    *("/tags/no-such-tag/", "/words/defector/", "/documents/no/such/symbol/"),
    *("/articles/2012-02-23-korea-times-stop/", "/about/method/", "/no/such/place/"),
)


def example(name: str) -> str:
    """An address of the project's collection for one row of the table."""
    rows = {
        "timeline": "/",
        "year": "/timeline/2012/",
        "month": "/timeline/2012/03/",
        "search": "/search/",
    }
    return rows[name] if name in rows else f"/{name}/{next(iter(records(name)))}/"


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_list_has_a_page_and_its_files(
    real_app: Flask, real_client: FlaskClient, name: str
) -> None:
    address = example(name)

    with real_app.test_request_context():
        rule, variables = real_app.url_map.bind("localhost").match(address, return_rule=True)
        assert rule.rule == ADDRESSES[name].rule
        assert ADDRESSES[name].scope(**variables).path == address
    for file in ("", *FILES):
        assert real_client.get(address + file).status_code == 200


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("address", NO_LISTS)
def test_pages_without_list_have_no_files(
    real_client: FlaskClient, address: str, file: str
) -> None:
    assert real_client.get(address + file).status_code == 404


@pytest.mark.parametrize("symbol", ["A/HRC/25/63", "a/hrc/25/63", "A%2FHRC%2F25%2F63"])
def test_symbol_redirects_to_document_and_keeps_the_query(
    real_client: FlaskClient, symbol: str
) -> None:
    assert real_client.get(f"/documents/{symbol}/").location == "/documents/a-hrc-25-63/"
    for file in FILES:
        response = real_client.get(f"/documents/{symbol}/{file}?kind=news&page=2")
        assert response.status_code == 308
        assert response.location == f"/documents/a-hrc-25-63/{file}?kind=news&page=2"
