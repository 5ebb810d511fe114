"""Meta tags in the head of a page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from archive.web import dates
from tests.web.files import COLLECTIONS, Piece, pieces, records
from tests.web.page_parsing import open_page

ARTICLE = "/articles/council-debates-returns/"
LAST = r" \| The Geneva Record"


@pytest.mark.parametrize("piece", pieces(), ids=lambda piece: piece.slug)
def test_every_article_has_its_meta_tags(real_client: FlaskClient, piece: Piece) -> None:
    """The tags that Zotero, search engines and link previews read."""
    page = open_page(real_client, f"/articles/{piece.slug}/")
    fields, address = piece.fields, f"http://localhost/articles/{piece.slug}/"
    outlet = records("outlets")[str(fields["outlet"])]["name"]
    tags = [records("tags")[tag]["label"] for tag in piece.values("tag")]
    exact = "" if re.search("[~?%]", piece.published) else piece.published.replace("-XX", "")

    head = page.text("head title")
    assert head.startswith(f"{' '.join(str(fields['title']).split())} — {outlet}, ")
    assert re.search(rf", [^,]*{piece.published[:4]}{LAST}$", head)
    assert page.links("link[rel=canonical]") == page.meta("og:url") == [address]
    assert page.meta("robots") == []

    kind = fields["kind"]
    types = {"press-release": "webpage", "statement": "webpage", "report": "report"}
    words = {"press-release": "Press release", "statement": "Statement", "report": "report"}
    assert page.meta("z:itemType") == [types.get(str(kind), "newspaperArticle")]
    sections = {"editorial": ["Editorial"], "opinion": ["Opinion"], "analysis": ["Analysis"]}
    sections |= {"press-release": ["Press release"], "statement": ["Statement"]}
    sections |= {"factsheet": ["Fact sheet"]}
    assert page.meta("article:section") == sections.get(str(kind), [])
    assert page.meta("DC.type") == [words.get(str(kind), "newspaperArticle")]
    # Chinese names are not split, and Zotero would take a name without a comma apart.
    signed = [name for name in re.split(" and | / ", str(fields.get("byline", ""))) if name]
    split = [name for name in signed if not re.fullmatch("[\u4e00-\u9fff]+", name)]
    assert [len(author.split(", ")) for author in page.meta("citation_author")] == [2] * len(split)
    assert page.meta("prism.publicationName") == page.meta("DC.publisher") == [outlet]
    assert page.meta("citation_title") == page.meta("DC.title") == [fields["title"]]
    assert page.meta("citation_language") == page.meta("DC.language") == [fields["language"]]
    assert page.meta("citation_public_url") == page.meta("DC.source") == [fields["url"]]
    assert page.meta("citation_keywords") == ["; ".join(map(str, tags))]
    assert page.meta("DC.subject") == page.meta("article:tag") == tags
    assert page.meta("DCTERMS.spatial") == fields.get("places", [])
    assert page.meta("citation_publication_date") == ([exact.replace("-", "/")] if exact else [])
    assert page.meta("DC.date") == page.meta("article:published_time") == ([exact] if exact else [])
    assert page.meta("og:type") == ["article"]
    assert page.meta("og:title") == [fields["title"]]
    assert page.meta("og:site_name") == ["The Geneva Record"]
    assert page.meta("og:type") == ["article"]
    assert page.meta("og:locale") == ["en_GB"]
    assert page.meta("twitter:card") == ["summary_large_image"]
    (description,) = page.meta("description")
    assert page.meta("og:description") == [description]
    assert description == page.text(".piece__summary")
    assert page.links("link[rel='schema.DC']") == ["http://purl.org/dc/elements/1.1/"]
    for never in ("citation_journal_title", "DC.coverage", "DCTERMS.dateSubmitted"):
        assert page.meta(never) == []
    assert not page.all(".Z3988")


@pytest.mark.parametrize("published", ["2012", "2012-XX", "2012-03", "2012-03-XX", "2012-03-13"])
def test_a_partial_date_is_not_padded(
    client: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
    published: str,
) -> None:
    edit("articles/2012/council-debates-returns.md", "2012-03-13\npub", f"{published}\npub")
    load_collection()
    page = open_page(client, ARTICLE)
    exact = published.replace("-XX", "")

    assert page.meta("citation_publication_date") == [exact.replace("-", "/")]
    assert page.one(".piece__by time").get("datetime") == exact


@pytest.mark.parametrize("published", ["2012~", "2012-03?", "2012-03-13%"])
def test_uncertain_date_has_no_date_tag(
    client: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
    published: str,
) -> None:
    """The formats of the date tags cannot express uncertainty."""
    edit("articles/2012/council-debates-returns.md", "2012-03-13\npub", f"{published}\npub")
    load_collection()
    page = open_page(client, ARTICLE)

    assert page.meta("citation_publication_date") == page.meta("DC.date") == []
    with client.application.test_request_context("/"):
        assert page.meta("DCTERMS.issued") == [dates.words(published)]
    assert page.meta("article:published_time") == page.meta("article:modified_time") == []
    assert not page.all(".piece__by time")
    assert re.search(r"(about|possibly) .*2012", page.text(".piece__by"))


PAGES = ["/", "/timeline/2012/", "/timeline/2012/03/", "/tags/", "/words/", "/search/"]
PAGES += ["/about/method/", "/?tag=china", "/tags/?tag=china", "/tags/china/?outlet=yonhap"]


@pytest.mark.parametrize("address", PAGES)
def test_other_pages_have_open_graph_tags(words_client: FlaskClient, address: str) -> None:
    """They have a title, a description and the canonical address."""
    page = open_page(words_client, address)

    assert page.meta("og:type") == ["website"]
    assert page.meta("og:url") == page.links("link[rel=canonical]")
    assert page.meta("og:description") == page.meta("description") != [""]
    assert page.meta("og:site_name") == ["The Geneva Record"]
    assert page.meta("og:title")[0]
    assert not page.meta("DC.type") + page.meta("citation_title")
    assert page.meta("article:published_time") == page.meta("article:modified_time") == []


def test_filtered_list_has_its_query_as_title(client: FlaskClient) -> None:
    assert open_page(client, "/?tag=china").meta("og:title") == ["Articles tagged China"]
    page = open_page(client, "/tags/china/?outlet=yonhap")
    assert page.meta("og:title") == ["China: Articles in Yonhap News Agency"]
    assert page.meta("og:url") == ["http://localhost/tags/china/?outlet=yonhap"]


def test_article_has_only_its_publication_time(client: FlaskClient) -> None:
    """Programs would take the time when our record changed for a time of the original."""
    page = open_page(client, ARTICLE)

    assert page.meta("article:published_time") == ["2012-03-13"]
    assert page.meta("article:modified_time") == page.meta("og:updated_time") == []


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_titles_of_records_are_unique(real_client: FlaskClient, collection: str) -> None:
    for record, fields in list(records(collection).items())[::40]:
        name = fields.get("name") or fields.get("label") or fields.get("title")
        page = open_page(real_client, f"/{collection}/{record}/")
        # Resolutions share a title: their symbol or date tells their pages apart.
        if collection == "documents":
            name += f", {fields.get('symbol') or page.text('.record__when time')}"
        # Some groups are an outlet and an organisation: the collection tells the pages apart.
        assert page.text("head title") == f"{name} · {collection.title()} | The Geneva Record"


def test_time_element_agrees_with_its_text() -> None:
    """The `datetime` attribute of `<time>` is the date in its text."""
    for piece in pieces():
        machine = dates.machine(piece.published)
        assert machine is None or piece.published.startswith(machine)
