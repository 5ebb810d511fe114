"""Headers of every response, and what pages may hold: nothing from elsewhere, no inline script."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.config import Settings
from archive.factory import create_app
from tests.web.files import pieces, questions, records
from tests.web.page_parsing import arrive, open_page

ARTICLE = "/articles/inquiry-opens/"
ALL_KINDS = [
    ("GET", "/", 200),
    ("HEAD", "/", 200),
    ("GET", ARTICLE, 200),
    ("GET", "/tags/", 200),
    ("GET", "/healthz", 200),
    ("GET", "/static/css/site.css", 200),
    ("GET", "/tags", 308),
    ("GET", "/?tag=", 308),
    ("GET", "/articles/inquiry-begins/", 308),
    ("GET", "/?tag=none", 400),
    ("GET", "/none/", 404),
    ("GET", "/static/none", 404),
    ("POST", "/", 405),
    ("GET", "/articles/withdrawn-report/", 410),
]


@pytest.mark.parametrize(("method", "address", "status"), ALL_KINDS)
def test_every_response_has_security_headers(
    client: FlaskClient, method: str, address: str, status: int
) -> None:
    response = client.open(address, method=method)
    assert response.status_code == status

    policy = dict(
        directive.split(" ", 1)
        for directive in response.headers["Content-Security-Policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert {policy[name] for name in policy if name.endswith("-src")} == {"'none'", "'self'"}
    assert "unsafe" not in str(policy)
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "geolocation=()" in response.headers["Permissions-Policy"]
    assert "Set-Cookie" not in response.headers


def test_internal_error_has_security_headers(
    settings: Settings, load_collection: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(settings)
    monkeypatch.setitem(app.view_functions, "timeline.timeline", lambda: 1 / 0)

    for response in (app.test_client().get("/"), app.test_client().get("/tags/")):
        assert response.status_code in (500, 503)
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["Referrer-Policy"] == "no-referrer"


def test_responses_have_cache_headers(client: FlaskClient) -> None:
    assert client.get("/").headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert client.get("/healthz").headers["Cache-Control"] == "no-store"
    for address in ("/none/", "/?tag=none", "/tags", "/static/none.css?v=1"):
        assert "max-age=31536000" not in client.get(address).headers.get("Cache-Control", "")
        assert "immutable" not in client.get(address).headers.get("Cache-Control", "")


def test_versioned_files_are_immutable(client: FlaskClient) -> None:
    """Their address changes with their content; without a version a browser asks again."""
    page = open_page(client, "/")
    for address in page.links("link[rel=stylesheet], link[rel=icon]"):
        assert urlsplit(address).query.startswith("v=")
        response = client.get(address)
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        plain = client.get(address.partition("?")[0])
        assert plain.headers["Cache-Control"] == "no-cache"
        assert plain.data == response.data


def test_a_page_was_last_modified_by_its_load(client: FlaskClient, load_collection: object) -> None:
    response = client.get("/")

    assert response.last_modified is not None
    assert response.last_modified == client.get(ARTICLE).last_modified
    assert client.get("/none/").last_modified is None


def test_pages_have_link_headers(client: FlaskClient) -> None:
    links = client.get(ARTICLE).headers.getlist("Link")

    assert f'<http://localhost{ARTICLE}>; rel="cite-as"' in links
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in links
    assert not any("cite-as" in link for link in client.get("/tags/").headers.getlist("Link"))
    assert not client.get("/none/").headers.getlist("Link")


def test_the_public_address_is_used_where_it_is_set(
    settings: Settings, client: FlaskClient
) -> None:
    """Behind a proxy the host and scheme of a request are not those that readers see."""
    public = create_app(replace(settings, public_url="https://record.example")).test_client()
    page = open_page(public, ARTICLE)

    assert page.links("link[rel=canonical]") == [f"https://record.example{ARTICLE}"]
    assert page.meta("og:url") == [f"https://record.example{ARTICLE}"]
    assert f'<https://record.example{ARTICLE}>; rel="cite-as"' in page.response.headers.getlist(
        "Link"
    )
    assert "http://localhost" not in page.response.text


ADDRESSES = st.one_of(
    questions(),
    st.sampled_from(pieces()).map(lambda piece: f"/articles/{piece.slug}/"),
    st.sampled_from(["/tags/", "/people/", "/outlets/", "/about/", "/none/", "/?tag=none"]),
    st.sampled_from(sorted(records("people"))).map(lambda person: f"/people/{person}/"),
    st.sampled_from(sorted(records("documents"))).map(lambda name: f"/documents/{name}/"),
)


@settings(max_examples=80)
@given(address=ADDRESSES)
def test_pages_load_nothing_from_other_sites(real_client: FlaskClient, address: str) -> None:
    """No inline script or style, no handler, and every resource from this site."""
    address = arrive(real_client, address)
    response = real_client.get(address)
    page = open_page(real_client, address, status=response.status_code)

    for script in page.all("script"):
        if script.get("src"):
            assert script.get("src").startswith("/static/")
            assert not script.text
        else:
            assert script.get("type") == "application/ld+json"
    assert not page.all("style, [style], base, iframe, object, embed, form[method=post]")
    for element in page.html.iter():
        assert not [name for name in element.attrib if name.startswith("on")]
        for name in ("src", "srcset", "poster", "action", "formaction", "data", "xlink:href"):
            assert element.get(name, "/").startswith("/")
            assert not element.get(name, "/").startswith("//")
        assert not element.get("href", "").startswith(("javascript:", "data:", "//"))
    for link in page.all("link"):
        if not {"canonical", "schema.DC", "schema.DCTERMS"} & {link.get("rel")}:
            # Consumers of oEmbed want whole addresses.
            assert link.get("href").removeprefix("http://localhost").startswith("/")
    for link in page.all("body a[href^='http']"):
        assert {"noopener", "noreferrer", "external"} <= set(link.get("rel").split())
    assert "Set-Cookie" not in response.headers


@settings(max_examples=60)
@given(address=ADDRESSES)
def test_pages_are_well_made(real_client: FlaskClient, address: str) -> None:
    """One main part, one first heading, levels without gaps, and no name given twice."""
    address = arrive(real_client, address)
    page = open_page(real_client, address, status=real_client.get(address).status_code)

    assert len(page.all("main")) == len(page.all("h1")) == 1
    levels = [int(h.tag[1]) for h in page.all("h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [element.get("id") for element in page.all("[id]")]
    assert len(ids) == len(set(ids))
    for attribute in ("aria-labelledby", "aria-describedby"):
        for element in page.all(f"[{attribute}]"):
            assert set(element.get(attribute).split()) <= set(ids)
    for link in page.links("a[href^='#']"):
        assert link[1:] in ids
    assert page.links("a.skip") == ["#main"]
    assert page.one("html").get("lang") == "en"


@pytest.mark.parametrize(
    ("address", "name", "current"),
    [
        ("/", "Timeline", "page"),
        ("/?tag=china", "Timeline", "page"),
        ("/timeline/2012/", "Timeline", "true"),
        ("/tags/", "Tags", "page"),
        ("/tags/china/", "Tags", "true"),
        ("/people/robert-king/", "People", "true"),
        ("/about/method/", "About", "true"),
    ],
)
def test_navigation_marks_the_current_page(
    client: FlaskClient, address: str, name: str, current: str
) -> None:
    page = open_page(client, address)

    assert page.text(".bar__nav [aria-current]") == name
    assert page.one(".bar__nav [aria-current]").get("aria-current") == current


def test_navigation_marks_nothing_on_articles(client: FlaskClient) -> None:
    assert not open_page(client, ARTICLE).all(".bar__nav [aria-current]")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        *((address, 200) for address in ("/export.csv", "/export.csl.json", "/words.csv")),
        *((address, 200) for address in ("/feed.atom", "/tags/china/feed.json", "/sitemap.xml")),
        *((address, 200) for address in ("/oai?verb=Identify", "/robots.txt", "/tags.ttl")),
        *((address, 200) for address in ("/articles/inquiry-opens.ris", "/opensearch.xml")),
        ("/search/suggestions.json?q=ch", 200),
        ("/oembed", 400),
        ("/api/articles?tag=none", 400),
        ("/articles/inquiry-begins.json", 308),
        ("/feed.atom?tag=china&tag=china", 308),
    ],
)
def test_data_may_be_read_from_any_origin(
    words_client: FlaskClient, address: str, status: int
) -> None:
    """A redirect on the way as well, without which a script does not get there."""
    client = words_client
    for method in ("GET", "HEAD"):
        response = client.open(address, method=method)
        assert response.status_code == status
        assert response.headers.getlist("Access-Control-Allow-Origin") == ["*"]
        exposed = response.headers["Access-Control-Expose-Headers"].split(", ")
        assert {"ETag", "Link", "Content-Range", "Accept-Ranges", "Retry-After"} <= set(exposed)
    if status == 200 and "ETag" in response.headers:
        for condition, code in (("If-None-Match", 304), ("If-Match", 412)):
            tag = response.headers["ETag"] if code == 304 else '"x"'
            again = client.get(address, headers={condition: tag})
            if "oai" not in address:
                assert again.status_code == code
            assert again.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("address", ["/", ARTICLE, "/none/", "/?tag=none"])
def test_pages_may_not_be_read_from_other_origins(client: FlaskClient, address: str) -> None:
    assert "Access-Control-Allow-Origin" not in client.get(address).headers
