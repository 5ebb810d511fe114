"""Test that Markdown is read as CommonMark does, that no word gets lost, and how long it takes."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.content.digests import check_digest, check_page
from archive.content.markup import render

PIECES = [
    *(
        "- ",
        "  - ",
        "    - ",
        "1. ",
        "   - ",
        "2) ",
        "* ",
        "word",
        "  more",
        "    four",
        "\n",
        "\n",
    ),
    *(
        "\n\n",
        "# head",
        "#no",
        "> ",
        "one two",
        "<sic>",
        "`c`",
        " ",
        "   three",
        "<https://x.org/q>",
    ),
    *("\n```\nkode\n```\n", "\n\n---\n\n", "\n\n|a|b|\n|-|-|\n|c|d|\n\n", "[t](https://x.org/u)"),
    *(
        "a < b",
        "snake_case",
        "\\<em\\>",
        "[sic]",
        "북한",
        "<사설>",
        "C#",
        "<Editorial>",
        "http://x.org",
    ),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def shape(text: str) -> str:
    """Return the HTML below a summary, without numbers, ids and white space between elements."""
    html = render(f"S.\n\n{text}").body_html
    html = re.sub(r'<a class="paragraph__number".*?</a> | id="[^"]*"', "", html)
    html = html.replace("<p>", "").replace("</p>", "")
    return re.sub(r"\s*(</?(?:ul|ol|li|pre|table|thead|tbody|tr|th|td)[^>]*>)\s*", r"\1", html)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        ("- a\n    - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("- a\n\n  more", "<ul><li>a\nmore</li></ul>"),
        ("A:\n- a\n- b", "A:<ul><li>a</li><li>b</li></ul>"),
        ("1) a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
        ("In\n2013. it was.", "In\n2013. it was."),
        ("#25 of the list", "#25 of the list"),
        ("Text\n#MeToo was named.", "Text\n #MeToo was named."),
        ("# C#", "<h2>C#</h2>"),
        (
            "- a\n\n    ```\n    code\n    ```\n- b",
            "<ul><li>a<pre><code>code\n</code></pre></li><li>b</li></ul>",
        ),
        ("The <sic> said <Redacted>.", "The &lt;sic&gt; said &lt;Redacted&gt;."),
        ("\\<sic\\> and `<b>`", "&lt;sic&gt; and <code>&lt;b&gt;</code>"),
        (
            "Rows:\n|a|\n|-|\n|b|",
            "Rows:<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
        ),
    ],
)
def test_blocks_are_read_as_commonmark_does(text: str, html: str) -> None:
    """Lists, code, tables and headings come out as most editors show them."""
    assert shape(text) == html


def test_scheme_in_capitals() -> None:
    """A link is external however its scheme is written."""
    assert 'rel="external noreferrer"' in shape("See <HTTPS://EXAMPLE.ORG/a>.")


@given(TEXTS)
def test_no_word_is_lost_without_a_problem(text: str) -> None:
    """Every word of the text is on the page, or a problem says why not."""
    body = f"S.\n\n{text}"
    problems = [each for each in check_digest("x", body, 1) if each.severity == "error"]
    rendered = render(body)
    shown = re.sub(r"\W|_", "", rendered.summary_text + rendered.text)
    for word in (
        "word",
        "more",
        "four",
        "head",
        "sic",
        "three",
        "kode",
        "북한",
        "사설",
        "Editorial",
    ):
        assert problems or shown.count(word) == len(re.findall(word, text))


@given(TEXTS)
def test_words_are_not_said_to_be_lost_when_they_are_shown(text: str) -> None:
    """The comparison of text and page finds nothing in well-formed Markdown."""
    faults = [each.fault for each in check_digest("x", f"S.\n\n{text}", 1)]

    assert not [fault for fault in faults if "would not be on the page" in fault]


@pytest.mark.parametrize(
    "piece",
    [
        *("[", "![", "[a](", "a[^1] ", "a\n=\n", "<a ", "<ul><li>", "<em>", "---\n", "# a\n", "`"),
        *(
            "- a\n",
            "\\",
            "|a|b|\n",
            "[a](<",
            "> ",
            ">",
            "1. ",
            "  - a\n",
            "``` \n",
            "[x][y]",
            "*a ",
        ),
        *('<span lang="ko">', "## main\n\n", "[a]: b\n", "- [a](b)\n", "<!--", "&", "<b>", "a\n\n"),
    ],
)
@pytest.mark.parametrize("size", [1_000, 60_000])
def test_no_text_takes_long(piece: str, size: int) -> None:
    """A file of any kind is checked and rendered, or refused, within two seconds."""
    text = f"S.\n\n{piece * (size // len(piece))}\n\n[^1]: Note.\n"
    started = time.thread_time()
    check_digest("x", text, 1)
    check_page("x", text, 1)

    assert time.thread_time() - started < 2
