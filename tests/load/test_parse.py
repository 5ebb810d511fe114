"""Test parsing and cross-checks: records, tombstones, the lexicon, articles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.content.integrity import Registry
from archive.load.discover import Source, discover_authorities
from archive.load.parse import Authorities, check_article, read_authorities, register
from tests.conftest import TODAY

Edit = Callable[..., None]

ARTICLE = "articles/2012/council-debates-returns.md"


@pytest.fixture
def authorities(collection: Path) -> Callable[..., Authorities]:
    """Reads the authority files of the collection, except those with the given names."""

    def run(*unreadable: str) -> Authorities:
        return read_authorities(
            discover_authorities(collection / "authorities").sources,
            lambda source: None if source.stem in unreadable else source.file.read_bytes(),
            TODAY,
        )

    return run


@pytest.fixture
def article(collection: Path) -> Source:
    return Source(ARTICLE, str(collection / ARTICLE), 0, 0)


def told(found: Authorities) -> list[str]:
    return [str(problem) for problem in found.problems]


def test_a_valid_folder_is_read(authorities: Callable[..., Authorities]) -> None:
    found = authorities()

    assert found.problems == []
    assert found.ids()["people"] == frozenset({"robert-king"})
    assert found.removed_slugs() == ["withdrawn-report"]
    assert found.paths["tags"] == "authorities/tags.yaml"


def test_words_are_read_if_the_file_exists(
    authorities: Callable[..., Authorities], collection: Path
) -> None:
    assert authorities().words == []
    (collection / "authorities/words.yaml").write_text(
        "- id: refugee\n  label: refugee\n  language: en\n  forms: [refugee, refugees]\n"
        "  definition: What the law says.\n  sources: [https://un.example.org/word]\n"
    )

    found = authorities()

    assert [word.record.forms for word in found.words if word.record] == [("refugee", "refugees")]
    assert told(found) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "place"),
    [
        ("events", "tags: [unhrc,", "tags: [unhcr,", "authorities/events.yaml:6: tags"),
        ("tags", "related: [unhrc]", "related: [unhcr]", "authorities/tags.yaml:17: related"),
        ("removed", "outlet: korea", "outlet: corea", "authorities/removed.yaml:3: outlet"),
    ],
)
def test_references_between_records_are_checked(
    authorities: Callable[..., Authorities], edit: Edit, path: str, old: str, new: str, place: str
) -> None:
    edit(f"authorities/{path}.yaml", (old, new))

    errors = [str(each) for each in authorities().problems if each.severity == "error"]
    assert [error.partition(": there is no ")[0] for error in errors] == [place]


def test_broader_tags_must_not_form_a_circle(
    authorities: Callable[..., Authorities], edit: Edit
) -> None:
    edit("authorities/tags.yaml", ("  group: country\n", "  group: country\n  broader: [china]\n"))

    assert [line.split(": ")[:2] for line in told(authorities())] == [
        ["authorities/tags.yaml:24", "broader"]
    ]


def test_an_unreadable_file_makes_no_reference_unknown(
    authorities: Callable[..., Authorities], article: Source
) -> None:
    """One unreadable file does not turn every mention of its records into a problem."""
    found = authorities("people", "documents")

    assert found.problems == []
    assert found.ids()["people"] is None
    assert check_article(article, article.file.read_bytes(), found.ids(), TODAY).problems == []


def test_references_of_an_article_are_checked(
    authorities: Callable[..., Authorities], article: Source
) -> None:
    data = article.file.read_bytes().replace(b"[robert-king]", b"[robert-kng]")

    parsed = check_article(article, data, authorities().ids(), TODAY)

    assert [problem.field for problem in parsed.problems] == ["people"]
    assert "Did you mean 'robert-king'?" in str(parsed.problems[0])


def test_unused_records(authorities: Callable[..., Authorities], article: Source) -> None:
    """Events and tombstones mention records too."""
    found = authorities()
    parsed = check_article(article, article.file.read_bytes(), found.ids(), TODAY)

    def unused(*references: object) -> set[str]:
        return {str(problem).split("'")[1] for problem in found.unused(references)}

    assert unused(*parsed.references) == {"north-korea", "amnesty"}
    # The event names two tags and a document, and the tombstone an outlet.
    assert unused() == {
        *("china", "north-korea", "amnesty", "yonhap", "robert-king", "unhcr"),
        *("2012-council-session", "refugee-convention"),
    }
    assert all(problem.severity == "warning" for problem in found.unused(()))


def test_tags_that_only_name_each_other_are_unused(
    authorities: Callable[..., Authorities], edit: Edit
) -> None:
    edit("authorities/events.yaml", ("  tags: [unhrc, non-refoulement]\n", ""))

    unused = {str(problem).split("'")[1] for problem in authorities().unused(())}

    assert {"unhrc", "non-refoulement"} <= unused


def test_only_articles_without_errors_are_registered(
    authorities: Callable[..., Authorities], article: Source
) -> None:
    data, known = article.file.read_bytes(), authorities().ids()
    registry, choices = Registry([]), {"articles.kinds": ("news",)}
    first = check_article(article, data, known, TODAY)
    again = check_article(article._replace(path="articles/2012/other.md"), data, known, TODAY)
    broken = check_article(
        article, data.replace(b"kind: news", b"kind: newz"), known, TODAY, choices
    )

    for parsed in (first, again, broken):
        register(registry, article, parsed)

    assert first.problems == []
    assert [problem.field for problem in again.problems] == ["url"]
    assert [problem.field for problem in broken.problems] == ["kind"]
