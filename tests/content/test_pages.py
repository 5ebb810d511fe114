"""Test pages about the archive."""

from __future__ import annotations

from archive.content.pages import parse_page


def test_page() -> None:
    """Title, description, place in the menu, and the text."""
    data = b"---\ntitle: Method\ndescription: How it is made.\norder: 10\n---\n\n## A\n\nB\n"
    parsed = parse_page("about/method.md", data)
    page = parsed.record

    assert parsed.problems == []
    assert page is not None
    assert (page.slug, page.title, page.description, page.order) == (
        *("method", "Method", "How it is made.", 10),
    )
    assert page.body == "## A\n\nB"


def test_order_has_a_default() -> None:
    """A page without `order` is in the middle of the menu."""
    parsed = parse_page("about/x.md", b"---\ntitle: T\ndescription: D\n---\nText\n")

    assert parsed.record is not None
    assert parsed.record.order == 50


def test_faults_of_a_page() -> None:
    """All faults are reported at once."""
    parsed = parse_page("about/Big Page.md", b"---\ntitel: T\norder: -1\n---\n")

    assert parsed.record is None
    assert [str(problem) for problem in parsed.problems] == [
        "about/Big Page.md:2: titel: unknown field. Did you mean 'title'?",
        "about/Big Page.md:3: order: '-1' is not a whole number. Write digits, such as 10.",
        "about/Big Page.md:2: title: the field is missing. Add a line such as 'title: Method'.",
        "about/Big Page.md:2: description: the field is missing. "
        "Add a line such as 'description: How the archive is made.'.",
        "about/Big Page.md: the file's name: 'Big Page' is not an id. Rename it to big-page.md.",
        "about/Big Page.md:5: there is no text below the front matter. Write the text of the page.",
    ]
