"""Forms of one word have one stem, and other words another."""

from __future__ import annotations

import pytest

from archive.search.stemming import stem, without_particle


@pytest.mark.parametrize(
    "forms",
    [
        ("repatriate", "repatriated", "repatriation", "repatriating"),
        ("send", "sent", "sending"),
        ("labour", "labor"),
        ("recognised", "recognized"),
        ("fisherman", "fishermen"),
        ("woman", "women"),
        ("defence", "defense"),
        ("specimen", "specimens"),
        ("regimen", "regimens"),
        ("people", "peoples"),
    ],
)
def test_forms_of_a_word(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(("one", "other"), [("refugee", "refuge"), ("send", "seek")])
def test_other_words(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("탈북민을", "탈북민"),
        ("라오스에서", "라오스"),
        ("북송", "북송"),
        ("난민들에게", "난민"),
        ("북송된", "북송"),
        ("권고했나", "권고"),
        ("북한", "북한"),
        ("의", "의"),
    ],
)
def test_particles(word: str, bare: str) -> None:
    assert without_particle(word) == bare
