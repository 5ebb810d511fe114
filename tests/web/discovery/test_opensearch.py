"""The description that browsers read to search here."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from lxml import etree

from archive.config import Settings
from archive.factory import create_app
from archive.web.discovery.opensearch import short_name
from tests.web.page_parsing import open_page

NAMESPACES = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


def templates(client: FlaskClient) -> dict[str, str]:
    """Media type → template."""
    response = client.get("/opensearch.xml")
    assert response.mimetype == "application/opensearchdescription+xml"
    root = etree.fromstring(response.data)
    return {url.get("type"): url.get("template") for url in root.findall("o:Url", NAMESPACES)}


def test_every_page_links_to_the_description(client: FlaskClient) -> None:
    for path in ("/", "/search/", "/articles/letter-to-geneva/", "/tags/china/"):
        page = open_page(client, path)
        assert page.links("link[rel=search]") == ["/opensearch.xml"]


def test_addresses_from_the_templates_work(real_client: FlaskClient) -> None:
    found = templates(real_client)
    for media_type in ("text/html", "application/x-suggestions+json"):
        address = found[media_type].replace("{searchTerms}", "laos+nine")
        address = address.replace("{startPage?}", "").removeprefix("http://localhost")
        response = real_client.get(address, follow_redirects=True)
        assert response.status_code == 200
        assert "Laos" in response.text
    assert found["application/opensearchdescription+xml"] == "http://localhost/opensearch.xml"


def test_names_and_image_follow_the_standard(real_client: FlaskClient) -> None:
    root = etree.fromstring(real_client.get("/opensearch.xml").data)

    assert root.findtext("o:ShortName", namespaces=NAMESPACES) == "Geneva Record"
    assert root.findtext("o:LongName", namespaces=NAMESPACES) == "The Geneva Record"
    assert root.findtext("o:InputEncoding", namespaces=NAMESPACES) == "UTF-8"
    picture = root.findtext("o:Image", namespaces=NAMESPACES)
    assert picture is not None
    assert real_client.get(picture.removeprefix("http://localhost")).status_code == 200


def test_addresses_are_public(
    settings: Settings, load_collection: object, client: FlaskClient
) -> None:
    app = create_app(replace(settings, public_url="https://record.example"))

    for template in templates(app.test_client()).values():
        assert template.startswith("https://record.example/")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("The Geneva Record", "Geneva Record"),
        ("Record", "Record"),
        ("An archive of very long names", "An archive of"),
        ("Sixteen letters!", "Sixteen letters!"),
        ("Unbrokenandverylong", "Unbrokenandveryl"),
    ],
)
def test_a_short_name_has_whole_words(name: str, short: str) -> None:
    assert short_name(name) == short
