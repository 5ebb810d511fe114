"""Test Markdown: rendering, paragraph numbers, and sanitising."""

from __future__ import annotations

import re
import threading
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.content.commonmark import MAX_DEPTH
from archive.content.markup import render, render_page

VOID = {"br", "hr"}
ALLOWED = {
    *("p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "hr", "br", "h2", "h3", "h4"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    *("em", "strong", "code", "a", "sup", "del", "cite", "q", "abbr", "span"),
}
MARKDOWN = st.lists(
    st.sampled_from(
        [
            "# ",
            "- ",
            "1. ",
            "> ",
            "    ",
            "\n",
            "\n\n",
            "a",
            "*",
            "**",
            "`",
            "```\n",
            "|",
            "---",
            "[a](",
            "javascript:x",
            "https://x.org",
            ")",
            "[^1]",
            "[^1]: ",
            "<p id=p1>",
            "<li>",
            "</li>",
            "<div>",
            "<script>",
            "</script>",
            "<b onclick=x>",
            "<!--",
            "-->",
            "<![CDATA[",
            "<svg><a href='javascript:x'>",
            "&#x3c;script&#x3e;",
            "<td>",
            "<style>",
            "\x02",
            "북",
        ]
    ),
    max_size=25,
).map("".join)


class Page(HTMLParser):
    """Collects the elements of HTML, and checks that they are nested correctly."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element."""
        assert self.open.pop() == tag

    def ids(self) -> list[str]:
        """Every id, in order."""
        return [str(attributes["id"]) for _, attributes in self.elements if "id" in attributes]


def number(n: int) -> str:
    """Return the link before a paragraph."""
    return (
        f'<a class="paragraph__number" id="n{n}" href="#p{n}" '
        f'aria-labelledby="paragraph-word n{n}">{n}</a> '
    )


def test_summary_and_body() -> None:
    """The first paragraph is the summary; the rest is numbered and becomes plain text."""
    rendered = render("A *short*\nsummary.\n\nA paragraph.\n\n- One & only\n- Two\n")

    assert rendered.summary_html == "A <em>short</em>\nsummary."
    assert rendered.summary_text == "A short summary."
    assert rendered.body_html == (
        f'<p id="p1">{number(1)}A paragraph.</p>\n<ul>\n'
        f'<li id="p2">{number(2)}One &amp; only</li>\n<li id="p3">{number(3)}Two</li>\n</ul>'
    )
    assert rendered.text == "A paragraph.\nOne & only\nTwo"
    assert rendered.paragraphs == 3


def test_a_summary_alone() -> None:
    """An article may consist of only its summary."""
    rendered = render("Only this.")

    assert (rendered.summary_text, rendered.body_html) == ("Only this.", "")
    assert (rendered.text, rendered.paragraphs) == ("", 0)


def test_text_without_a_first_paragraph_has_no_summary() -> None:
    """Then the whole text is the body."""
    rendered = render("- a\n- b")

    assert rendered.summary_html == rendered.summary_text == ""
    assert rendered.paragraphs == 2


def test_reading_order_of_numbers() -> None:
    """A paragraph inside a list item is not counted twice; one in a quotation is counted."""
    rendered = render(
        "S.\n\n- item\n\n    > quoted\n\n    more\n\n- item\n\n| a |\n|---|\n| b |\n\nEnd."
    )
    page = Page(rendered.body_html)
    counted = [
        (tag, attrs["id"]) for tag, attrs in page.elements if tag in "p li" and "id" in attrs
    ]

    assert counted == [("li", "p1"), ("p", "p2"), ("li", "p3"), ("p", "p4")]
    assert rendered.text == "item\nquoted\nmore\nitem\na\nb\nEnd."


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("S.\n\n# A\n\n## B\n\n### C\n\n#### D", ["h2", "h3", "h4", "h4"]),
        ("S.\n\n## A\n\n### B", ["h2", "h3"]),
        ("S.\n\n### A", ["h2"]),
        ("S.\n\n<h1>A</h1>", ["h2"]),
    ],
)
def test_headings_begin_at_the_second_level(text: str, headings: list[str]) -> None:
    """The headline is the page's only h1, and no level is left out below it."""
    page = Page(render(text).body_html)

    assert [tag for tag, _ in page.elements if tag[0] == "h"] == headings


def test_links() -> None:
    """Links to the web say so and tell it nothing; other schemes and places lose their address."""
    rendered = render(
        "S.\n\n[w](https://x.org/?a=1&b=2) [m](mailto:a@x.org) [p](#p1) [j](javascript:alert(1)) "
        "[d](data:text/html,x) [r](/tags/) [s](//evil.example) [f](file:///etc/passwd) "
        "[e]()"
    )

    assert re.findall(r"<a(?! class)([^>]*)>(\w)</a>", rendered.body_html) == [
        (' href="https://x.org/?a=1&amp;b=2" rel="external noreferrer"', "w"),
        (' href="mailto:a@x.org"', "m"),
        (' href="#p1"', "p"),
        ("", "j"),
        ("", "d"),
        ("", "r"),
        ("", "s"),
        ("", "f"),
        ("", "e"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<iframe src='javascript:alert(1)'></iframe>",
        "<a href='java\nscript:alert(1)'>x</a>",
        "<a href='&#106;avascript:alert(1)'>x</a>",
        "<p style='background:url(javascript:alert(1))' onclick=alert(1)>x</p>",
        "<style>* { display: none }</style>",
        "<form action=//evil.example><input></form>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img onerror=x>'>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "[x](<javascript:alert(1)>)",
        "<base href=//evil.example><meta http-equiv=refresh content=0>",
    ],
)
def test_attacks_come_out_harmless(text: str) -> None:
    """No script, handler, style or foreign element survives, in an article or on a page."""
    rendered = render(f"S. {text}\n\n{text}\n\nP. {text}")
    for html in (rendered.summary_html, rendered.body_html, render_page(text).html):
        assert_harmless(html)
    assert "alert(1)</" not in rendered.body_html.replace("alert(1)</p>", "")


def assert_harmless(html: str) -> None:
    """Only allowed elements with allowed attributes, and no address that runs anything."""
    for tag, attributes in Page(html).elements:
        assert tag in ALLOWED
        assert set(attributes) <= {
            *("href", "rel", "lang", "title", "start", "id", "class", "aria-labelledby")
        }
        href = attributes.get("href", "") or ""
        assert re.match(r"\s*(https?:|mailto:|#|/(?![/\\])|$)", href, re.IGNORECASE)
        assert attributes.get("class") in (None, "paragraph__number")


def test_script_and_style_lose_their_content() -> None:
    """The content of a script is not text."""
    rendered = render("S.\n\nA<script>alert(1)</script>B<style>p{}</style>C")

    assert rendered.text == "ABC"


def test_ids_and_classes_of_authors_are_removed() -> None:
    """No text can take an id that the page, a paragraph or a footnote needs."""
    rendered = render(
        'S.\n\nA[^1].\n\n<p id="p1" class="paragraph__number">x</p>\n\n<li id="fn:1">y</li>\n\n'
        "[^1]: Note."
    )

    assert Page(rendered.body_html).ids() == [
        *("p1", "n1", "fnref:1", "p2", "n2", "p3", "n3", "fn:1")
    ]
    assert rendered.body_html.count('class="paragraph__number"') == 3


def test_language_of_words_is_kept() -> None:
    """Any element may have `lang`."""
    assert '<span lang="ko">북한</span>' in render('S.\n\n<span lang="ko">북한</span>').body_html


def test_footnotes_have_links_both_ways() -> None:
    """Each reference has its note and each note its way back; notes are not numbered."""
    rendered = render("S.\n\nA[^x] and B[^y], A again[^x].\n\n[^x]: First.\n[^y]: Second.")
    page = Page(rendered.body_html)
    ids = page.ids()
    targets = [str(attributes["href"])[1:] for tag, attributes in page.elements if tag == "a"]

    assert rendered.paragraphs == 1
    assert set(targets) <= set(ids)
    assert {"fn:1", "fn:2", "fnref:1", "fnref2:1", "fnref:2"} <= set(ids)
    assert rendered.text == "A and B, A again.\nFirst.\nSecond."


def test_footnotes_of_a_summary_are_left_out() -> None:
    """A list shows many summaries, so a summary has no ids."""
    rendered = render("S[^1].\n\nB.\n\n[^1]: Note.")

    assert rendered.summary_html == "S."


def test_page() -> None:
    """Pages have no numbers; their headings can be linked, and links within the site stay."""
    html = render_page(
        "## What & why\n\nA [tag](/tags/) and [evil](//x).\n\n## What & why\n\n## 방법"
    ).html

    assert html.split("\n") == [
        '<h2 id="what-why">What &amp; why</h2>',
        '<p>A <a href="/tags/">tag</a> and <a>evil</a>.</p>',
        '<h2 id="what-why-2">What &amp; why</h2>',
        '<h2 id="방법">방법</h2>',
    ]


def test_lists_nested_too_deeply_are_shown_as_text() -> None:
    """The depth has a limit; the text is kept, and the next text renders well."""
    deep = "\n".join("    " * level + "- x" for level in range(600))

    assert render(deep).text.count("x") == 600
    assert render(deep).body_html.count("<ul>") <= MAX_DEPTH + 1
    assert render("S.\n\n- a").paragraphs == 1


def test_threads_do_not_share_footnotes() -> None:
    """Each thread renders with its own instance."""
    results: list[str] = []

    def work(word: str) -> None:
        for _ in range(50):
            results.append(render(f"S.\n\n{word}[^1]\n\n[^1]: {word}.").text)

    threads = [threading.Thread(target=work, args=(word,)) for word in ("one", "two", "three")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(results) == {"one\none.", "two\ntwo.", "three\nthree."}


@given(st.text() | MARKDOWN)
def test_any_text_comes_out_harmless_and_numbered(text: str) -> None:
    """For any text: no script runs, ids are unique, and numbers are consecutive."""
    rendered = render(text)
    assert_harmless(rendered.summary_html)
    assert_harmless(rendered.body_html)
    assert_harmless(render_page(text).html)

    ids = Page(rendered.body_html).ids()
    assert len(ids) == len(set(ids))
    numbers = range(1, rendered.paragraphs + 1)
    assert [each for each in ids if re.fullmatch(r"p\d+", each)] == [f"p{n}" for n in numbers]
    assert [each for each in ids if re.fullmatch(r"n\d+", each)] == [f"n{n}" for n in numbers]
    assert Page(rendered.summary_html).ids() == []


@given(MARKDOWN)
def test_rendering_is_repeatable(text: str) -> None:
    """The same text has the same HTML, whatever was rendered before."""
    first = render(text)
    render("S.\n\nOther[^1].\n\n[^1]: Note.")

    assert render(text) == first
