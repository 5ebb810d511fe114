"""Test the pass over sanitised HTML: numbers, headings, footnotes, plain text."""

from __future__ import annotations

import re

import pytest

from archive.content.postprocess import HtmlPass, split_summary

TOKEN = "0123456789abcdef"


def ids(html: str) -> list[str]:
    return re.findall(r' id="([^"]*)"', html)


@pytest.mark.parametrize(
    ("html", "parts"),
    [
        ("<p>a</p>\n<p>b</p>", ("a", "<p>b</p>")),
        (" <p> a <em>b</em> </p>\n", ("a <em>b</em>", "")),
        ("<ul><li>a</li></ul><p>b</p>", ("", "<ul><li>a</li></ul><p>b</p>")),
        ("a<p>b</p>", ("", "a<p>b</p>")),
        ("<pre>a</pre>", ("", "<pre>a</pre>")),
        ("", ("", "")),
    ],
)
def test_the_summary_is_the_first_paragraph(html: str, parts: tuple[str, str]) -> None:
    assert split_summary(html) == parts


def test_paragraphs_and_list_items_are_numbered_in_reading_order() -> None:
    done = HtmlPass("<p>a</p><ul><li>b</li></ul><p>c</p>", token=TOKEN, numbered=True)

    assert done.paragraphs == 3
    assert ids(done.html) == ["p1", "n1", "p2", "n2", "p3", "n3"]
    assert done.text == "a\nb\nc"


@pytest.mark.parametrize(
    ("html", "numbers"),
    [
        ("<li><p>a</p></li>", 1),
        ("<li><p>a</p><ul><li>b</li></ul></li>", 2),
        ("<blockquote><p>a</p></blockquote>", 1),
        ("<table><tbody><tr><td><p>a</p></td></tr></tbody></table>", 0),
        (f'<ol><li id="fn:1-{TOKEN}"><p>a</p><ul><li>b</li></ul></li></ol>', 0),
        ("<h2>a</h2><pre>b</pre>", 0),
    ],
    ids=["item", "items", "quotation", "cell", "footnote", "others"],
)
def test_paragraphs_have_only_one_number(html: str, numbers: int) -> None:
    assert HtmlPass(html, token=TOKEN, numbered=True).paragraphs == numbers
    assert HtmlPass(html, token=TOKEN).paragraphs == 0


def test_headings_begin_below_the_title_of_the_page() -> None:
    html = "<h3>a</h3><h4>b</h4><h5>c</h5><h6>d</h6>"

    assert HtmlPass(html, token=TOKEN).html == "<h2>a</h2><h3>b</h3><h4>c</h4><h4>d</h4>"


def test_heading_ids_are_made_of_words_and_differ() -> None:
    html = "<h2>How we <em>work</em></h2><h2>How we work!</h2><h2>방법</h2><h2>…</h2>"

    done = HtmlPass(html, token=TOKEN, heading_ids=True)

    assert ids(done.html) == ["how-we-work", "how-we-work-2", "방법", "section"]
    assert ids(HtmlPass(html, token=TOKEN).html) == []


def test_only_ids_of_footnotes_survive_without_the_token() -> None:
    html = f'<ol><li id="fn:1-{TOKEN}">a</li><li id="p1">b</li><li id="fn:2-beef">c</li></ol>'

    assert ids(HtmlPass(html, token=TOKEN).html) == ["fn:1"]


def test_footnote_marks_are_not_part_of_the_text() -> None:
    html = (
        f'<p>a<sup id="fnref:1-{TOKEN}"><a href="#fn:1-{TOKEN}">1</a></sup> b'
        f'<a href="#fnref:1-{TOKEN}">↩</a></p>'
    )

    whole = HtmlPass(html, token=TOKEN)
    without = HtmlPass(html, token=TOKEN, notes=False)

    assert whole.html == (
        '<p>a<sup id="fnref:1"><a href="#fn:1">1</a></sup> b<a href="#fnref:1">↩</a></p>'
    )
    assert whole.text == without.text == "a b"
    assert "sup" not in without.html


@pytest.mark.parametrize(
    ("href", "rel"),
    [
        ("https://x.example", ' rel="external noreferrer"'),
        ("http://x.example", ' rel="external noreferrer"'),
        ("mailto:a@x.example", ""),
        ("/about/method", ""),
        ("#p1", ""),
    ],
)
def test_external_links_send_no_referrer(href: str, rel: str) -> None:
    done = HtmlPass(f'<a href="{href}">x</a>', token=TOKEN)

    assert done.html == f'<a href="{href}"{rel}>x</a>'


def test_text_has_one_line_for_each_block() -> None:
    html = "<p>a &amp; <em>b</em>\n  c</p><hr><p></p><table><tr><td>d</td><td>e</td></tr></table>"

    assert HtmlPass(html, token=TOKEN).text.split("\n") == ["a & b", "c", "d", "e"]
