"""Addresses of the site."""

from __future__ import annotations

import pytest

from archive.web import urls


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/", False),
        ("/?tag=china", False),
        ("/?tag=china&from=2012", True),
        ("/tags/china/", False),
        ("/tags/china/?kind=news", True),
        ("/tags/?by=articles", True),
        ("/timeline/2012/?order=oldest", True),
        ("/words.csv", False),
    ],
)
def test_a_combination_has_more_than_one_condition(url: str, expected: bool) -> None:
    assert urls.is_combination(url) is expected
