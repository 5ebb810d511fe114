"""Capitals of English titles."""

from __future__ import annotations

import pytest

from archive.cite.capitals import SMALL_WORDS_OF_MLA, cased


@pytest.mark.parametrize(
    ("text", "chicago", "mla"),
    [
        ("well-being of high-rank officials", "Well-Being of High-Rank Officials", None),
        ("Sixty-fourth session", "Sixty-Fourth Session", None),
        ("non-refoulement and re-entry", "Non-refoulement and Re-entry", None),
        ("face-to-face talks", "Face-to-Face Talks", None),
        ("UN-led talks with pro-North groups", "UN-Led Talks with Pro-North Groups", None),
        ("Kim So-hyun on al-Qaeda again", "Kim So-hyun on al-Qaeda Again", None),
        ("Concern about returns", "Concern About Returns", "Concern about Returns"),
        (
            "Seven held without trial during talks",
            "Seven Held Without Trial During Talks",
            "Seven Held without Trial during Talks",
        ),
        ("About returns", "About Returns", "About Returns"),
        ("Cracking Down on Escapees", "Cracking Down on Escapees", None),
        ("China cracks down on escapees", "China Cracks Down on Escapees", None),
        ("Walks down the road", "Walks down the Road", None),
        ("up to 30 are held, up to 30", "Up to 30 Are Held, up to 30", None),
        ("Seven handed over to China", "Seven Handed Over to China", None),
        ("Concern over returns", "Concern over Returns", None),
    ],
)
def test_each_style_has_its_small_words(text: str, chicago: str, mla: str | None) -> None:
    assert cased(text, "title", english=True) == chicago
    assert cased(text, "title", english=True, small=SMALL_WORDS_OF_MLA) == (mla or chicago)
