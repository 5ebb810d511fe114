"""The page of an article, its former addresses, and the page of a removed article."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import feedparser
import lxml.html
import pytest
from flask.testing import FlaskClient

from tests.web.files import pieces, records
from tests.web.page_parsing import Page, number_in, open_page, text_of

DEBATE, OPENS = "/articles/council-debates-returns/", "/articles/inquiry-opens/"


def test_article_shows_its_fields(client: FlaskClient) -> None:
    page = open_page(client, DEBATE)

    assert page.text("h1") == "Council debates returns from China"
    assert page.text(".piece__kind") == "News · English · one of the archive’s first articles"
    assert page.text(".piece__by") == (
        "The Korea Herald · from Yonhap News Agency · Kim Hana · published 13 March 2012"
    )
    assert page.text(".piece__summary").startswith("The Human Rights Council debated")
    assert "access for the refugee agency" in page.text(".digest")
    assert page.links(".piece__original a") == ["https://herald.example.org/2012/council"]
    assert page.text(".piece__original") == "Read the original at herald.example.org"
    assert "The date is printed on the page." in page.text(".piece__note")
    assert "Record last checked: 20 November 2026" in page.text(".piece__note")
    assert "The hour of the debate is not printed." in page.text(".piece__note")


def test_article_links_to_its_neighbours_and_records(client: FlaskClient) -> None:
    page = open_page(client, DEBATE)

    assert [link for link in page.links(".rail a") if not link.startswith("/articles/")] == [
        "/events/2012-council-session/",
        "/documents/refugee-convention/",
        "/documents/a-hrc-res-19-13/",
        "/people/robert-king/",
        "/organisations/unhcr/",
        "/tags/unhrc/",
        "/tags/china/",
        "/tags/non-refoulement/",
    ]
    assert page.text(".rail__date") == "Reports events of 12 to 13 March 2012"
    assert page.text("#cite-chicago") == (
        "Kim Hana. “Council Debates Returns from China.” The Korea Herald (South Korea), "
        "March 13, 2012. https://herald.example.org/2012/council. Digest in The Geneva Record, "
        "http://localhost/articles/council-debates-returns/."
    )
    assert [dd.get("id") for dd in page.all(".cite__more dd")] == [
        f"cite-{style}" for style in ("apa", "mla", "harvard", "vancouver", "oscola")
    ]
    assert page.links(".cite__files a") == [
        *(f"{DEBATE[:-1]}.{end}" for end in ("ris", "bib", "csl.json", "json", "md")),
        f"{DEBATE}cite/",
    ]


def test_citation_hint_appears_with_paragraph_numbers(
    client: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
) -> None:
    numbered = open_page(client, "/articles/appeal-for-thirty/")
    assert numbered.all(".paragraph__number")
    assert "links to it" in numbered.text(".citation__hint")
    assert numbered.links(".citation__hint a") == ["/articles/appeal-for-thirty/cite/#p1"]

    edit("articles/2012/appeal-for-thirty.md", "\nThe appeal names no town.\n", "")
    load_collection()
    summary_alone = open_page(client, "/articles/appeal-for-thirty/")
    assert not summary_alone.all(".paragraph__number")
    assert not summary_alone.all(".citation__hint")


def test_every_fact_that_is_absent_is_left_out(client: FlaskClient) -> None:
    page = open_page(client, "/articles/appeal-for-thirty/")

    assert page.text(".piece__by") == "Amnesty International · published 15 February 2012"
    assert page.texts(".rail h2") == ["Tags", "Cite"]
    assert not page.all(".beside")
    assert "None" not in page.text("body")


def test_article_links_to_the_nearest_in_time(client: FlaskClient) -> None:
    page = open_page(client, OPENS)

    assert page.texts(".near .point a") == [
        "[Appeal for thirty people]",
        "Council debates returns from China",
        "Letter to Geneva",
    ]
    assert page.texts(".near .point--here b") == ["조사위원회 출범"]


def test_foreign_headlines_have_their_language(client: FlaskClient) -> None:
    """A screen reader needs it for the pronunciation, wherever the headline appears."""
    page = open_page(client, OPENS)
    assert page.one("h1").get("lang") == "ko"
    assert page.one(".near .point--here b").get("lang") == "ko"
    assert {each.get("lang") for each in page.all(".citation span")} == {"ko"}
    assert len(page.all(".citation span")) == 6

    page = open_page(client, DEBATE)
    assert page.one("h1").get("lang") is None
    assert [a.get("lang") for a in page.all(".near .point a")] == [None, "ko", None]

    langs = {text_of(a): a.get("lang") for a in open_page(client, "/").all(".entry__title a")}
    assert langs["조사위원회 출범"] == "ko"
    assert {lang for title, lang in langs.items() if title.isascii()} == {None}


def test_every_headline_of_the_collection_has_its_language(real_client: FlaskClient) -> None:
    foreign = {p.slug: p.values("language")[0] for p in pieces() if p.values("language") != ["en"]}
    for language in sorted(set(foreign.values())):
        page = open_page(real_client, f"/?language={language}")
        assert {link.get("lang") for link in page.all(".entry__title a")} == {language}
    for slug, language in foreign.items():
        page = open_page(real_client, f"/articles/{slug}/")
        assert page.one("h1").get("lang") == language
        for link in page.all("main a[href^='/articles/']:not([rel])"):
            assert link.get("lang") == foreign.get(link.get("href").split("/")[2])


def test_a_former_address_leads_to_the_article(client: FlaskClient) -> None:
    response = client.get("/articles/inquiry-begins/")

    assert (response.status_code, response.location) == (308, OPENS)


def test_tracking_parameters_are_dropped(client: FlaskClient) -> None:
    """The reader gets the article, not an error about an unknown filter."""
    response = client.get(f"{DEBATE}?fbclid=abc&utm_source=x")

    assert (response.status_code, response.location) == (308, DEBATE)


def test_unknown_article_is_404(client: FlaskClient) -> None:
    page = open_page(client, "/articles/council-debates/", status=404)

    assert page.text("h1") == "Page not found"
    assert "/" in page.links("main a")


def test_removed_article_leaves_a_tombstone(client: FlaskClient) -> None:
    """The page is a 410 with citation, date and reason, and is noindex."""
    page = open_page(client, "/articles/withdrawn-report/", status=410)

    assert page.text("h1") == "This article was removed from the archive"
    assert page.text(".citation") == (
        "“A report that was withdrawn.” The Korea Herald, 1 April 2012. "
        "https://herald.example.org/2012/withdrawn"
    )
    assert "Removed on 1 November 2026. The newspaper withdrew it." in page.text("main")
    assert page.meta("robots") == ["noindex"]
    assert "/" in page.links("main a")


def test_other_reports_of_the_same_event(real_client: FlaskClient) -> None:
    """All other articles on the article's events, the first ones first, itself not among them."""
    for piece in pieces()[::9]:
        page = open_page(real_client, f"/articles/{piece.slug}/")
        others = sorted(
            (
                p
                for p in pieces()
                if p != piece and set(p.values("event")) & set(piece.values("event"))
            ),
            key=lambda p: p.order,
        )
        shown = [link.split("/")[2] for link in page.links(".beside__title a")]
        assert shown == [other.slug for other in others][:12]
        assert bool(page.all(".beside > p:not(.compare__about)")) == (len(others) > 12)


def test_text_is_escaped(
    client: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
) -> None:
    """A headline with signs of HTML is shown as it is, in head, body and data."""
    title = "<script>alert('x')</script> & </title>"
    file = "articles/2012/council-debates-returns.md"
    edit(file, "title: Council debates returns from China", f'title: "{title}"')
    edit(file, "byline: Kim Hana", "byline: '<b>Kim</b>'")
    load_collection()

    for address in (DEBATE, "/", "/events/2012-council-session/", OPENS, "/?kind=news"):
        page = open_page(client, address)
        assert title in page.text("main")
        assert {script.get("type") for script in page.all("script") if not script.get("src")} <= {
            "application/ld+json"
        }
    page = open_page(client, DEBATE)
    assert page.text("title").startswith(title)
    assert page.meta("citation_title") == [title]
    assert not page.all(".piece__by b b")


@pytest.mark.parametrize("name", ["people", "organisations", "events", "documents"])
def test_every_name_links_to_its_record(real_client: FlaskClient, name: str) -> None:
    for piece in pieces()[::20]:
        page = open_page(real_client, f"/articles/{piece.slug}/")
        linked = [link.split("/")[2] for link in page.links(f".rail a[href^='/{name}/']")]
        assert linked == list(piece.fields.get(name, []))
        assert set(linked) <= records(name).keys()


def test_wayback_address_has_the_last_possible_day(client: FlaskClient) -> None:
    """Not a day before it, when there cannot be a copy yet."""
    assert wayback(open_page(client, DEBATE)) == (
        "https://web.archive.org/web/20120313/https://herald.example.org/2012/council"
    )
    assert wayback(open_page(client, "/articles/letter-to-geneva/")).startswith(
        "https://web.archive.org/web/20130630/"
    )


def wayback(page: Page) -> str:
    (link,) = (link for link in page.links(".piece__note a") if "web.archive.org" in link)
    return link


def test_paragraphs_of_a_digest_can_be_cited(client: FlaskClient, collection: Path) -> None:
    page = open_page(client, DEBATE)

    ids = [element.get("id") for element in page.all(".digest [id]")]
    assert len(ids) == len(set(ids)) >= 1
    assert all(number_in(name) for name in ids)


@pytest.mark.parametrize("feed", [None, "/feed.atom", "/feed.json"])
def test_links_to_originals_are_robust(
    client: FlaskClient,
    edit: Callable[[str, str, str], None],
    load_collection: Callable[..., object],
    feed: str | None,
) -> None:
    """A day and a version, or nothing: the address alone is none of the draft's three forms."""
    original = "https://herald.example.org/2012/council"

    def link() -> dict[str, str]:
        if feed is None:
            html = client.get("/articles/council-debates-returns/").text
        elif feed.endswith("json"):
            items = client.get(feed).json["items"]  # type: ignore[index]
            html = "".join(item["content_html"] for item in items)
        else:
            entries = feedparser.parse(client.get(feed).data, sanitize_html=False).entries
            html = "".join(entry.content[0].value for entry in entries)
        found = lxml.html.fromstring(f"<div>{html}</div>").xpath(f"//a[@href='{original}']")
        return {name: value for name, value in found[0].items() if name.startswith("data-")}

    assert link() == {
        "data-originalurl": original,
        "data-versiondate": "2026-11-20",
        "data-versionurl": f"https://web.archive.org/web/20261120/{original}",
    }
    edit("articles/2012/council-debates-returns.md", "checked: 2026-11-20\n", "")
    load_collection()
    assert link() == {}
