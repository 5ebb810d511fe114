"""Quotation marks, full stops and capitals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.cite.capitals import cased
from archive.cite.typography import Run, finished, isolated, join, marked, quoted, styled
from tests.cite.samples import text_of

AMERICAN, BRITISH = (("“", "”"), ("‘", "’")), (("‘", "’"), ("“", "”"))


def printed(text: str, outer: tuple[str, str], inner: tuple[str, str], *, inside: bool) -> str:
    """What is read of a finished text."""
    return text_of(finished(text, outer, inner, inside=inside))


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("Title.", ". Next", "Title. Next"),
        ("Why?", ". Next", "Why? Next"),
        ("a,", ", b", "a, b"),
        ("a ", " b", "a b"),
        ("Jr.", ", b", "Jr., b"),
        ("", ". b", ". b"),
        ("a", "", "a"),
    ],
)
def test_punctuation_is_not_doubled(left: str, right: str, whole: str) -> None:
    assert join(left, right) == whole


@pytest.mark.parametrize(
    ("title", "american", "british"),
    [
        ("A title", "“A title.”", "‘A title’."),
        ("Why?", "“Why?”", "‘Why?’"),
        ("A “new” one", "“A ‘new’ one.”", "‘A “new” one’."),
        ("‘Only’ this", "“‘Only’ this.”", "‘“Only” this’."),
        ('The "last"', "“The ‘last.’”", "‘The “last”’."),
        ("China's 'claim'", "“China’s ‘claim.’”", "‘China’s “claim”’."),
        ("[Supplied]", "[Supplied].", "[Supplied]."),
        ("[A] seven [B]", "“[A] seven [B].”", "‘[A] seven [B]’."),
    ],
)
def test_a_quoted_title(title: str, american: str, british: str) -> None:
    text = join(quoted(marked(title)), ".")

    assert printed(text, *AMERICAN, inside=True) == american
    assert printed(text, *BRITISH, inside=False) == british


def test_a_korean_quotation_may_be_followed_by_a_particle() -> None:
    text = quoted(marked("‘북송 중단’촉구, '보호'를 요청"))

    assert printed(text, *BRITISH, inside=False) == "‘“북송 중단”촉구, “보호”를 요청’"


def test_marks_outside_quotations_are_unchanged() -> None:
    text = marked("‘Silence’ and “words” of 'others'")

    assert printed(text, *AMERICAN, inside=True) == "‘Silence’ and “words” of “others”"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("UN urges China to stop", "UN Urges China to Stop"),
        ("what it is for", "What It Is For"),
        ("returns: the end of it", "Returns: The End of It"),
        ("N. Korea's return", "N. Korea's Return"),
        ("iPhone and eBay", "iPhone and eBay"),
        ("In The News", "In the News"),
    ],
)
def test_english_titles_take_capitals(text: str, title: str) -> None:
    assert cased(text, "title", english=True) == title
    assert cased(text, "title", english=False) == text


def test_other_cases() -> None:
    assert cased("press release", "capitalize-first", english=True) == "Press release"
    assert cased("Press", "lowercase", english=True) == "press"
    assert cased("Press", "uppercase", english=True) == "PRESS"
    assert cased("", "capitalize-first", english=True) == ""
    assert cased("http://a.b/C", "capitalize-first", english=True) == "http://a.b/C"


@given(st.text())
def test_no_internal_mark_is_printed(text: str) -> None:
    plain = "".join(sign for sign in text if not "\ue000" <= sign <= "\ue00f")
    done = printed(quoted(marked(plain)), *AMERICAN, inside=True)

    assert not any("\ue000" <= sign <= "\ue00f" for sign in done)


def test_italics_end_where_the_style_ends_them() -> None:
    text = join(styled(f"The {styled('Herald', 'normal')} Post", "italic"), ", 2012")

    assert finished(text, *AMERICAN, inside=True) == (
        Run("The ", italic=True),
        Run("Herald"),
        Run(" Post", italic=True),
        Run(", 2012"),
    )


def test_no_sign_is_doubled_across_italics() -> None:
    assert text_of(finished(join(styled("Why?", "italic"), "."), *AMERICAN, inside=True)) == "Why?"
    assert text_of(finished(join("a ", styled(" b", "italic")), *AMERICAN, inside=True)) == "a b"


def test_text_from_right_to_left_is_isolated() -> None:
    assert isolated("تقرير UNHCR (2013)") == "\u2068تقرير UNHCR (2013)\u2069"
    assert isolated("Report 2013") == "Report 2013"
    text = join(quoted(marked("כותרת")), ".")
    assert printed(text, *AMERICAN, inside=True) == "“\u2068כותרת\u2069.”"
