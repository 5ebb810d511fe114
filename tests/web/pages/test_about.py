"""The pages about the archive itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.page_parsing import open_page

INDEX = """---
title: About the archive
description: What it is.
order: 1
---
It is a *test*.
"""


@pytest.fixture
def about(
    collection: Path, client: FlaskClient, load_collection: Callable[..., object]
) -> FlaskClient:
    (collection / "about/index.md").write_text(INDEX, "utf-8")
    load_collection()
    return client


def test_the_first_page(about: FlaskClient) -> None:
    page = open_page(about, "/about/")

    assert page.text("h1") == "About the archive"
    assert page.text("head title") == "About the archive | The Geneva Record"
    assert page.meta("description") == ["What it is."]
    assert page.links("link[rel=canonical]") == ["http://localhost/about/"]
    assert page.text(".prose em") == "test"


def test_the_pages_lead_to_each_other(about: FlaskClient) -> None:
    page = open_page(about, "/about/method/")

    assert page.links(".rail a") == ["/about/", "/about/method/"]
    assert page.text(".rail [aria-current=page]") == "Method"


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/about/index/", "/about/"),
        ("/about/?x=1", "/about/"),
        ("/about/index/?x=1", "/about/?x=1"),
        ("/about/method/?x=1", "/about/method/"),
        ("/about", "/about/"),
        ("/about/method", "/about/method/"),
    ],
)
def test_other_spellings_of_an_address(about: FlaskClient, address: str, target: str) -> None:
    response = about.get(address)

    assert (response.status_code, response.location) == (308, target)


@pytest.mark.parametrize(
    "address",
    [
        "/about/none/",
        "/about/none/?x=1",
        "/about/a%0D%0AX/?x=1",
        "/about/a%3Fb/?x=1",
        "/about/x/y/",
    ],
)
def test_unknown_pages_are_404(about: FlaskClient, address: str) -> None:
    """Such an address does not redirect first."""
    open_page(about, address, status=404)


def test_archive_without_about_pages_has_a_default_page(client: FlaskClient) -> None:
    """Only `method` is there: the first page says what the archive is, and links to it."""
    page = open_page(client, "/about/")

    assert "How the United Nations’ human rights bodies were reported" in page.text("main")
    assert "/about/method/" in page.links("main a")
