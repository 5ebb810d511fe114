"""Sample references and strategies for the tests of the formats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from archive.cite.names import Name
from archive.cite.reference import Reference
from archive.cite.typography import Run

DEBATE = Reference(
    slug="council-debates-returns",
    title="Council debates returns from China",
    outlet="The Korea Herald",
    published="2012-03-13",
    kind="news",
    language="en",
    url="https://herald.example.org/2012/council?a=1&b=50%25_x#y",
    address="https://archive.example.org/articles/council-debates-returns/",
    archive="The Geneva Record",
    authors=(Name("Kim", "Hana", family_first=True), Name(literal="Yonhap News Agency")),
    place="South Korea",
    tags=("UN Human Rights Council", "China"),
    summary="The Council debated on 12 March 2012.",
    checked="2026-11-20",
)
NOTICE = replace(
    DEBATE,
    slug="appeal",
    title="[Appeal for thirty people]",
    kind="press-release",
    outlet="Amnesty International",
    authors=(Name(literal="Amnesty International"),),
    place=None,
    checked=None,
)
REPORT = replace(NOTICE, slug="report", title="The invisible exodus", kind="report")
ALL = (DEBATE, NOTICE, REPORT)

DATES: dict[str, tuple[tuple[int, ...], bool, bool]] = {
    "2012": ((2012,), False, False),
    "2012-XX": ((2012,), False, False),
    "2012-03": ((2012, 3), False, False),
    "2012-03-XX": ((2012, 3), False, False),
    "2012-03-13": ((2012, 3, 13), False, False),
    "2012~": ((2012,), True, False),
    "2012-03?": ((2012, 3), False, True),
    "2012-03-13%": ((2012, 3, 13), True, True),
}
"""EDTF → the parts that are known, whether approximate, whether uncertain."""

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn")), min_size=1
).filter(lambda text: text.strip() != "")
"""Texts that the loader accepts, with every character that may break a format."""

TRICKY = st.one_of(
    TEXTS,
    st.text("\\{}~^&%$#_\"'@=,; \n\r\tTY-ERabé한", min_size=1).filter(lambda text: text.strip()),
)


def spaced(text: str) -> str:
    """Return a text on one line with single spaces, as formats keep it."""
    return " ".join(text.split())


def with_text(text: str, **others: Any) -> Reference:
    """Return a reference with the same text in all free-text fields."""
    return replace(DEBATE, title=text, outlet=text, summary=text, tags=(text,), **others)


def text_of(runs: Iterable[Run]) -> str:
    """What is read of a citation, without its italics."""
    return "".join(run.text for run in runs)
