"""Words over time: every number is that of the list behind it, on the page and in the CSV."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.web.pages.words import OUTLETS_SHOWN
from tests.web.files import expected, find_words, pieces, questions, records
from tests.web.page_parsing import Page, arrive, listed, number_in, open_page, text_of

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "tests" / "content"
BOM = "\ufeff"


@pytest.fixture(scope="module")
def whole(real_app: Flask) -> Page:
    """The page with nothing asked."""
    return open_page(real_app.test_client(), "/words/")


def numbers(page: Page, css: str) -> list[tuple[str, int]]:
    """Address and number of the links of a part of the page."""
    return [(link.get("href"), number_in(text_of(link))) for link in page.all(css)]


def table(page: Page, heading: str) -> list[list[str]]:
    rows = page.all(f"[aria-labelledby={heading}] tr")
    return [[text_of(cell) for cell in row] for row in rows]


def lines(client: FlaskClient, address: str) -> list[dict[str, str]]:
    text = client.get(address).data.decode("utf-8")
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline="")))


# The plain reading that the numbers are compared with


@pytest.mark.parametrize("name", ["headlines", "digests"])
def test_reference_search_agrees_with_a_human(name: str) -> None:
    """By hand: the sample that the lexicon is tested against."""
    own = {word["id"] for word in records("words").values() if "own" in word}
    for case in yaml.safe_load((SAMPLE / f"{name}.yaml").read_text("utf-8")):
        if name == "digests":
            found = [word for word in find_words(case["text"], "en") if word not in own]
        elif re.fullmatch(r"\[.*\]", case["headline"]):
            found = []
        else:
            found = find_words(case["headline"], case["language"])
        assert found == list(dict.fromkeys(case["words"])), case


def test_headlines_of_the_sample_have_their_words_in_the_archive(real_client: FlaskClient) -> None:
    """Each headline that a reader labelled is behind the filter of each of its words."""
    behind = {word: listed(real_client, f"/?word={word}") for word in records("words")}
    slugs = {str(piece.fields["title"]): piece.slug for piece in pieces()}
    seen = 0
    for case in yaml.safe_load((SAMPLE / "headlines.yaml").read_text("utf-8")):
        if slug := slugs.get(case["headline"]):
            seen += 1
            assert all(slug in behind[word] for word in case["words"]), case

    assert seen > 70


# Every cell


def test_every_count_matches_the_linked_list(whole: Page, real_client: FlaskClient) -> None:
    links = [
        *numbers(whole, ".words__table td a"),
        *(
            (link.get("href"), number_in(link.get("aria-label").rpartition(": ")[2]))
            for link in whole.all(".words__chart a")
        ),
        *(
            (title.cssselect("a")[0].get("href"), number_in(text_of(title.cssselect("small")[0])))
            for title in whole.all(".words__grid h3")
        ),
    ]
    counts = dict(links)

    assert len(links) > 350
    assert all(counts[address] == number for address, number in links)
    for address, number in counts.items():
        found = open_page(real_client, address).text(".list__count")
        assert number_in(found.partition(" of ")[2] or found) == number, address
        assert len(expected(unquote(address))) == number, address


def test_tables_match_the_reference_counts(whole: Page) -> None:
    """Cells without a number are those that no article belongs in."""
    years, outlets = table(whole, "by-year"), table(whole, "by-outlet")
    labels = {str(word["label"]): word_id for word_id, word in records("words").items()}
    names = {str(record["name"]): record_id for record_id, record in records("outlets").items()}
    per_year = Counter((w, p.published[:4]) for p in pieces() for w in ["", *p.values("word")])
    per_outlet = Counter(
        (w, p.values("outlet")[0]) for p in pieces() for w in ["", *p.values("word")]
    )

    shown = [re.sub(r"\D", "", name)[-2:] for name in years[0][1:-1]]
    columns = [f"{19 if name > '50' else 20}{name}" for name in shown]
    assert columns == [str(year) for year in range(1999, 2027)]
    for name, *cells in years[1:]:
        word = labels.get(name, "")
        assert [int(cell or 0) for cell in cells[:-1]] == [per_year[word, y] for y in columns]
        assert int(cells[-1]) == sum(per_year[word, year] for year in columns)
    assert len(years) == 2 + len({w for w, _ in per_year if w})
    rows = [labels.get(name, "") for name in outlets[0][1:]]
    for name, *cells in outlets[1:]:
        assert [int(cell or 0) for cell in cells] == [per_outlet[w, names[name]] for w in rows]
    most = sorted((n for (w, _), n in per_outlet.items() if not w), reverse=True)
    assert [int(row[1]) for row in outlets[1:]] == most[:OUTLETS_SHOWN]


def test_every_word_has_its_chart_and_definition(whole: Page) -> None:
    assert [title.get("id") for title in whole.all(".words__grid li[id]")] == [
        f"word-{word}" for word in records("words")
    ]
    assert whole.texts(".words__group h2")[:2] == ["English", "Korean"]
    defector = whole.one("#word-defector")
    assert str(records("words")["defector"]["definition"])[:40] in text_of(defector)
    (name, *_) = [link.get("aria-label") for link in defector.cssselect("svg a")]
    assert re.fullmatch(r"defector, 20\d\d: \d+ articles?", name)
    heights = {
        link.get("aria-label"): float(link.cssselect("rect")[1].get("height"))
        for link in whole.all(".words__chart a")
    }
    scale = [h / number_in(name.rpartition(": ")[2]) for name, h in heights.items()]
    assert max(scale) - min(scale) < 0.06  # One for all charts; heights are rounded to tenths.
    assert whole.one("#word-talbukmin h3 a").get("lang") == "ko"
    assert "Only whole words count" in whole.text(".words__method")


@settings(max_examples=25)
@given(address=questions(paths=("/words/",)), data=st.data())
def test_query_changes_the_counts(
    real_client: FlaskClient, address: str, data: st.DataObject
) -> None:
    page = open_page(real_client, arrive(real_client, address))
    query = page.address.partition("?")[2]
    answer = set(expected(f"/?{query}"))
    used = {w for piece in pieces() if piece.slug in answer for w in piece.values("word")}
    cells = numbers(page, ".words__table td a")

    if query:
        ids = {item.get("id").removeprefix("word-") for item in page.all(".words__grid li[id]")}
        assert ids == used
    for link, number in data.draw(st.lists(st.sampled_from(cells), max_size=4)) if cells else []:
        opened = listed(real_client, link)
        assert len(opened) == number
        assert opened == expected(unquote(link))
        assert set(opened) <= answer


def test_query_without_matches_says_so(real_client: FlaskClient) -> None:
    page = open_page(real_client, "/words/?from=2035")

    assert "No article uses any of these words." in page.text("main")
    assert not page.all("table")
    assert page.links(".constraints a") == ["/words/"]


def test_an_archive_without_a_lexicon(client: FlaskClient) -> None:
    page = open_page(client, "/words/", status=404)

    assert "/words/" not in page.links(".bar__nav a")
    assert client.get("/words.csv").status_code == 404


# The CSV


@pytest.mark.parametrize("query", ["", "?tag=upr", "?outlet=kbs-world&outlet=yonhap&word=refugee"])
def test_the_csv_has_the_numbers_of_the_page(real_client: FlaskClient, query: str) -> None:
    page = open_page(real_client, f"/words/{query}")
    found = lines(real_client, f"/words.csv{query}")

    assert page.links("link[type='text/csv']") == [f"/words.csv{query}"]
    shown = dict(numbers(page, ".words__table td a"))
    given_ = {row["address"].removeprefix("http://localhost"): row for row in found}
    years = {link for link in shown if "from=" in link}
    assert {link for link, row in given_.items() if row["by"] == "year"} == years
    for link, row in given_.items():
        assert int(row["articles"]) > 0
        if link in shown:
            assert int(row["articles"]) == shown[link]
        if row["word"]:
            assert records("words")[row["word"]]["label"] == row["label"]
        if row["by"] == "outlet":
            assert records("outlets")[row["value"]]["name"] == row["name"]
        assert len(expected(unquote(link))) == int(row["articles"]), link
    # Every article has one outlet, so the two halves of a word have the same sum.
    sums = {by: Counter[str]() for by in ("year", "outlet")}
    for row in found:
        sums[row["by"]][row["word"]] += int(row["articles"])
    assert sums["year"] == sums["outlet"]


def test_the_csv_is_a_download_in_the_form_of_rfc_4180(real_client: FlaskClient) -> None:
    response = real_client.get("/words.csv")

    assert response.mimetype == "text/csv"
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    disposition = response.headers["Content-Disposition"]
    assert re.match(
        r'attachment; filename="geneva-record-words-\d{4}-\d\d-\d\d\.csv"; ', disposition
    )
    text = response.data.decode("utf-8")
    assert text.startswith(f"{BOM}word,label,language,by,value,name,articles,address\r\n")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")


def test_csv_follows_the_rules_of_pages(real_client: FlaskClient) -> None:
    response = real_client.get("/words.csv")
    etag = response.headers["ETag"]

    assert real_client.get("/words.csv", headers={"If-None-Match": etag}).status_code == 304
    head = real_client.head("/words.csv")
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", etag)
    assert real_client.post("/words.csv").status_code == 405
    bad = open_page(real_client, "/words.csv?tag=uprr", status=400)
    assert "/words.csv?tag=upr" in bad.links("main a")
    assert arrive(real_client, "/words.csv?word=refugee&tag=upr&order=oldest") == (
        "/words.csv?tag=upr&word=refugee"
    )


LEXICON = """\
- {id: sum, label: "=1+1", language: en, forms: [debates], definition: D., sources: [https://x.org]}
- {id: at, label: "@here, \\"x\\"", language: en, forms: [sends back], definition: D., sources: [https://x.org]}
"""


def test_no_cell_is_a_formula(
    collection: Path, load_collection: Callable[..., object], app: Flask
) -> None:
    (collection / "authorities/words.yaml").write_text(LEXICON, "utf-8")
    load_collection()

    labels = {row["label"] for row in lines(app.test_client(), "/words.csv")}

    assert labels == {"all articles", "'=1+1", '\'@here, "x"'}


# As a filter elsewhere


def test_a_word_is_a_filter_like_the_others(real_client: FlaskClient) -> None:
    page = open_page(real_client, "/?outlet=yonhap&word=refugee")

    assert listed(real_client, page.address) == expected(page.address)
    assert page.text("h1").endswith("that use the word “refugee”")
    assert "without “refugee”" in open_page(real_client, "/?word=-refugee").text("h1")
    assert arrive(real_client, "/?word=refugee&outlet=yonhap") == page.address
    bad = open_page(real_client, "/?word=refugees", status=400)
    assert "/?word=refugee" in bad.links("main a")


def test_words_are_the_last_group_of_the_panel(real_client: FlaskClient) -> None:
    page = open_page(real_client, "/")

    assert page.texts(".filters h3")[-1] == "Word"
    assert page.links(".filters__more a")[-1] == "/words/"


def test_unknown_word_page_suggests_its_articles(real_client: FlaskClient) -> None:
    page = open_page(real_client, "/words/refugees/", status=404)

    assert "/?word=refugee" in page.links("main a")
