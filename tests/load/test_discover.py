"""Test which files are found, and what is reported about the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archive.load.discover import Found, discover_articles, discover_authorities, discover_pages
from archive.problems import ArchiveError

NOT_MARKDOWN = (
    "is not a Markdown file. "
    "Save it as Markdown with a name that ends in .md, or move it elsewhere."
)
AUTHORITIES = ("documents", "events", "organisations", "outlets", "people", "tags")


def make(folder: Path, *paths: str) -> Path:
    for path in paths:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("text")
    return folder


def told(found: Found) -> list[str]:
    return sorted(str(problem) for problem in found.problems)


def test_articles_are_sorted_by_path(tmp_path: Path) -> None:
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


def test_hidden_files_are_ignored(tmp_path: Path) -> None:
    folder = make(tmp_path / "articles", "2012/a.md", ".git/x", "2012/.a.md.swp", ".DS_Store")

    found = discover_articles(folder)

    assert [source.stem for source in found.sources] == ["a"]
    assert found.problems == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("a.md", "articles/a.md: is not in the folder of a year. Move it into one, such as 2012/."),
        (
            "drafts/a.md",
            "articles/drafts: is not the folder of a year. Put articles in folders such as 2012.",
        ),
        (
            "0999/a.md",
            "articles/0999: is not the folder of a year. Put articles in folders such as 2012.",
        ),
        (
            "20122/a.md",
            "articles/20122: is not the folder of a year. Put articles in folders such as 2012.",
        ),
        ("2012/a.txt", f"articles/2012/a.txt: {NOT_MARKDOWN}"),
        ("2012/a.MD", f"articles/2012/a.MD: {NOT_MARKDOWN}"),
        ("2012/x/a.md", "articles/2012/x: is not a file. Move it elsewhere."),
        ("notes.txt", f"articles/notes.txt: {NOT_MARKDOWN}"),
    ],
)
def test_other_files_and_folders_are_reported(tmp_path: Path, path: str, words: str) -> None:
    found = discover_articles(make(tmp_path / "articles", path))

    assert told(found) == [words]
    assert found.sources == []


def test_links_must_stay_within_the_folder(tmp_path: Path) -> None:
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
        "articles/2012/nowhere.md: is a link to a file that does not exist. "
        "Correct the link, or remove it.",
        f"articles/2012/outside.md: {leads_out}",
        f"articles/2013: {leads_out}",
    ]


def test_special_files_are_reported(tmp_path: Path) -> None:
    folder = make(tmp_path / "articles", "2012/a.md")
    os.mkfifo(folder / "2012/pipe.md")

    assert told(discover_articles(folder)) == [
        "articles/2012/pipe.md: is not a file. Move it elsewhere."
    ]


def test_missing_and_unknown_authority_files_are_reported(tmp_path: Path) -> None:
    folder = make(tmp_path / "authorities", *(f"{name}.yaml" for name in AUTHORITIES))
    found = discover_authorities(folder)
    assert [source.stem for source in found.sources] == list(AUTHORITIES)
    assert found.problems == []

    make(folder, "removed.yaml", "places.yaml")
    (folder / "tags.yaml").unlink()
    found = discover_authorities(folder)

    assert "removed" in [source.stem for source in found.sources]
    assert [line.split(". ")[0] for line in told(found)] == [
        "authorities/places.yaml: is not an authority file",
        "authorities/tags.yaml: is missing",
    ]


def test_a_folder_named_like_an_authority_file_is_reported_once(tmp_path: Path) -> None:
    folder = make(tmp_path / "authorities", *(f"{name}.yaml" for name in AUTHORITIES[:-1]))
    (folder / "tags.yaml").mkdir()

    assert told(discover_authorities(folder)) == [
        "authorities/tags.yaml: is not a file. Move it elsewhere."
    ]


def test_the_folder_of_pages_is_optional(tmp_path: Path) -> None:
    assert discover_pages(tmp_path / "about") == Found([], [])

    found = discover_pages(make(tmp_path / "about", "method.md", "picture.png"))

    assert [source.path for source in found.sources] == ["about/method.md"]
    assert told(found) == [f"about/picture.png: {NOT_MARKDOWN}"]


def test_a_missing_folder_and_a_file_in_its_place_are_errors(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="There is no folder"):
        discover_articles(tmp_path / "none")
    with pytest.raises(ArchiveError, match="is a file, but it must be a folder"):
        discover_authorities(make(tmp_path, "file") / "file")


def test_an_unreadable_folder_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)

    with pytest.raises(ArchiveError, match=r"cannot be read \(Permission denied\)"):
        discover_articles(tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        *("Thumbs.db", "desktop.ini", "Icon\r", "__MACOSX", "@eaDir", "lost+found", ".DS_Store"),
        *(
            "a.md~",
            "#a.md#",
            "a.md.bak",
            ".a.md.swp",
            "a.md.swp",
            "._a.md",
            "~$a.docx",
            "a.md.orig",
        ),
        *("tags.yaml~", "tags.yaml.bak"),
    ],
)
def test_what_programs_leave_is_ignored_everywhere(tmp_path: Path, name: str) -> None:
    make(tmp_path, "articles/2012/a.md", "about/index.md")
    make(tmp_path, *(f"authorities/{kind}.yaml" for kind in AUTHORITIES))
    for folder in ("articles", "articles/2012", "authorities", "about"):
        make(tmp_path, f"{folder}/{name}")

    assert told(discover_articles(tmp_path / "articles")) == []
    assert told(discover_authorities(tmp_path / "authorities")) == []
    assert told(discover_pages(tmp_path / "about")) == []


@pytest.mark.parametrize(
    "path",
    [
        *(
            "articles/README.md",
            "articles/readme.txt",
            "articles/2012/README.md",
            "about/README.md",
        ),
        *("about/notes.txt", "authorities/README.md", "authorities/LICENSE", "articles/readme.md"),
    ],
)
def test_notes_for_other_people_are_warnings(tmp_path: Path, path: str) -> None:
    make(tmp_path, "articles/2012/a.md", "about/index.md")
    make(tmp_path, *(f"authorities/{kind}.yaml" for kind in AUTHORITIES))
    make(tmp_path, path)

    found = [
        *discover_articles(tmp_path / "articles").problems,
        *discover_authorities(tmp_path / "authorities").problems,
        *discover_pages(tmp_path / "about").problems,
    ]

    assert [str(problem) for problem in found] == [
        f"{path}: warning: is ignored. Move it elsewhere to be rid of this warning."
    ]


@pytest.mark.parametrize("path", ["about/notes.md", "about/readme.md"])
def test_a_page_may_have_the_name_of_a_note(tmp_path: Path, path: str) -> None:
    make(tmp_path, path)

    assert [source.path for source in discover_pages(tmp_path / "about").sources] == [path]


@pytest.mark.parametrize("name", ["report.pdf", "a.txt", "notes.docx", "a.markdown"])
def test_other_strangers_stay_errors(tmp_path: Path, name: str) -> None:
    make(tmp_path, "articles/2012/a.md", f"articles/2012/{name}", f"about/{name}")

    assert len(told(discover_articles(tmp_path / "articles"))) == 1
    assert [p.severity for p in discover_pages(tmp_path / "about").problems] == ["error"]
