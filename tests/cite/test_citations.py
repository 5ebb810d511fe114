"""An article and its paragraphs in six styles."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from archive.cite.bylines import names
from archive.cite.citations import STYLES, CitationStyle, citation, citations
from archive.cite.names import Name
from archive.cite.reference import Reference
from tests.cite.samples import DEBATE, NOTICE, REPORT, text_of

PLAIN = replace(DEBATE, url="https://herald.example.org/1", authors=names("Kim So-hyun"))
HERE = "https://archive.example.org/articles/council-debates-returns/"
BY_ID = {style.id: style for style in STYLES}


def cited(name: str, reference: Reference = PLAIN, paragraph: int | None = None) -> str:
    return in_words(reference, BY_ID[name], paragraph)


def in_words(reference: Reference, style: CitationStyle, paragraph: int | None = None) -> str:
    return text_of(citation(reference, style, paragraph))


def test_a_newspaper_article_in_every_style() -> None:
    """Written by hand from the handbooks' examples of a newspaper article on the web."""
    assert {style.id: in_words(PLAIN, style) for style in STYLES} == {
        "chicago": "Kim So-hyun. “Council Debates Returns from China.” The Korea Herald "
        "(South Korea), March 13, 2012. https://herald.example.org/1. "
        f"Digest in The Geneva Record, {HERE}.",
        "apa": "Kim, S. (2012, March 13). Council debates returns from China. The Korea Herald. "
        f"https://herald.example.org/1 [Digest in The Geneva Record: {HERE}]",
        "mla": "Kim So-hyun. “Council Debates Returns from China.” The Korea Herald "
        "[South Korea], 13 Mar. 2012, https://herald.example.org/1. "
        f"Digest in The Geneva Record, {HERE}.",
        "harvard": "Kim, S. (2012) ‘Council debates returns from China’, The Korea Herald, "
        "13 March. Available at: https://herald.example.org/1 (Accessed: 20 November 2026). "
        f"Digest in The Geneva Record. Available at: {HERE}.",
        "vancouver": "Kim SH. Council debates returns from China. The Korea Herald [Internet]. "
        "2012 Mar 13 [cited 2026 Nov 20]. Available from: https://herald.example.org/1 "
        f"[Digest in The Geneva Record: {HERE}]",
        "oscola": "Kim S, ‘Council Debates Returns from China’ The Korea Herald (South Korea, "
        "13 March 2012) <https://herald.example.org/1> accessed 20 November 2026; "
        f"digest in The Geneva Record <{HERE}>",
    }


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.id)
def test_paragraph_is_cited_within_the_digest(style: CitationStyle) -> None:
    whole, text = in_words(PLAIN, style), in_words(PLAIN, style, 3)

    assert re.search(r"Geneva Record, para\.? 3\b", text)
    assert f"{HERE}#p3" in text
    assert re.sub(r", para\.? 3", "", text).replace("#p3", "") == whole


def test_all_styles_at_once_equal_single_ones() -> None:
    texts = citations(PLAIN, 2)

    assert len(texts) == 3
    for paragraph, found in zip((None, 1, 2), texts, strict=True):
        assert found == {style.id: citation(PLAIN, style, paragraph) for style in STYLES}


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.id)
def test_the_outlet_comes_before_the_archive(style: CitationStyle) -> None:
    for reference in (PLAIN, NOTICE, REPORT):
        text = in_words(reference, style)
        assert 0 <= text.index(reference.outlet) < text.index(reference.url)
        assert text.index(reference.url) < text.index(reference.archive)
        assert text.count(reference.archive) == 1


def test_agency_is_the_author_of_carried_stories() -> None:
    carried = replace(PLAIN, authors=(Name(literal="Yonhap News Agency"),), agency="Yonhap")

    assert cited("apa", carried).startswith("Yonhap News Agency. (2012, March 13). Council")
    assert cited("oscola", carried).startswith("Yonhap News Agency, ‘Council")


def test_unsigned_piece_follows_the_style() -> None:
    unsigned = replace(PLAIN, authors=())

    assert cited("apa", unsigned).startswith("Council debates returns from China. (2012, March 13)")
    assert cited("chicago", unsigned).startswith("The Korea Herald (South Korea). “Council")
    assert cited("mla", unsigned).startswith("“Council Debates Returns from China.” The Korea")
    assert cited("harvard", unsigned).startswith("The Korea Herald (2012) ‘Council debates")
    assert all(in_words(unsigned, style).count("debates returns") < 2 for style in STYLES)


def test_hangul_names_are_kept_whole() -> None:
    korean = replace(PLAIN, authors=names("이정은"), language="ko", title="유엔 결의")

    for style in STYLES:
        assert in_words(korean, style).startswith("이정은")
        assert "유엔 결의" in in_words(korean, style)


def test_name_in_both_scripts_is_shown_in_both() -> None:
    both = replace(PLAIN, authors=names("홍주예 (Hong Ju-ye)"))

    assert cited("chicago", both).startswith("Hong Ju-ye 홍주예. ")
    assert cited("apa", both).startswith("Hong, J. ")


def test_korean_names_keep_their_order() -> None:
    two = replace(PLAIN, authors=names("Park Byung-soo and Park Min-hee"))

    assert cited("chicago", two).startswith("Park Byung-soo and Park Min-hee. “")
    assert cited("apa", two).startswith("Park, B., & Park, M. (2012")
    assert cited("vancouver", two).startswith("Park BS, Park MH. ")


def test_a_press_release_names_its_body_once() -> None:
    assert cited("apa", NOTICE).startswith(
        "Amnesty International. (2012, March 13). [Appeal for thirty people] [Press release]. https"
    )
    assert cited("mla", NOTICE).startswith(
        "[Appeal for Thirty People]. Press release. Amnesty International, 13 Mar. 2012, https"
    )
    assert cited("vancouver", REPORT).count("Amnesty International") == 1


RELEASE = replace(
    PLAIN,
    title="Thirty people are at risk",
    kind="press-release",
    outlet="UNHCR",
    published="2000-01-13",
    authors=(Name(literal="UNHCR"),),
    place=None,
)
ACCESSED = "Available at: https://herald.example.org/1 (Accessed: 20 November 2026)."


@pytest.mark.parametrize(
    ("published", "year", "day"),
    [
        ("2000-01-13", "2000", " 13 January."),
        ("2004-05", "2004", " May."),
        ("2004", "2004", ""),
        ("2004-05~", "c. 2004", " May."),
    ],
)
def test_a_press_release_in_harvard(published: str, year: str, day: str) -> None:
    """As Cite Them Right has it: medium behind the title, then day and month."""
    release = replace(RELEASE, published=published)

    assert cited("harvard", release).startswith(
        f"UNHCR ({year}) Thirty people are at risk [Press release].{day} {ACCESSED} Digest"
    )


def test_a_statement_of_another_body_in_harvard() -> None:
    statement = replace(RELEASE, kind="statement", outlet="Scoop")

    assert cited("harvard", statement).startswith(
        f"UNHCR (2000) Thirty people are at risk [Statement], Scoop. 13 January. {ACCESSED} Digest"
    )


@pytest.mark.parametrize(
    ("published", "date"),
    [("2000-01-13", "2000 Jan 13"), ("2004-05", "2004 May"), ("2004", "2004")],
)
def test_a_press_release_in_vancouver(published: str, date: str) -> None:
    """As Citing Medicine has it: title, medium, the whole date."""
    release = replace(RELEASE, published=published)
    rest = f"{date} [cited 2026 Nov 20]. Available from: https://herald.example.org/1 ["

    assert cited("vancouver", release).startswith(
        f"UNHCR. Thirty people are at risk [Press release] [Internet]. {rest}"
    )
    unsigned = replace(release, outlet="Scoop", authors=())
    assert cited("vancouver", unsigned).startswith(
        f"Thirty people are at risk [Press release]. Scoop [Internet]. {rest}"
    )


@pytest.mark.parametrize(
    ("published", "date"),
    [
        ("2005-11-24", "2005 Nov 24"),
        ("2005-09-02", "2005 Sep 2"),
        ("2005-11", "2005 Nov"),
        ("2005", "2005"),
        ("2005-11-24?", "[2005 Nov 24?]"),
    ],
)
def test_a_report_in_vancouver_keeps_its_day_and_its_publisher(published: str, date: str) -> None:
    report = replace(RELEASE, kind="report", outlet="United Nations", published=published)

    assert cited("vancouver", report).startswith(
        f"UNHCR. Thirty people are at risk [Internet]. United Nations; {date} [cited 2026 Nov 20]."
    )


def test_editorial_is_its_own_author_in_oscola() -> None:
    unsigned = replace(PLAIN, kind="editorial", authors=())
    board = replace(unsigned, authors=names("The Editorial Board"))

    assert cited("oscola", unsigned).startswith("Editorial, ‘Council Debates Returns from China’")
    assert not board.authors[0].is_person
    assert cited("oscola", board).startswith("Editorial, ‘Council")
    assert cited("oscola", replace(PLAIN, kind="editorial")).startswith("Kim S, ‘Council")
    assert cited("oscola", replace(PLAIN, kind="opinion", authors=())).startswith("‘Council")
    assert cited("chicago", unsigned).startswith("The Korea Herald (South Korea). “Council")


@pytest.mark.parametrize("kind", ["news", "press-release", "report"])
@pytest.mark.parametrize(
    ("style", "about", "uncertain", "both"),
    [
        ("chicago", "[ca. 2014]", "[2014?]", "[ca. 2014?]"),
        ("apa", "(ca. 2014)", "(ca. 2014)", "(ca. 2014)"),
        ("mla", ", circa 2014,", ", [2014?],", ", [circa 2014?],"),
        ("harvard", "(c. 2014)", "(c. 2014)", "(c. 2014)"),
        ("vancouver", " [ca. 2014] [cited", " [2014?] [cited", " [ca. 2014?] [cited"),
        ("oscola", " c 2014)", " c 2014)", " c 2014)"),
    ],
)
def test_approximate_and_uncertain_dates_follow_the_handbook(
    kind: str, style: str, about: str, uncertain: str, both: str
) -> None:
    for mark, expected in (("~", about), ("?", uncertain), ("%", both)):
        text = cited(style, replace(PLAIN, kind=kind, published=f"2014{mark}"))
        assert expected in text
        assert text.count("2014") == 1


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.id)
def test_a_certain_date_has_no_mark(style: CitationStyle) -> None:
    for reference in (PLAIN, RELEASE, REPORT):
        assert not re.search(r"\bc(?:a?\.|irca)? |\?\]", in_words(reference, style), re.IGNORECASE)


@pytest.mark.parametrize(
    ("published", "apa", "harvard"),
    [
        ("2012", "(2012)", "(2012)"),
        ("2012-03-XX", "(2012, March)", "The Korea Herald, March. "),
        ("2012~", "(ca. 2012)", "(c. 2012)"),
        ("2012?", "(ca. 2012)", "(c. 2012)"),
        ("2012-03?", "(ca. 2012, March)", "(c. 2012)"),
    ],
)
def test_dates_are_as_exact_as_they_are_known(published: str, apa: str, harvard: str) -> None:
    reference = replace(PLAIN, published=published)

    assert apa in cited("apa", reference)
    assert harvard in cited("harvard", reference)


def test_no_day_of_access_is_made_up() -> None:
    unchecked = replace(PLAIN, checked=None)

    for style in STYLES:
        assert "2026" not in in_words(unchecked, style)
        assert "ccessed" not in in_words(unchecked, style)


def test_newspaper_and_report_are_in_italics_where_the_style_has_them() -> None:
    italic = {
        style.id: [run.text for run in citation(PLAIN, style) if run.italic] for style in STYLES
    }
    assert italic.pop("vancouver") == []
    assert all(names == ["The Korea Herald"] for names in italic.values())
    report = [run for run in citation(REPORT, BY_ID["apa"]) if run.italic]
    assert [(run.text, run.title) for run in report] == [("The invisible exodus", True)]


def test_headline_from_right_to_left_does_not_move_the_words_around_it() -> None:
    hebrew = replace(PLAIN, title="כותרת 7", language="he")

    for style in STYLES:
        assert "\u2068כותרת 7\u2069" in in_words(hebrew, style)
