"""Parameters that track readers: known by name, and dropped wherever a link may lead."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from archive.facets import FACET
from archive.tracking import (
    ENDINGS,
    NAMES,
    PREFIXES,
    is_tracking,
    without_tracking,
)
from archive.web.api.endpoints import ENDPOINTS
from archive.web.lists.query import PARAMETERS
from archive.web.oai.arguments import _ARGUMENTS
from tests.web.page_parsing import open_page

ADDED = [
    *("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id"),
    *("fbclid", "gclid", "gbraid", "wbraid", "dclid", "msclkid", "yclid", "twclid", "ttclid"),
    *("igshid", "igsh", "mc_cid", "mc_eid", "_hsenc", "_hsmi", "hsCtaTracking", "mkt_tok"),
    *("vero_id", "vero_conv", "oly_anon_id", "oly_enc_id", "_ga", "_gl", "pk_campaign", "pk_kwd"),
    *("piwik_campaign", "mtm_source", "matomo_campaign", "ref", "ref_src", "ref_url", "s_cid"),
    *("cmpid", "spm", "si", "share", "ncid", "srsltid", "wickedid", "li_fat_id", "rdt_cid"),
    *("epik", "_openstat", "ns_mchannel", "trk", "at_medium", "xtor", "n_media", "_x_tr_sl"),
    *("UTM_Source", "FBCLID", "utm%5Fsource", "amp;utm_source", "ysclid", "rb_clickid"),
]
"""As services write them, and as links carry them that were changed on the way."""

KINDS_OF_ADDRESS = [
    *("/", "/timeline/2012/", "/timeline/2012/03/", "/articles/inquiry-opens/"),
    *("/articles/inquiry-opens/cite/", "/embed/articles/inquiry-opens/", "/tags/", "/outlets/"),
    *("/people/", "/organisations/", "/events/", "/documents/", "/tags/unhrc/", "/search/"),
    *("/documents/a-hrc-res-19-13/", "/about/", "/about/method/", "/data/", "/api/"),
    *("/feed.atom", "/tags/unhrc/feed.json", "/export.csv", "/tags/unhrc/export.ris"),
    *("/articles/inquiry-opens.ris", "/tags.ttl", "/sitemap.xml", "/robots.txt"),
    *("/api/articles", "/api/articles/inquiry-opens", "/api/tags", "/api/openapi.json"),
    *("/opensearch.xml", "/search/suggestions.json", "/oembed", "/static/css/site.css"),
]


@pytest.mark.parametrize("name", ADDED)
def test_what_services_add_is_known(name: str) -> None:
    assert without_tracking(f"a=1&{name}=x&b=2") == "a=1&b=2"
    assert without_tracking(name) == ""


def test_nothing_that_the_archive_reads_is_dropped() -> None:
    read = {*PARAMETERS, *FACET, "bom", "by", "url", "format", "maxwidth", "maxheight", "v", "verb"}
    read |= {parameter.name for endpoint in ENDPOINTS for parameter in endpoint.parameters}
    read |= {name for both in _ARGUMENTS.values() for names in both for name in names}

    assert not {name for name in read if is_tracking(name)}


@pytest.mark.parametrize(
    "name", ["source", "taag", "outlets", "kinds", "reference", "tags", "form", "until", "n", "id"]
)
def test_what_a_reader_may_have_meant_is_explained(client: FlaskClient, name: str) -> None:
    page = open_page(client, f"/?{name}=x", status=400)

    assert f"There is no filter “{name}”." in page.text("main")


@given(st.text())
def test_any_query_is_kept_or_cleaned_once(query: str) -> None:
    clean = without_tracking(query)

    assert without_tracking(clean) == clean
    assert set(clean.split("&")) <= {*query.split("&"), ""}


def test_names_are_compared_in_small_letters() -> None:
    for text in (*NAMES, *PREFIXES, *ENDINGS):
        assert text == text.lower()


@pytest.mark.parametrize("address", KINDS_OF_ADDRESS)
def test_every_kind_of_address_leads_to_the_clean_one(client: FlaskClient, address: str) -> None:
    for method in ("GET", "HEAD"):
        response = client.open(f"{address}?fbclid=IwAR1&utm_source=x", method=method)
        assert (response.status_code, response.location) == (308, address)
    assert client.get(address).status_code == (400 if address == "/oembed" else 200)


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("/?tag=china&fbclid=x", "/?tag=china"),
        ("/?fbclid=x&tag=china&utm_source=y&kind=news", "/?tag=china&kind=news"),
        ("/search/?q=a+b%26c&igsh=1", "/search/?q=a+b%26c"),
        ("/api/articles?limit=2&gclid=1", "/api/articles?limit=2"),
        ("/export.csv?bom=1&mc_cid=1", "/export.csv?bom=1"),
        ("/oai?verb=Identify&utm_source=x", "/oai?verb=Identify"),
        ("/tags/unhrc?utm_source=x", "/tags/unhrc"),
    ],
)
def test_what_is_asked_stays(client: FlaskClient, address: str, clean: str) -> None:
    response = client.get(address)

    assert (response.status_code, response.location) == (308, clean)


def test_a_mistake_beside_it_is_explained_all_the_same(client: FlaskClient) -> None:
    cleaned = client.get("/?taag=china&fbclid=x").location

    assert cleaned == "/?taag=china"
    assert "There is no filter “taag”." in open_page(client, cleaned, status=400).text("main")


def test_only_the_name_decides(client: FlaskClient) -> None:
    assert client.get("/search/?q=utm_source").status_code == 200
    assert client.get("/search/?q=fbclid%3D1").status_code == 200
