"""Test the file of the lexicon: its fields, and the checks between words."""

from __future__ import annotations

import datetime

import pytest

from archive.content.authorities import parse_words
from archive.content.authority_schema import WORD_FIELDS
from archive.content.records import LexiconWord

TODAY = datetime.date(2026, 11, 24)

RECORD = """\
- id: {id}
  label: A label
  language: {language}
  forms: {forms}
  definition: What it says.
  sources: [https://example.org]
"""


def record(id_: str, forms: str, language: str = "en", more: str = "") -> str:
    """Return a record of the file."""
    return RECORD.format(id=id_, forms=forms, language=language) + more


def messages(*records: str) -> list[str]:
    """Return the problems of a file with these records."""
    return [str(p) for p in parse_words("w", "".join(records).encode(), today=TODAY).problems]


def test_fields_name_the_attributes_of_the_record() -> None:
    attributes = {spec.attribute or name for name, spec in WORD_FIELDS.items()}

    assert attributes == set(LexiconWord.__dataclass_fields__)


def test_word_of_the_lexicon() -> None:
    text = record("refugee", "[refugee, refugees]", more="  own: true\n  except: [refugee law]\n")
    parsed = parse_words("w", text.encode(), today=TODAY)

    assert parsed.problems == []
    assert parsed.ids == frozenset({"refugee"})
    assert parsed.records[0].record == LexiconWord(
        id="refugee",
        label="A label",
        language="en",
        forms=("refugee", "refugees"),
        own=True,
        exceptions=("refugee law",),
        definition="What it says.",
        sources=("https://example.org",),
    )


@pytest.mark.parametrize("data", [b"", b"# None so far.\n", b"[]"])
def test_no_lexicon(data: bytes) -> None:
    """The file may be empty."""
    parsed = parse_words("w", data, today=TODAY)

    assert (parsed.records, parsed.problems, parsed.ids) == ([], [], frozenset())


def test_two_words_cannot_share_a_form() -> None:
    """Other capitals, hyphens and regional languages do not matter."""
    assert messages(record("a", "[asylum seeker]"), record("b", "[Asylum-Seeker]", "en-GB")) == [
        "w:10: forms: 'Asylum-Seeker' is also a form of 'a'. Remove it from one of the two words."
    ]


def test_words_of_two_languages_may_share_a_form() -> None:
    assert messages(record("a", "[migrant]"), record("b", "[migrant]", "fr")) == []


def test_spaces_do_not_tell_korean_forms_apart() -> None:
    assert messages(record("a", "[탈북 여성]", "ko"), record("b", "[탈북여성]", "ko")) == [
        "w:10: forms: '탈북여성' is also a form of 'a'. Remove it from one of the two words."
    ]


def test_duplicate_form() -> None:
    assert messages(record("a", "[refugee, Refugee]")) == [
        "w:4: forms: 'Refugee' finds the same text as 'refugee'. Remove one."
    ]


def test_exceptions_contain_a_form_and_are_not_one() -> None:
    more = "  except: [refugee law, refugees' day, Refugee, refugeehood]\n"

    assert messages(record("a", "[refugee]", more=more)) == [
        "w:7: except: 'refugees' day' contains no form of the word. "
        "Write the whole phrase, or remove it.",
        "w:7: except: 'Refugee' is itself a form of the word. Remove it from forms or from except.",
        "w:7: except: 'refugeehood' contains no form of the word. "
        "Write the whole phrase, or remove it.",
    ]


@pytest.mark.parametrize("form", ["'\"refugee\"'", "refugee-", "'-'", '"(refugee)"'])
def test_form_has_no_signs_around_it(form: str) -> None:
    [message] = messages(record("a", f"[{form}]"))

    assert message.startswith("w:4: forms: ")
    assert message.endswith(
        " does not begin and end with a letter or digit. Write only the word or phrase."
    )


def test_form_may_end_in_a_vowel_sign() -> None:
    """Words in Indian scripts do."""
    assert messages(record("a", "[शरणार्थी]", "hi")) == []


def test_faulty_words_are_not_compared() -> None:
    assert messages(record("a", "[refugee]"), "- id: b\n  forms: [refugee]\n")[0].startswith("w:7:")
