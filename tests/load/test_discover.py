"""Which files are found, and what lies among them that is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archive.load.discover import Found, discover_articles, discover_authorities, discover_pages
from archive.problems import ArchiveError

AUTHORITIES = ("documents", "events", "organisations", "outlets", "people", "tags")


def make(folder: Path, *paths: str) -> Path:
    for path in paths:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("text")
    return folder


def told(found: Found) -> list[str]:
    return sorted(str(problem) for problem in found.problems)


def test_articles_are_sorted_and_known_by_their_path(tmp_path: Path) -> None:
    folder = make(tmp_path / "articles", "2013/a.md", "2012/b.md", "2012/a.md")

    found = discover_articles(folder)

    assert [source.path for source in found.sources] == [
        "articles/2012/a.md",
        "articles/2012/b.md",
        "articles/2013/a.md",
    ]
    first = found.sources[0]
    assert (first.name, first.stem, first.size) == ("a.md", "a", 4)
    assert first.mtime_ns == os.stat(folder / "2012/a.md").st_mtime_ns
    assert first.file == folder / "2012/a.md"
    assert found.problems == []


def test_hidden_files_are_left_alone(tmp_path: Path) -> None:
    folder = make(tmp_path / "articles", "2012/a.md", ".git/x", "2012/.a.md.swp", ".DS_Store")

    found = discover_articles(folder)

    assert [source.stem for source in found.sources] == ["a"]
    assert found.problems == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("a.md", "articles/a.md: lies outside the year folders. Move it into one, such as 2012/."),
        ("drafts/a.md", "articles/drafts: is not a year. Put articles into folders such as 2012."),
        ("0999/a.md", "articles/0999: is not a year. Put articles into folders such as 2012."),
        ("20122/a.md", "articles/20122: is not a year. Put articles into folders such as 2012."),
        ("2012/a.txt", "articles/2012/a.txt: does not end in .md. Rename it, or take it out."),
        ("2012/a.MD", "articles/2012/a.MD: does not end in .md. Rename it, or take it out."),
        ("2012/x/a.md", "articles/2012/x: is not a file. Take it out."),
        ("notes.txt", "articles/notes.txt: does not end in .md. Rename it, or take it out."),
    ],
)
def test_what_is_no_article_is_told(tmp_path: Path, path: str, words: str) -> None:
    found = discover_articles(make(tmp_path / "articles", path))

    assert told(found) == [words]
    assert found.sources == []


def test_links_may_lead_about_in_the_folder_and_not_out_of_it(tmp_path: Path) -> None:
    folder = make(tmp_path / "articles", "2012/a.md")
    make(tmp_path, "secret.md")
    (folder / "2012/inside.md").symlink_to(folder / "2012/a.md")
    (folder / "2012/outside.md").symlink_to(tmp_path / "secret.md")
    (folder / "2012/nowhere.md").symlink_to(folder / "2012/missing.md")
    (folder / "2013").symlink_to(tmp_path)

    found = discover_articles(folder)

    assert [source.stem for source in found.sources] == ["a", "inside"]
    leads_out = "is a symbolic link that leads out of the folder. Put the file itself here."
    assert told(found) == [
        "articles/2012/nowhere.md: leads nowhere. Mend the link, or take it out.",
        f"articles/2012/outside.md: {leads_out}",
        f"articles/2013: {leads_out}",
    ]


def test_something_that_is_no_plain_file(tmp_path: Path) -> None:
    folder = make(tmp_path / "articles", "2012/a.md")
    os.mkfifo(folder / "2012/pipe.md")

    assert told(discover_articles(folder)) == ["articles/2012/pipe.md: is not a file. Take it out."]


def test_all_authority_files_have_to_be_there(tmp_path: Path) -> None:
    folder = make(tmp_path / "authorities", *(f"{name}.yaml" for name in AUTHORITIES))
    found = discover_authorities(folder)
    assert [source.stem for source in found.sources] == list(AUTHORITIES)
    assert found.problems == []

    make(folder, "removed.yaml", "places.yaml")
    (folder / "tags.yaml").unlink()
    found = discover_authorities(folder)

    assert "removed" in [source.stem for source in found.sources]
    assert [line.split(". ")[0] for line in told(found)] == [
        "authorities/places.yaml: is no authority file",
        "authorities/tags.yaml: is missing",
    ]


def test_an_authority_file_that_is_a_folder_is_told_once(tmp_path: Path) -> None:
    folder = make(tmp_path / "authorities", *(f"{name}.yaml" for name in AUTHORITIES[:-1]))
    (folder / "tags.yaml").mkdir()

    assert told(discover_authorities(folder)) == [
        "authorities/tags.yaml: is not a file. Take it out."
    ]


def test_pages_need_no_folder(tmp_path: Path) -> None:
    assert discover_pages(tmp_path / "about") == Found([], [])

    found = discover_pages(make(tmp_path / "about", "method.md", "picture.png"))

    assert [source.path for source in found.sources] == ["about/method.md"]
    assert told(found) == ["about/picture.png: does not end in .md. Rename it, or take it out."]


def test_a_folder_that_is_not_there_or_a_file(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="There is no folder"):
        discover_articles(tmp_path / "none")
    with pytest.raises(ArchiveError, match="is a file, and a folder is needed"):
        discover_authorities(make(tmp_path, "file") / "file")


def test_a_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)

    with pytest.raises(ArchiveError, match=r"cannot be read \(Permission denied\)"):
        discover_articles(tmp_path)
