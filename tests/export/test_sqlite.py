"""`archive.db`: a database that a journalist can read without a manual."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import pytest

from archive.config import Settings
from archive.load.release import make_release
from tests.web.files import pieces, records


@pytest.fixture(scope="module")
def database(
    real_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[sqlite3.Connection]:
    """The database made from the project's own collection."""
    folder = tmp_path_factory.mktemp("release")
    make_release(replace(real_settings, release=str(folder)))
    (file,) = folder.glob("*/*/archive.db")
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    yield connection
    connection.close()


def rows(database: sqlite3.Connection, sql: str, *values: object) -> list[tuple[object, ...]]:
    return database.execute(sql, values).fetchall()


def names(database: sqlite3.Connection, kind: str) -> set[object]:
    return {name for (name,) in rows(database, "SELECT name FROM sqlite_master WHERE type=?", kind)}


def test_database_has_records_and_no_machinery(database: sqlite3.Connection) -> None:
    shadow = {f"article_text{end}" for end in ("", "_config", "_data", "_docsize", "_idx")}
    assert names(database, "table") - shadow == {
        *("article", "tag", "outlet", "person", "organisation", "event", "document", "word"),
        *("article_tag", "article_person", "article_organisation", "article_event"),
        *("article_document", "article_word", "event_tag", "event_document"),
        *("tag_broader", "tag_related"),
    }
    assert names(database, "view") == {"articles"}
    assert rows(database, "PRAGMA integrity_check") == [("ok",)]
    assert rows(database, "SELECT count(*) FROM article") == [(len(pieces()),)]
    assert rows(database, "SELECT count(*) FROM tag") == [(len(records("tags")),)]


def test_foreign_keys_are_declared_and_true(database: sqlite3.Connection) -> None:
    keys = {(key[3], key[2]) for key in rows(database, "PRAGMA foreign_key_list(article)")}
    assert keys == {("outlet", "outlet"), ("agency", "outlet")}
    keys = {(key[3], key[2]) for key in rows(database, "PRAGMA foreign_key_list(article_person)")}
    assert keys == {("article", "article"), ("person", "person")}
    assert rows(database, "PRAGMA foreign_key_check") == []


def test_junction_tables_join_what_the_files_say(database: sqlite3.Connection) -> None:
    found = rows(
        database,
        "SELECT a.slug, t.tag FROM article a JOIN article_tag t ON t.article = a.id",
    )

    assert sorted(found, key=str) == sorted(
        ((piece.slug, tag) for piece in pieces() for tag in piece.values("tag")), key=str
    )


def test_view_has_names(database: sqlite3.Connection) -> None:
    piece = pieces()[0]
    outlets, tags = records("outlets"), records("tags")
    ((outlet, listed),) = rows(
        database, "SELECT outlet, tags FROM articles WHERE slug = ?", piece.slug
    )

    assert outlet == outlets[str(piece.fields["outlet"])]["name"]
    assert set(str(listed).split("; ")) == {tags[tag]["label"] for tag in piece.values("tag")}
    assert rows(database, "SELECT count(*) FROM articles") == [(len(pieces()),)]


def test_words_are_found_and_joined_by_id(database: sqlite3.Connection) -> None:
    found = rows(
        database,
        "SELECT a.slug, t.digest FROM article_text t JOIN article a ON a.id = t.rowid "
        "WHERE article_text MATCH 'refoulement'",
    )

    assert found
    assert all(text is not None for _slug, text in found)
    plain = rows(database, "SELECT count(*) FROM article_text WHERE article_text MATCH 'china'")
    assert plain[0][0] > 0  # type: ignore[operator]


def test_datasette_finds_the_index(database: sqlite3.Connection) -> None:
    """The statement by which Datasette looks for a search index (`detect_fts` in its `utils`)."""
    sql = """SELECT name FROM sqlite_master WHERE rootpage = 0 AND (
        sql LIKE '%VIRTUAL TABLE%USING FTS%content="article"%'
        OR (tbl_name = 'article' AND sql LIKE '%VIRTUAL TABLE%USING FTS%'))"""

    assert rows(database, sql) == [("article_text",)]
