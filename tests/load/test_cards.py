"""The folder of cards after a load."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from archive.config import Settings
from archive.load import LoadReport, cards, make_cards
from archive.social_cards.drawing import set_headline
from archive.social_cards.fonts import Style, lacking
from tests.conftest import ROOT
from tests.web.files import pieces, records

in_one_process = pytest.mark.xdist_group("all-cards")
"""The pictures of the whole collection are made once."""

COUNCIL = "articles/2012/council-debates-returns.md"


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """The tiny collection, with a folder for cards."""
    return replace(settings, cards=str(tmp_path / "cards"))


@pytest.fixture
def folder(settings: Settings, load_collection: Callable[..., LoadReport]) -> Path:
    """The folder of cards after a first load."""
    load_collection()
    make_cards(settings)
    return Path(settings.cards)


@pytest.fixture(scope="session")
def all_cards(real_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cards of the project's own collection."""
    folder = tmp_path_factory.mktemp("cards")
    made = make_cards(replace(real_settings, cards=str(folder)))
    assert made.made == len(list(folder.iterdir()))
    return folder


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def edit(collection: Path, name: str, old: str, new: str) -> None:
    text = (collection / name).read_text("utf-8")
    assert old in text
    (collection / name).write_text(text.replace(old, new), "utf-8")


@in_one_process
def test_every_article_event_and_tag_has_a_card(all_cards: Path, real_settings: Settings) -> None:
    wanted = cards.wanted_cards(real_settings)
    headlines = [(card.mark, card.headline) for card in wanted]

    assert sorted(headlines) == sorted(
        [("article", " ".join(str(piece.fields["title"]).split())) for piece in pieces()]
        + [("event", str(record["title"])) for record in records("events").values()]
        + [("tag", str(record["label"])) for record in records("tags").values()]
        + [("archive", real_settings.subject)]
    )
    assert {f"{card.digest}.png" for card in wanted} == names(all_cards)


@in_one_process
def test_every_card_is_a_small_picture_with_ink_where_the_headline_is(all_cards: Path) -> None:
    for file in all_cards.iterdir():
        data = file.read_bytes()
        image = Image.open(BytesIO(data))
        assert (image.format, image.size) == ("PNG", (1200, 630))
        assert len(data) < 60_000
        headline = image.convert("L").crop((168, 178, 1112, 440)).histogram()
        assert sum(headline[:100]) > 1_000, file.name


def test_every_card_has_a_glyph_for_all_it_says(real_settings: Settings) -> None:
    for card in cards.wanted_cards(real_settings):
        said = card.headline + card.source + card.detail + card.site
        assert lacking(said) == "", said


def test_nothing_of_any_headline_is_cut(real_settings: Settings) -> None:
    for card in cards.wanted_cards(real_settings):
        room = 257 if card.source else 240
        _, broken = set_headline(card.headline, Style("serif-bold.ttf", card.language), room)
        assert broken.is_whole, card.headline


def test_a_second_load_makes_none(folder: Path, settings: Settings) -> None:
    before = {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}

    made = make_cards(settings)

    assert (made.made, made.removed, made.warnings) == (0, 0, [])
    assert {file.name: file.stat().st_mtime_ns for file in folder.iterdir()} == before


def test_a_changed_headline_makes_one_and_takes_one_away(
    folder: Path, settings: Settings, collection: Path, load_collection: Callable[..., LoadReport]
) -> None:
    before = {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}
    edit(collection, COUNCIL, "title: ", "title: Again ")
    load_collection()

    made = make_cards(settings)

    after = {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}
    assert (made.made, made.removed) == (1, 1)
    assert len(after.items() & before.items()) == len(before) - 1 == len(after) - 1


def test_a_changed_digest_makes_none(
    folder: Path, settings: Settings, collection: Path, load_collection: Callable[..., LoadReport]
) -> None:
    with (collection / COUNCIL).open("a", encoding="utf-8") as file:
        file.write("\nOne more paragraph.\n")
    load_collection()

    assert make_cards(settings).made == 0


def test_the_card_of_a_removed_article_goes(
    folder: Path, settings: Settings, collection: Path, load_collection: Callable[..., LoadReport]
) -> None:
    before = names(folder)
    (collection / COUNCIL).unlink()
    load_collection()

    made = make_cards(settings)

    assert (made.made, made.removed) == (0, 1)
    assert names(folder) < before


def test_what_is_no_card_stays_and_half_written_ones_go(folder: Path, settings: Settings) -> None:
    (folder / "README").write_text("mine", "utf-8")
    (folder / "mine.png").write_text("mine", "utf-8")
    old, new = folder / "a.1.part", folder / "b.2.part"
    for part in (old, new):
        part.write_text("half", "utf-8")
    long_ago = time.time() - 2 * cards.ABANDONED
    os.utime(old, (long_ago, long_ago))

    made = make_cards(settings)

    assert (made.made, made.removed) == (0, 0)
    assert {"README", "mine.png", "b.2.part"} <= names(folder)
    assert not old.exists()


def test_an_empty_file_is_made_again(folder: Path, settings: Settings) -> None:
    file = next(folder.iterdir())
    whole = hashlib.sha256(file.read_bytes()).digest()
    file.write_bytes(b"")

    made = make_cards(settings)

    assert (made.made, made.removed) == (1, 0)
    assert hashlib.sha256(file.read_bytes()).digest() == whole


def test_no_folder_makes_no_card(
    settings: Settings, load_collection: Callable[..., LoadReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_collection()
    monkeypatch.setattr(cards, "draw", lambda card: pytest.fail("drawn"))

    assert make_cards(replace(settings, cards="")).made == 0


def test_a_folder_that_cannot_be_written_is_a_warning(
    settings: Settings, load_collection: Callable[..., LoadReport], tmp_path: Path
) -> None:
    load_collection()
    (tmp_path / "cards").write_text("a file and no folder", "utf-8")

    made = make_cards(settings)

    assert made.made == 0
    (warning,) = made.warnings
    assert warning.severity == "warning"
    assert str(warning).startswith(f"{tmp_path}/cards: warning: the cards could not be written (")
    assert "ARCHIVE_CARDS" in warning.repair


def test_a_full_disk_is_a_warning_and_leaves_no_half_file(
    settings: Settings,
    load_collection: Callable[..., LoadReport],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load_collection()
    write = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if len(names(self.parent)) < 3:
            return write(self, data)
        write(self, data[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    made = make_cards(settings)
    monkeypatch.undo()

    assert made.made == 3
    assert "No space left on device" in made.warnings[0].fault
    assert len(names(Path(settings.cards))) == 3
    assert all(name.endswith(".png") for name in names(Path(settings.cards)))
    assert make_cards(settings).warnings == []


def test_of_many_articles_the_newest_get_a_card(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "MOST_CARDS", 1)

    wanted = [card for card in cards.wanted_cards(settings) if card.mark == "article"]

    newest = max(
        (ROOT / "tests/base/articles").glob("*/*.md"),
        key=lambda file: file.read_text("utf-8").partition("published: ")[2][:10],
    )
    assert [card.headline for card in wanted] == [
        newest.read_text("utf-8").partition("title: ")[2].partition("\n")[0].strip('"')
    ]
