"""The head of a page as one value, printed."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask

from archive.web.head import head
from archive.web.head.head import LinkTag


def test_page_prints_its_head(app: Flask) -> None:
    with app.test_request_context("/about/"):
        said = head.for_page(
            "A <name>",
            "What it is.",
            "/about/",
            title="A title",
            links=[("https://x.example/", {"rel": "via"})],
            link_tags=[LinkTag("alternate", "/ko/about/", hreflang="ko")],
            noindex=True,
        )
        response = head.show("error.html", said, code=200, title="", text="", suggestions=[])

    html = response.get_data(as_text=True)
    assert "<title>A title | " in html
    assert '<meta property="og:title" content="A &lt;name&gt;">' in html
    assert '<link rel="alternate" hreflang="ko" href="/ko/about/">' in html
    assert '<meta name="robots" content="noindex, follow">' in html
    assert response.headers.getlist("Link") == [
        '<https://x.example/>; rel="via"',
        '<https://creativecommons.org/licenses/by/4.0/>; rel="license"',
    ]


def test_front_page_has_the_title_of_the_site(app: Flask) -> None:
    with app.test_request_context("/"):
        said = replace(head.for_page("A name", "What it is.", "/"), title="")
        response = head.show("error.html", said, code=200, title="", text="", suggestions=[])

    assert "<title>The Geneva Record</title>" in response.get_data(as_text=True)
