"""`archive.toml`: every value is checked, and every problem has its line."""

from __future__ import annotations

import pytest

from archive.config import ROOT
from archive.site import Choice, site_in
from archive.site_file import read_site_file

START = 'name = "R"\nsubject = "S"\n[licence]\nname = "L"\nurl = "https://l.example"\n'


def told(text: str) -> list[str]:
    """What is wrong with the start of a file and some lines more."""
    return [str(each) for each in read_site_file("a.toml", (START + text).encode()).problems]


def test_the_project_s_own_file_has_no_problems() -> None:
    found = read_site_file("archive.toml", (ROOT / "archive.toml").read_bytes())

    assert found.problems == []
    assert site_in(found.data, "en").name == "The Geneva Record"


def test_names_are_in_the_reader_s_language_or_in_english() -> None:
    text = '[tags.groups]\na = { en = ["one", "Many"], ko = "하나" }\nb = { en = "both" }\n'
    data = read_site_file("a.toml", (START + text).encode()).data

    english, korean = site_in(data, "en"), site_in(data, "ko")

    assert english.choice("tags.groups", "a") == Choice("one", "Many")
    assert korean.choice("tags.groups", "a") == Choice("하나", "하나")
    assert korean.choice("tags.groups", "b") == Choice("both", "both")
    assert english.choice("tags.groups", "z") == Choice("z", "z")
    assert list(english.choices["tags.groups"]) == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[tags.groups]\na = {\n", "a.toml:7: the file is not valid TOML"),
        (
            "[tags.groups.a]\nen = [\n  'x',\n  'y',\n]\nzz9 = 'x'\n",
            "a.toml:11: tags.groups.a.zz9: ",
        ),
        (
            "[events]\nbodies.x.en = 'X'\nbodys.x.en = 'X'\n",
            "a.toml:8: events.bodys: unknown key. ",
        ),
        (
            "[search]\nwords = '''\na\nb'''\n",
            "a.toml:7: search.words: this must be one line of text",
        ),
        ("[colours]\ndark = '#fff'\n", "a.toml:7: colours.dark: '#fff' is not a colour"),
        (
            "[lexicon]\nwhole = { ko = 'x' }\n",
            "a.toml:7: lexicon.whole: the English text is missing",
        ),
        (
            '[search]\nwords = "a\\u202eb"\n',
            "a.toml:7: search.words: this contains a character that nobody can see (U+202E)",
        ),
        (
            "[search]\nwords = 'a\u200bb'\n",
            "a.toml:7: search.words: this contains a character that nobody can see (U+200B)",
        ),
        ("[search]\n[tags]\ngroups = 3\n", "a.toml:8: tags.groups: this must be a table"),
    ],
)
def test_every_problem_has_its_line(text: str, problem: str) -> None:
    (found,) = told(text)

    assert found.startswith(problem)


@pytest.mark.parametrize(
    ("line", "is_right"),
    [
        ('contact = "a@b.example"', True),
        ('contact = "https://b.example/contact"', True),
        ('contact = "a at b"', False),
        ('contact = "javascript:alert(1)"', False),
        ('languages = ["en", "ko", "zh-Hant"]', True),
        ("languages = []", False),
        ('icon = "../secret.svg"', False),
        ('icon = "/etc/x.svg"', False),
        ('subject = { en = "S", ko = "주제" }', True),
    ],
)
def test_a_value_is_taken_or_refused(line: str, is_right: bool) -> None:
    start = START.replace('subject = "S"\n', "") if line.startswith("subject") else START
    problems = read_site_file("a.toml", f"{line}\n{start}".encode()).problems

    assert (problems == []) is is_right


def test_a_file_that_says_nothing_lacks_what_must_be_there() -> None:
    found = read_site_file("a.toml", b"")

    assert [each.field for each in found.problems] == ["licence", "name", "subject"]


def test_bytes_that_are_no_text_are_one_problem() -> None:
    (found,) = read_site_file("a.toml", b'name = "x"\n\xff').problems

    assert str(found) == "a.toml:2: the file is not UTF-8. Save it as UTF-8."
