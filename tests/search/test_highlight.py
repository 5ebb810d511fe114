"""The snippet of a text in a result."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive.search.analysis import sequence
from archive.search.highlight import Span, snippet, spans


def shown(text: str, word: str, length: int = 40) -> str:
    wanted = sequence(word)
    assert wanted is not None
    parts = snippet(text, spans(text, [wanted]), length)
    return "".join(f"[{part.text}]" if part.marked else part.text for part in parts)


def test_snippet_begins_and_ends_between_words() -> None:
    text = "One two three four five six seven eight nine ten eleven twelve thirteen"

    assert shown(text, "eight") == "… seven [eight] nine ten eleven twelve …"


def test_the_whole_word_is_marked() -> None:
    assert shown("a de\u00adfector", "defector") == "a [de\u00adfector]"
    assert shown("a ban on re-entry", "reentry") == "a ban on [re-entry]"
    assert shown("à l’ONU hier", "ONU") == "à l’[ONU] hier"
    assert shown("الأُمَم المُتَّحِدة", "الأمم") == "[الأُمَم] المُتَّحِدة"


def test_line_ends_are_spaces() -> None:
    assert shown("first\nsecond\nthird " + "x" * 60, "second", 24) == "first [second] third …"


def test_a_text_without_a_match_shows_its_beginning() -> None:
    assert shown("One two three four five six seven eight nine ten", "zzz", 20) == (
        "One two three four …"
    )


def test_text_without_spaces_has_a_snippet() -> None:
    assert shown("脱" * 300, "zzz", 20) == "脱" * 20 + " …"


@given(
    text=st.text(alphabet="ab c\n脱", min_size=1, max_size=200),
    places=st.lists(st.tuples(st.integers(0, 199), st.integers(1, 5)), max_size=5),
    length=st.integers(1, 60),
)
def test_snippet_is_part_of_the_text(text: str, places: list[tuple[int, int]], length: int) -> None:
    inside, end = [], 0
    for start, size in sorted(places):
        if start >= end and start + size <= len(text):
            inside.append(Span(start, start + size))
            end = start + size
    parts = snippet(text, inside, length)

    whole = "".join(part.text for part in parts).removeprefix("… ").removesuffix(" …")
    assert whole in text.replace("\n", " ")
    assert any(part.marked for part in parts) == bool(inside)
