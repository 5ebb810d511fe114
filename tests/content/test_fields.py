"""Field checks: one value, one list, one group at a time, and the table that orders them."""

from __future__ import annotations

import datetime

import pytest

from archive.content import checks
from archive.content.fields import Field, Reader, Table
from archive.content.frontmatter import parse_yaml
from archive.content.languages import LanguageError, check_language
from archive.content.nodes import MappingNode
from archive.content.records import Role
from archive.edtf import parse_date
from archive.phrases import nearest, quoted

TODAY = datetime.date(2026, 11, 24)

TABLE: Table = {
    "title": Field(check=checks.line, example="A headline"),
    "tags": Field(check=checks.identifier, kind="tags", many=True),
    "roles": Field(
        many=True,
        record=Role,
        group={
            "role": Field(check=checks.line, example="Envoy"),
            "from": Field(check=checks.date(), attribute="start"),
        },
    ),
}


def read(text: str) -> tuple[dict[str, object], Reader]:
    """The values that the table finds in a YAML text."""
    node, _ = parse_yaml("x", text)
    assert isinstance(node, MappingNode)
    reader = Reader("x", TODAY)
    return reader.read(node, TABLE), reader


def test_values_and_references_are_gathered() -> None:
    """Texts, lists and groups become values; ids are noted with their lines."""
    values, reader = read("title: A\ntags:\n  - b\n  - c\nroles:\n  - {role: Envoy, from: 2012}\n")

    assert values["title"] == "A"
    assert values["tags"] == ("b", "c")
    assert values["roles"] == (Role(role="Envoy", start=parse_date("2012")),)
    assert [(ref.kind, ref.id, ref.field, ref.line) for ref in reader.references] == [
        ("tags", "b", "tags", 3),
        ("tags", "c", "tags", 4),
    ]
    assert reader.problems == []


def test_every_fault_is_reported_and_the_rest_is_read() -> None:
    """One bad field hides no other."""
    values, reader = read("titel: A\ntags: [b, C, b]\nroles: [Envoy, {from: never}]\n")

    assert values == {"tags": ("b",), "roles": ()}
    assert [str(problem) for problem in reader.problems] == [
        "x:1: titel: unknown field. Did you mean 'title'?",
        "x:2: tags: 'C' is not an id. "
        "Use small letters a to z, digits, and single hyphens between them.",
        "x:2: tags: 'b' stands in the list twice. Take one out.",
        "x:3: roles: an entry is wanted here. Write its fields: role, from.",
        "x:3: from: 'never' is not a date. Write YYYY-MM-DD, YYYY-MM or YYYY.",
        "x:3: role: the field is missing. Add a line such as 'role: Envoy'.",
        "x:1: title: the field is missing. Add a line such as 'title: A headline'.",
    ]


@pytest.mark.parametrize("text", ["", " ", "''", "' '"])
def test_a_field_without_a_value_is_a_fault(text: str) -> None:
    """Nothing, and nothing but space, is no value."""
    _, reader = read(f"title: A\ntags: {text}")

    assert [problem.fault for problem in reader.problems] == ["the field has no value"]


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "http://example.org:8080/a?b=c#d",
        "https://한국.example/기사?id=1",
        "http://192.0.2.1/x",
        "http://[2001:db8::1]/x",
        "HTTPS://EXAMPLE.ORG/",
    ],
)
def test_addresses(text: str) -> None:
    """Web addresses pass as they are."""
    assert checks.url(text, TODAY) == text


@pytest.mark.parametrize(
    "text",
    [
        "example.org",
        "//example.org",
        "ftp://example.org",
        "javascript:alert(1)",
        "https://",
        "https:///path",
        "https://localhost/",
        "https://a..b/",
        "https://example.org:99999/",
        "https://[x]/",
        "https://user@example.org/",
        "https://user:word@example.org/",
        "https://example.org/a b",
        "https://example.org/\na",
        "https://example.org/<a>",
        "https://example.org\\@evil.example/",
    ],
)
def test_other_addresses_are_refused(text: str) -> None:
    """What a browser could not open, or should not, is no address."""
    with pytest.raises(checks.FieldError):
        checks.url(text, TODAY)


@pytest.mark.parametrize("text", ["a", "a-b", "2012-event", "a1-2b", "a" * 120])
def test_ids(text: str) -> None:
    """Small letters and digits, joined by single hyphens."""
    assert checks.identifier(text, TODAY) == text


@pytest.mark.parametrize(
    "text", ["A", "a_b", "-a", "a-", "a--b", "a b", "é", "a/b", "../a", "a.b", "a" * 121, "a\n"]
)
def test_other_ids_are_refused(text: str) -> None:
    """Nothing that an address would have to escape."""
    with pytest.raises(checks.FieldError):
        checks.identifier(text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "en",
        "ko",
        "no",
        "zh-Hant",
        "pt-BR",
        "es-419",
        "yue",
        "sr-Latn-RS",
        "ca-valencia",
        "und",
        "en-US-x-style",
        "de-1996",
    ],
)
def test_language_tags(text: str) -> None:
    """Well-formed tags of languages that exist, in their usual form."""
    assert check_language(text) == text


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("eng", "en"),
        ("kor", "ko"),
        ("english", "en"),
        ("Korean", "ko"),
        ("EN", "en"),
        ("en-gb", "en-GB"),
        ("en_GB", "en-GB"),
        ("en-UK", "en-GB"),
        ("zh-hant", "zh-Hant"),
        ("zh-yue", "yue"),
        ("iw", "he"),
        ("sh", "sr-Latn"),
        ("fr-XX", "fr"),
        ("qqq", "en"),
        ("", "en"),
        ("한국어", "en"),
    ],
)
def test_other_language_tags_get_a_suggestion(text: str, suggestion: str) -> None:
    """A code with a shorter form, a name, or wrong capitals: the repair has the right tag."""
    with pytest.raises(LanguageError) as caught:
        check_language(text)

    assert caught.value.repair == f"Write the BCP 47 tag, such as '{suggestion}'."


def test_dates_may_not_lie_in_the_future() -> None:
    """A date has begun by today; an interval may end later."""
    check = checks.date(intervals=True)

    assert check("2026", TODAY).text == "2026"
    assert check("2026-11-24", TODAY).text == "2026-11-24"
    assert check("2026-11-01/2026-12-31", TODAY).text == "2026-11-01/2026-12-31"
    with pytest.raises(checks.FieldError, match="'2026-11-25' lies in the future"):
        check("2026-11-25", TODAY)
    assert checks.date(future=True)("2030", TODAY).text == "2030"


def test_nearest_is_quick_among_ten_thousand_ids() -> None:
    """The likeliest id is found among many, the same one every time."""
    ids = {f"person-{number}-of-many" for number in range(10_000)} | {"robert-king"}

    assert nearest("robert-kng", ids) == "robert-king"
    assert nearest("zzz", ids) is None


def test_quotations_fit_on_a_line() -> None:
    """Long and broken texts are cut."""
    assert quoted("a\n b") == "'a b'"
    assert len(quoted("x" * 1000)) == 82
