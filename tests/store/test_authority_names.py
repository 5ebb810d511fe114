"""Finding authorities by name."""

from __future__ import annotations

import pytest

from archive.store.authority_names import Named, NameIndex, Ref

PERSON, TAG, DOCUMENT, COUNCIL = (
    Ref("person", "ban-ki-moon"),
    Ref("tag", "forced-repatriation"),
    Ref("document", "a-hrc-25-63"),
    Ref("organisation", "council"),
)
NAMES = NameIndex(
    [
        Named(PERSON, ("Ban Ki-moon", "반기문"), ("Secretary Ban",)),
        Named(TAG, ("Forced repatriation",), ("forced return", "강제북송")),
        Named(DOCUMENT, ("Report on the inquiry", "A/HRC/25/63"), ()),
        Named(COUNCIL, ("The Council",), ()),
    ]
)


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("ban ki moon", [PERSON]),
        ("Ban Kimoon", [PERSON]),
        ("반기문이", [PERSON]),
        ("forced returns", [TAG]),
        ("강제북송을", [TAG]),
        ("a hrc 25 63", [DOCUMENT]),
        ("council", [COUNCIL]),
        ("forced", []),
        ("", []),
    ],
)
def test_whole_name_is_found_in_any_spelling(text: str, refs: list[Ref]) -> None:
    assert NAMES.called(text) == refs


@pytest.mark.parametrize(
    ("text", "prefix", "refs"),
    [
        ("inquiry", False, [DOCUMENT]),
        ("inq", True, [DOCUMENT]),
        ("inq", False, []),
        ("ki-moon", False, [PERSON]),
        ("secretary", False, []),
        ("repatriation", False, []),
    ],
)
def test_single_word_finds_only_names(text: str, prefix: bool, refs: list[Ref]) -> None:
    assert NAMES.holding(text, prefix=prefix) == refs


def test_longest_name_at_the_start_of_a_query_is_found() -> None:
    assert NAMES.longest(["forced", "return", "china"]) == 2
    assert NAMES.longest(["china", "forced", "return"]) == 0
    assert NAMES.longest([]) == 0
