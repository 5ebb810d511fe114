"""Test one load: it stores only changes, and a bad file changes nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from archive.config import Settings
from archive.load import LoadReport, ingest, load, run
from archive.problems import ArchiveError, ProblemsFound
from archive.store import queries
from archive.store import sessions as reader_module
from archive.store import writer as writer_module
from archive.store.models import Article
from tests.conftest import TODAY, settings_for

COUNCIL = "articles/2012/council-debates-returns.md"
APPEAL = "articles/2012/appeal-for-thirty.md"
INQUIRY = "articles/2013/inquiry-opens.md"

Load = Callable[..., LoadReport]


def summary(report: LoadReport) -> str:
    """Return the report without its time."""
    return str(report).rpartition(", ")[0]


def titles(reading: Callable[[], Any]) -> dict[str, str]:
    with reading() as found:
        ids = list(found.snapshot.index.ids)
        return {row.slug: row.title for row in queries.articles(found.connection, ids)}


def faults(load_collection: Load) -> list[str]:
    with pytest.raises(ProblemsFound) as raised:
        load_collection()
    return [str(problem) for problem in raised.value.problems]


def article(reading: Callable[[], Any], slug: str) -> Any:
    with reading() as found:
        return queries.article(found.connection, slug)


def test_a_first_load_stores_everything(load_collection: Load, reading: Callable[[], Any]) -> None:
    report = load_collection()

    assert summary(report) == (
        "0 changed, 4 added, 0 removed, 0 unchanged, 7 authority files changed, 1 page changed"
    )
    assert report.generation == 1
    with reading() as found:
        assert len(found.snapshot.index) == 4
        assert found.snapshot.generation == 1
        assert queries.page(found.connection, "method").body_html.startswith("<h2")
        assert queries.removed(found.connection, "withdrawn-report") is not None
        assert queries.alias(found.connection, "inquiry-begins") == "inquiry-opens"


def test_the_order_of_the_index_is_the_order_of_dates(
    load_collection: Load, reading: Callable[[], Any]
) -> None:
    load_collection()

    assert list(titles(reading)) == [
        "appeal-for-thirty",
        "council-debates-returns",
        "inquiry-opens",
        "letter-to-geneva",
    ]


def test_a_second_load_does_nothing(
    load_collection: Load, dump: Callable[[], Any], statements: list[str]
) -> None:
    load_collection()
    before = dump()
    statements.clear()

    report = load_collection()

    assert summary(report) == "0 changed, 0 added, 0 removed, 4 unchanged"
    assert not [each for each in statements if not each.startswith("SELECT")]
    assert report.generation == 1
    assert dump() == before


def test_unchanged_files_are_not_even_read(
    load_collection: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_collection()
    monkeypatch.setattr(Path, "read_bytes", None)

    assert summary(load_collection()) == "0 changed, 0 added, 0 removed, 4 unchanged"


def test_touched_files_are_not_stored_again(
    load_collection: Load,
    collection: Path,
    dump: Callable[[], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A checkout sets new times, but not new content. Afterwards the new times are known."""
    load_collection()
    before = dump()
    for file in collection.rglob("*.*"):
        os.utime(file, ns=(1, 1))

    assert summary(load_collection()) == "0 changed, 0 added, 0 removed, 4 unchanged"

    after = dump()
    assert before.pop("source_file") != after.pop("source_file")
    assert after == before
    monkeypatch.setattr(Path, "read_bytes", None)
    load_collection()


def test_one_edited_file_is_one_stored_article(
    load_collection: Load, edit: Callable[..., None], reading: Callable[[], Any], dump: Any
) -> None:
    load_collection()
    before = dump()["article"]
    edit(COUNCIL, ("title: Council debates returns", "title: The Council debated returns"))

    report = load_collection()

    assert summary(report) == "1 changed, 0 added, 0 removed, 3 unchanged"
    assert report.generation == 2
    assert titles(reading)["council-debates-returns"] == "The Council debated returns from China"
    assert len(set(dump()["article"]) - set(before)) == 1


def test_an_edit_keeps_id_and_time_of_adding(
    load_collection: Load,
    edit: Callable[..., None],
    reading: Callable[[], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load_collection()
    before = article(reading, "council-debates-returns")
    edit(COUNCIL, ("Council debates", "The Council debates"))
    _set_clock(monkeypatch, "2030-01-01T00:00:00Z")

    load_collection()

    after = article(reading, "council-debates-returns")
    assert (after.id, after.added_at) == (before.id, before.added_at)
    assert after.changed_at == "2030-01-01T00:00:00Z"
    assert article(reading, "appeal-for-thirty").changed_at == before.changed_at


def test_a_deleted_file_is_a_removed_article(
    load_collection: Load, collection: Path, reading: Callable[[], Any], dump: Any
) -> None:
    load_collection()
    (collection / INQUIRY).unlink()

    report = load_collection()

    assert summary(report) == "0 changed, 0 added, 1 removed, 3 unchanged"
    assert "inquiry-opens" not in titles(reading)
    assert dump()["alias"] == []
    assert INQUIRY not in {row[0] for row in dump()["source_file"]}
    assert summary(load_collection()) == "0 changed, 0 added, 0 removed, 3 unchanged"


def test_an_added_file_is_an_added_article(
    load_collection: Load, add: Callable[..., Path], reading: Callable[[], Any]
) -> None:
    load_collection()
    add("new", 2012, tags="[china, unhrc]")

    assert summary(load_collection()) == "0 changed, 1 added, 0 removed, 4 unchanged"
    with reading() as found:
        assert len(found.snapshot.index.holding("tag", "china")) == 4
    assert list(titles(reading))[2] == "new"


def test_a_renamed_file_is_a_new_article(
    load_collection: Load, collection: Path, reading: Callable[[], Any]
) -> None:
    """The slug is the address. The old one may become an alias in the same load."""
    load_collection()
    file = collection / COUNCIL
    content = file.read_text("utf-8").replace(
        "kind: news", "kind: news\naliases: [" + file.stem + "]"
    )
    file.with_name("council-on-returns.md").write_text(content, "utf-8")
    file.unlink()

    assert summary(load_collection()) == "0 changed, 1 added, 1 removed, 3 unchanged"
    assert "council-on-returns" in titles(reading)
    with reading() as found:
        alias = queries.alias(found.connection, "council-debates-returns")
    assert alias == "council-on-returns"


def test_a_file_that_moves_to_another_year_stays_the_same_article(
    load_collection: Load,
    collection: Path,
    reading: Callable[[], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load_collection()
    before = article(reading, "appeal-for-thirty")
    content = (collection / APPEAL).read_text("utf-8")
    (collection / APPEAL).unlink()
    moved = collection / APPEAL.replace("2012", "2013")
    moved.write_text(content.replace("published: 2012", "published: 2013"), "utf-8")
    _set_clock(monkeypatch, "2030-01-01T00:00:00Z")

    assert summary(load_collection()) == "1 changed, 0 added, 0 removed, 3 unchanged"

    after = article(reading, "appeal-for-thirty")
    assert (after.id, after.added_at) == (before.id, before.added_at)
    assert (after.published, after.path) == ("2013-02-15", "articles/2013/appeal-for-thirty.md")
    assert next(iter(titles(reading))) == "council-debates-returns"
    assert summary(load_collection()) == "0 changed, 0 added, 0 removed, 4 unchanged"


def test_two_files_may_swap_names(
    load_collection: Load, collection: Path, reading: Callable[[], Any]
) -> None:
    """Slugs, addresses and content move at once, without a conflict with stored articles."""
    load_collection()
    here, there = collection / COUNCIL, collection / APPEAL
    content = here.read_bytes()
    here.write_bytes(there.read_bytes())
    there.write_bytes(content)

    assert summary(load_collection()) == "2 changed, 0 added, 0 removed, 2 unchanged"
    assert titles(reading)["appeal-for-thirty"] == "Council debates returns from China"


def test_an_alias_moves_between_articles(
    load_collection: Load, edit: Callable[..., None], reading: Callable[[], Any]
) -> None:
    load_collection()
    edit(INQUIRY, ("aliases: [inquiry-begins]\n", ""))
    edit(APPEAL, ("tags: [china]", "tags: [china]\naliases: [inquiry-begins]"))

    assert summary(load_collection()) == "2 changed, 0 added, 0 removed, 2 unchanged"
    with reading() as found:
        assert queries.alias(found.connection, "inquiry-begins") == "appeal-for-thirty"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"url": "https://AMNESTY.example.org/appeals/30#top"}, f"{APPEAL} has the same address"),
        ({"aliases": "[inquiry-begins]"}, f"already an alias of {INQUIRY}"),
        ({"aliases": "[inquiry-opens]"}, f"is the slug of {INQUIRY}"),
        ({"aliases": "[withdrawn-report]"}, "is the slug of a removed article"),
        ({"tags": "[chine]"}, "there is no tag 'chine'. Did you mean 'china'?"),
    ],
    ids=["url", "alias", "slug", "removed", "tag"],
)
def test_a_new_article_is_checked_against_unchanged_ones(
    load_collection: Load, add: Callable[..., Path], fields: dict[str, str], words: str
) -> None:
    load_collection()
    add("new", **fields)

    [fault] = faults(load_collection)

    assert words in fault
    assert fault.startswith("articles/2012/new.md:")


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("inquiry-opens", f"is already used by {INQUIRY}"),
        ("inquiry-begins", f"is an alias of {INQUIRY}"),
        ("withdrawn-report", "belongs to a removed article"),
    ],
)
def test_a_slug_is_checked_against_unchanged_articles(
    load_collection: Load, add: Callable[..., Path], slug: str, words: str
) -> None:
    load_collection()
    add(slug)

    assert [words in fault for fault in faults(load_collection)] == [True]


def test_changes_in_one_load_do_not_conflict(
    load_collection: Load, add: Callable[..., Path], edit: Callable[..., None]
) -> None:
    """A new article may use an address that another article no longer has."""
    load_collection()
    add("new", url="https://amnesty.example.org/appeals/30")
    edit(APPEAL, ("appeals/30", "appeals/31"))

    assert summary(load_collection()) == "1 changed, 1 added, 0 removed, 3 unchanged"


def test_a_bad_file_changes_nothing(
    load_collection: Load,
    add: Callable[..., Path],
    edit: Callable[..., None],
    collection: Path,
    dump: Callable[[], Any],
) -> None:
    """Nothing is stored, and every problem of every file is reported, sorted."""
    load_collection()
    before = dump()
    edit(COUNCIL, ("title: Council", "title: The Council"))
    edit("authorities/tags.yaml", ("label: China", "label: The state"), ("id: china", "id: chinas"))
    edit("about/method.md", ("order: 10", "order: ten"))
    (collection / INQUIRY).unlink()
    add("zz-bad", kind="newz")
    add("bad", 2012, published="2012-13")

    found = faults(load_collection)

    assert [fault.split(":")[0] for fault in found] == [
        "about/method.md",
        APPEAL,
        "articles/2012/bad.md",
        "articles/2012/bad.md",
        COUNCIL,
        "articles/2012/zz-bad.md",
        "articles/2012/zz-bad.md",
        "articles/2013/letter-to-geneva.md",
    ]
    assert "'newz' is not an allowed value. Did you mean 'news'?" in "".join(found)
    assert dump() == before


def test_a_load_after_a_failed_one_stores_all_changes(
    load_collection: Load, add: Callable[..., Path], edit: Callable[..., None]
) -> None:
    load_collection()
    edit(COUNCIL, ("title: Council", "title: The Council"))
    bad = add("bad", kind="newz")
    faults(load_collection)
    bad.unlink()

    assert summary(load_collection()) == "1 changed, 0 added, 0 removed, 3 unchanged"


def test_a_failed_first_load_leaves_no_database(
    load_collection: Load, add: Callable[..., Path], database: Path
) -> None:
    add("bad", kind="newz")
    faults(load_collection)

    assert [file.name for file in database.parent.iterdir()] == ["collection"]


def test_a_deleted_record_is_reported_in_unchanged_articles(
    load_collection: Load, edit: Callable[..., None], dump: Callable[[], Any]
) -> None:
    load_collection()
    before = dump()
    edit("authorities/people.yaml", ("id: robert-king", "id: robert-kings"))

    [fault] = faults(load_collection)

    assert fault == (
        f"{COUNCIL}:12: people: there is no person 'robert-king'. Did you mean 'robert-kings'?"
    )
    assert dump() == before


def test_a_tombstone_for_an_unchanged_article_is_reported(
    load_collection: Load, edit: Callable[..., None]
) -> None:
    load_collection()
    edit("authorities/removed.yaml", ("slug: withdrawn-report", "slug: appeal-for-thirty"))

    [fault] = faults(load_collection)

    assert "the slug 'appeal-for-thirty' belongs to a removed article" in fault


def test_a_changed_record_does_not_store_articles_again(
    load_collection: Load,
    edit: Callable[..., None],
    reading: Callable[[], Any],
    dump: Callable[[], Any],
) -> None:
    load_collection()
    before = dump()
    edit("authorities/outlets.yaml", ("name: Yonhap News Agency", "name: Yonhap"))

    report = load_collection()

    assert summary(report) == (
        "0 changed, 0 added, 0 removed, 4 unchanged, 1 authority file changed"
    )
    assert report.generation == 2
    with reading() as found:
        assert found.snapshot.labels["outlets"]["yonhap"].name == "Yonhap"
    assert dump()["article"] == before["article"]
    assert dump()["bitmap"] == before["bitmap"]


def test_a_record_and_its_last_mention_may_be_deleted_together(
    load_collection: Load, edit: Callable[..., None], collection: Path
) -> None:
    load_collection()
    edit(COUNCIL, ("people: [robert-king]\n", ""))
    (collection / "authorities/people.yaml").write_text("[]\n")

    assert summary(load_collection()) == (
        "1 changed, 0 added, 0 removed, 3 unchanged, 1 authority file changed"
    )


def test_tombstones_are_added_and_removed(
    load_collection: Load, collection: Path, reading: Callable[[], Any]
) -> None:
    load_collection()
    (collection / "authorities/removed.yaml").unlink()

    assert summary(load_collection()).endswith("1 authority file changed")
    with reading() as found:
        assert queries.removed(found.connection, "withdrawn-report") is None


def test_a_missing_authority_file_stops_the_load(load_collection: Load, collection: Path) -> None:
    load_collection()
    (collection / "authorities/events.yaml").unlink()

    assert any("authorities/events.yaml: is missing" in each for each in faults(load_collection))


def test_pages_about_the_archive(
    load_collection: Load,
    collection: Path,
    edit: Callable[..., None],
    reading: Callable[[], Any],
) -> None:
    load_collection()
    edit("about/method.md", ("Everything", "All"))
    page = "---\ntitle: Rights\ndescription: Who owns it.\norder: 5\n---\nNobody.\n"
    (collection / "about/rights.md").write_text(page)

    report = load_collection()

    assert summary(report) == "0 changed, 0 added, 0 removed, 4 unchanged, 2 pages changed"
    assert report.generation == 2
    with reading() as found:
        assert [row.slug for row in queries.pages(found.connection)] == ["rights", "method"]
        assert "All that was printed" in queries.page(found.connection, "method").body_html
    shutil.rmtree(collection / "about")
    assert summary(load_collection()).endswith("2 pages changed")
    with reading() as found:
        assert queries.pages(found.connection) == []


def test_a_new_renderer_renders_everything_again(
    load_collection: Load, reading: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_collection()
    before = article(reading, "appeal-for-thirty")
    monkeypatch.setattr(run, "MARKUP_VERSION", 99)
    new = replace(ingest.render(""), body_html="<p>By the new renderer.</p>")
    monkeypatch.setattr(ingest, "render", lambda text: new)
    _set_clock(monkeypatch, "2030-01-01T00:00:00Z")

    report = load_collection()

    assert summary(report) == ("0 changed, 0 added, 0 removed, 4 unchanged, 4 rendered again")
    assert report.generation == 2
    after = article(reading, "appeal-for-thirty")
    assert after.body_html == "<p>By the new renderer.</p>"
    assert after.changed_at == before.changed_at
    assert summary(load_collection()) == "0 changed, 0 added, 0 removed, 4 unchanged"


LEXICON = """\
- {id: escape, label: fled, language: en, forms: [sends back], definition: D., sources: [https://x.org]}
- {id: thirty, label: thirty people, language: en, forms: [thirty people], definition: D., sources: [https://x.org]}
- {id: debate, label: debates, language: en, forms: [debates], definition: D., sources: [https://x.org]}
"""


def test_a_new_lexicon_searches_every_article(
    load_collection: Load, collection: Path, reading: Callable[[], Any]
) -> None:
    """Headlines and digests that were stored before are searched again, and keep their times."""
    load_collection()
    before = article(reading, "council-debates-returns")
    assert (before.words, before.headline_words) == ([], [])
    (collection / "authorities/words.yaml").write_text(LEXICON, "utf-8")

    report = load_collection()

    assert summary(report) == (
        "0 changed, 0 added, 0 removed, 4 unchanged, 4 searched for words again, "
        "1 authority file changed"
    )
    after = article(reading, "council-debates-returns")
    assert after.words == ["debate", "escape"]
    assert after.headline_words == [[8, 15, "debate"]]
    assert (after.id, after.changed_at) == (before.id, before.changed_at)
    # Its headline is the archive's own; the digest counts.
    assert article(reading, "appeal-for-thirty").words == ["thirty"]
    with reading() as found:
        assert list(found.snapshot.labels["words"]) == ["escape", "thirty", "debate"]
        assert len(found.snapshot.index.holding("word", "debate")) == 1


def test_a_lexicon_with_the_same_matches_stores_no_article(
    load_collection: Load, collection: Path, edit: Callable[..., None], dump: Callable[[], Any]
) -> None:
    (collection / "authorities/words.yaml").write_text(LEXICON, "utf-8")
    load_collection()
    before = dump()
    edit("authorities/words.yaml", ("label: debates,", "label: debating,"))

    assert summary(load_collection()) == (
        "0 changed, 0 added, 0 removed, 4 unchanged, 1 authority file changed"
    )
    after = dump()
    assert after["article"] == before["article"]
    assert after["word"] != before["word"]


def test_new_articles_are_searched_with_the_stored_lexicon(
    load_collection: Load, collection: Path, add: Callable[..., Path], reading: Callable[[], Any]
) -> None:
    (collection / "authorities/words.yaml").write_text(LEXICON, "utf-8")
    load_collection()
    add("new", title="One debates", body="It was thirty people.")

    assert summary(load_collection()) == "0 changed, 1 added, 0 removed, 4 unchanged"
    assert article(reading, "new").words == ["debate", "thirty"]


def test_a_new_version_of_the_search_searches_everything_again(
    load_collection: Load, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (collection / "authorities/words.yaml").write_text(LEXICON, "utf-8")
    load_collection()
    monkeypatch.setattr(run, "LEXICON_VERSION", 99)

    report = load_collection()

    assert summary(report) == (
        "0 changed, 0 added, 0 removed, 4 unchanged, 4 searched for words again"
    )
    assert report.generation == 2
    assert summary(load_collection()) == "0 changed, 0 added, 0 removed, 4 unchanged"


def test_loading_a_lexicon_in_steps_has_the_same_result(
    load_collection: Load,
    collection: Path,
    edit: Callable[..., None],
    add: Callable[..., Path],
    dump: Callable[[], Any],
    database: Path,
) -> None:
    """Loaded piece by piece, or in one go: the same words, records and bitmaps."""
    words = collection / "authorities/words.yaml"
    load_collection()
    words.write_text("\n".join(LEXICON.split("\n")[1:]), "utf-8")
    load_collection()
    add("new", title="One debates", body="It was thirty people.")
    load_collection()
    words.write_text(LEXICON, "utf-8")
    edit(COUNCIL, ("title: Council", "title: The Council"))
    load_collection()
    (collection / APPEAL).unlink()
    load_collection()
    steps = dump()
    for file in database.parent.glob("archive.db*"):
        file.unlink()

    load_collection()

    once = dump()
    times = ("added_at", "changed_at")
    assert sorted(steps["word"]) == sorted(once["word"])
    assert sorted(row for row in steps["bitmap"] if row[0] not in times) == sorted(
        row for row in once["bitmap"] if row[0] not in times
    )
    assert _words_of(steps) == _words_of(once)
    words.unlink()
    load_collection()
    assert dump()["word"] == []
    assert set(_words_of(dump()).values()) == {("[]", "[]")}


def _words_of(tables: Any) -> dict[str, tuple[str, str]]:
    """Slug → the two columns of words, as stored."""
    names = [column.name for column in Article.__table__.columns]
    ingest = [dict(zip(names, row, strict=True)) for row in tables["article"]]
    return {row["slug"]: (row["words"], row["headline_words"]) for row in ingest}


def test_a_full_load_stores_everything_again(
    load_collection: Load, reading: Callable[[], Any], dump: Callable[[], Any]
) -> None:
    load_collection()
    before = dump()

    report = load_collection(full=True)

    assert summary(report) == "0 changed, 0 added, 0 removed, 4 unchanged"
    assert report.generation == 2
    after = dump()
    assert after["state"] != before["state"]
    assert {key: sorted(value) for key, value in after.items() if key != "state"} == {
        key: sorted(value) for key, value in before.items() if key != "state"
    }


def test_the_generation_rises_only_with_changes(
    load_collection: Load, edit: Callable[..., None], add: Callable[..., Path], collection: Path
) -> None:
    def fingerprint() -> str:
        engine = create_engine(f"sqlite:///{collection.parent}/archive.db")
        with engine.connect() as connection:
            return str(connection.execute(text("SELECT fingerprint FROM state")).scalar())

    seen = []
    for change in (
        lambda: None,
        lambda: edit(COUNCIL, ("title: Council", "title: A council")),
        lambda: None,
        lambda: os.utime(collection / APPEAL),
        lambda: edit("authorities/tags.yaml", ("label: China", "label: China, the state")),
        lambda: edit(COUNCIL, ("title: A council", "title: Council")),
        lambda: (collection / APPEAL).unlink(),
        lambda: None,
    ):
        change()
        seen.append((load_collection().generation, fingerprint()))

    assert [generation for generation, _ in seen] == [1, 2, 2, 2, 3, 4, 5, 5]
    assert len(set(seen)) == 5


def test_the_same_files_loaded_again_have_the_same_fingerprint(
    collection: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(collection, tmp_path / "elsewhere" / "collection")
    prints = []
    for folder in (collection, copy):
        settings = settings_for(folder, folder.parent / "fresh" / "archive.db")
        load(settings, today=TODAY)
        engine = create_engine(settings.database_url)
        with engine.connect() as connection:
            row = connection.execute(text("SELECT generation, fingerprint FROM state")).one()
        prints.append(tuple(row))

    assert prints[0] == prints[1]


def test_a_database_of_another_version_is_rebuilt(
    load_collection: Load, database: Path, reading: Callable[[], Any]
) -> None:
    load_collection()
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE state SET schema_version = 0"))
        connection.execute(text("ALTER TABLE article DROP COLUMN title"))
    engine.dispose()

    assert load_collection().added == 4
    assert len(titles(reading)) == 4


def test_many_changes_build_the_index_from_the_rows(
    load_collection: Load, add: Callable[..., Path], reading: Callable[[], Any]
) -> None:
    """More changes than are patched, in more than one batch."""
    load_collection()
    for number in range(2 * run.BATCH + 5):
        add(f"article-{number}", 2012, aliases=f"[former-{number}]", tags="[china, unhrc]")

    assert load_collection().added == 205
    with reading() as found:
        assert len(found.snapshot.index.holding("tag", "unhrc")) == 205 + 2
    assert load_collection().unchanged == 209


def test_articles_that_cannot_be_read_are_problems(
    load_collection: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(file: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)

    assert f"{APPEAL}: cannot be read (Permission denied). Check its permissions." in faults(
        load_collection
    )


def test_the_folder_of_articles_must_exist(settings: Settings, database: Path) -> None:
    with pytest.raises(ArchiveError, match="There is no folder"):
        load(replace(settings, articles=Path("/nowhere/at/all")), today=TODAY)
    assert not database.exists()


def test_another_folder_of_the_same_articles_keeps_the_ids(
    load_collection: Load, collection: Path, settings: Settings, reading: Callable[[], Any]
) -> None:
    load_collection()
    before = article(reading, "appeal-for-thirty")
    shutil.move(collection / "articles", collection / "pieces")

    report = load(replace(settings, articles=collection / "pieces"), today=TODAY)

    assert summary(report) == "4 changed, 0 added, 0 removed, 0 unchanged"
    assert article(reading, "appeal-for-thirty").id == before.id


def test_progress_sees_the_files_that_are_read(
    settings: Settings, edit: Callable[..., None]
) -> None:
    seen: list[str] = []

    def progress(sources: Any) -> Any:
        for source in sources:
            seen.append(source.path)
            yield source

    load(settings, today=TODAY, progress=progress)
    assert len(seen) == 4
    edit(COUNCIL, ("kind: news", "kind: report"))
    seen.clear()
    load(settings, today=TODAY, progress=progress)

    assert seen == [COUNCIL]


def test_one_changed_file_of_the_real_collection(real_settings: Settings, tmp_path: Path) -> None:
    """The report has the counts that a curator expects."""
    collection = tmp_path / "real"
    for name in ("articles", "authorities", "about"):
        shutil.copytree(real_settings.folder(getattr(real_settings, name)), collection / name)
    settings = settings_for(collection, tmp_path / "archive.db")
    number = load(settings).added
    file = next((collection / "articles").rglob("*.md"))
    file.write_text(file.read_text("utf-8") + "\nOne more paragraph.\n", "utf-8")

    report = load(settings)

    assert summary(report) == f"1 changed, 0 added, 0 removed, {number - 1} unchanged"


def _set_clock(monkeypatch: pytest.MonkeyPatch, now: str) -> None:
    """Let the loader see a later time than before."""
    real = run._Load.__init__

    def init(self: Any, *arguments: Any) -> None:
        real(self, *arguments)
        self.now = now

    monkeypatch.setattr(run._Load, "__init__", init)


def test_a_new_version_of_the_tables_adds_and_changes_no_article(
    load_collection: Load,
    reading: Callable[[], Any],
    edit: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _set_clock(monkeypatch, "2026-01-01T00:00:00Z")
    load_collection()
    edit(APPEAL, ("The appeal", "This appeal"))
    monkeypatch.setattr(writer_module, "SCHEMA_VERSION", writer_module.SCHEMA_VERSION + 1)
    monkeypatch.setattr(reader_module, "SCHEMA_VERSION", reader_module.SCHEMA_VERSION + 1)
    monkeypatch.setattr("archive.store.schema.SCHEMA_VERSION", writer_module.SCHEMA_VERSION)
    _set_clock(monkeypatch, "2026-02-01T00:00:00Z")

    report = load_collection()

    assert report.added == 4
    times = {
        slug: (article(reading, slug).added_at[:7], article(reading, slug).changed_at[:7])
        for slug in titles(reading)
    }
    assert times.pop("appeal-for-thirty") == ("2026-01", "2026-02")
    assert set(times.values()) == {("2026-01", "2026-01")}


def test_a_renamed_article_keeps_its_age(
    collection: Path,
    load_collection: Load,
    reading: Callable[[], Any],
    edit: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _set_clock(monkeypatch, "2026-01-01T00:00:00Z")
    load_collection()
    edit(APPEAL, ("\ntags:", "\naliases: [appeal-for-thirty]\ntags:"))
    (collection / APPEAL).rename(collection / "articles/2012/appeal.md")
    _set_clock(monkeypatch, "2026-02-01T00:00:00Z")
    load_collection()

    found = article(reading, "appeal")
    with reading() as opened:
        gone = queries.deletion(opened.connection, "appeal-for-thirty")

    assert (found.added_at[:7], found.changed_at[:7]) == ("2026-01", "2026-02")
    assert (gone.deleted_at[:7], gone.tags, gone.language) == ("2026-02", ["china"], "en")
