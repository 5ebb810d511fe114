"""Single quotation marks among apostrophes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.cite.quotations import pairs
from archive.cite.typography import finished, marked
from tests.cite.samples import text_of


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("'Refugees' rights ignored,' says UN", "“Refugees’ rights ignored,” says UN"),
        (
            "'It isn't over,' says 'rock 'n' roll' envoy",
            "“It isn’t over,” says “rock ’n’ roll” envoy",
        ),
        ("‘Refugees’ rights ignored,’ says UN", "‘Refugees’ rights ignored,’ says UN"),
        ("'Talks' fail over China's 'claim'", "“Talks” fail over China’s “claim”"),
        ("Others' rights and 'others' rights'", "Others’ rights and “others’ rights”"),
        ("'Tis the '90s", "’Tis the ’90s"),
        ("Defectors' families", "Defectors’ families"),
        ("'Refugees' rights' ignored", "'Refugees' rights' ignored"),
    ],
)
def test_a_pair_is_what_no_apostrophe_can_be(text: str, written: str) -> None:
    marks = (("“", "”"), ("‘", "’"))

    assert text_of(finished(marked(text), *marks, inside=True)) == written


@given(st.text(alphabet="a s'‘’,.-한", max_size=30))
def test_a_certain_pair_shares_no_mark(text: str) -> None:
    places = [place for pair in pairs(text) if not pair.is_doubtful for place in pair[:2]]

    assert len(places) == len(set(places))
    assert all(text[place] in "'‘’" for place in places)
