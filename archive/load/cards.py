"""Makes the card images that are lacking, and takes away those that nothing needs any more.

It runs after a load, outside of its transaction: a load that is killed here has lost nothing, and
the server draws a card that is lacking when it is asked for.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection

from archive.config import Settings
from archive.problems import Problem
from archive.social_cards.card import Card, for_archive, for_record
from archive.social_cards.drawing import draw
from archive.store import queries
from archive.store.engine import reading_engine

MOST_CARDS = 1_000
"""Of the newest articles so many get their card at load; a million would take hours and 20 GB."""

ABANDONED = 3_600
"""After so many seconds a half-written file belongs to no load that still runs."""

_CARD = re.compile(r"[0-9a-f]{20}\.png")


@dataclass(slots=True)
class CardsMade:
    """What became of the folder of cards."""

    made: int = 0
    removed: int = 0
    warnings: list[Problem] = field(default_factory=list)


def make_cards(
    settings: Settings, progress: Callable[[Sequence[Card]], Iterable[Card]] = lambda cards: cards
) -> CardsMade:
    """Bring the folder of cards up to what is loaded. What goes wrong is a warning."""
    report = CardsMade()
    folder = settings.cards_folder
    if folder is None:
        return report
    wanted = {card.digest: card for card in wanted_cards(settings)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = _sweep(folder, wanted, report)
        for card in progress([card for name, card in wanted.items() if name not in there]):
            write_card(folder, card)
            report.made += 1
    except OSError as error:
        report.warnings.append(
            Problem(
                str(folder),
                None,
                None,
                f"the cards could not be written ({error.strerror})",
                "See whether the folder can be written to and its disk has room, or name another "
                "folder with ARCHIVE_CARDS. Cards that are lacking are drawn when they are "
                "asked for.",
                severity="warning",
            )
        )
    return report


def wanted_cards(settings: Settings) -> list[Card]:
    """The cards that a folder should have."""
    engine = reading_engine(settings.absolute_database_url)
    try:
        with engine.begin() as connection:
            return list(_cards(connection, settings))
    finally:
        engine.dispose()


def write_card(folder: Path, card: Card) -> None:
    """Write a card so that there is always a whole file or none. Raises `OSError`."""
    part = folder / f"{card.digest}.{os.getpid()}.part"
    try:
        part.write_bytes(draw(card))
        part.replace(folder / f"{card.digest}.png")
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _cards(connection: Connection, settings: Settings) -> Iterator[Card]:
    yield for_archive(subject=settings.subject, site=settings.name)
    outlets = {row.id: row.name for row in queries.authorities(connection, "outlets")}
    rows = {name: queries.authorities(connection, name)[:MOST_CARDS] for name in ("tags", "events")}
    rows["articles"] = queries.newest_articles(connection, MOST_CARDS)
    for collection, records in rows.items():
        for record in records:
            outlet = outlets[record.outlet] if collection == "articles" else ""
            card = for_record(collection, record, outlet=outlet, site=settings.name)
            if card is not None:
                yield card


def _sweep(folder: Path, wanted: Iterable[str], report: CardsMade) -> set[str]:
    """Take away what is not wanted; gives the names of the cards that are there already."""
    wanted, there = set(wanted), set()
    for entry in os.scandir(folder):
        name = entry.name.partition(".")[0]
        if _CARD.fullmatch(entry.name):
            # A file without content is what a machine that lost its power leaves behind.
            if name in wanted and entry.stat().st_size:
                there.add(name)
            else:
                os.unlink(entry.path)
                report.removed += name not in wanted
        elif entry.name.endswith(".part") and time.time() - entry.stat().st_mtime > ABANDONED:
            os.unlink(entry.path)
    return there
