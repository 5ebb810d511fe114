"""Test that a killed load leaves the old archive or the new one, never a mixture."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from array import array
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from sqlalchemy import select

from archive.config import ROOT, Settings
from archive.load import load
from archive.store.facets.build import build_bitmaps, facet_values
from archive.store.facets.index import FacetIndex
from archive.store.models import Article
from archive.store.sessions import Database
from benchmarks.generate import write_article
from tests.conftest import TODAY, settings_for

KILLS = 25

_CHILD = """
import datetime, sys
from pathlib import Path
from archive.config import Settings
from archive.load import load
database, articles, authorities, about, today = sys.argv[1:]
settings = Settings(
    database_url=database, articles=Path(articles), authorities=Path(authorities), about=Path(about)
)
print("ready", flush=True)
load(settings, today=datetime.date.fromisoformat(today))
"""


class Two(NamedTuple):
    """Files that differ from a copied database."""

    settings: Settings
    old_database: Path
    old: str
    new: str
    seconds: float
    """The duration of the load that a test kills."""

    @property
    def database(self) -> Path:
        return Path(self.settings.database_url.removeprefix("sqlite:///"))

    def restore(self) -> None:
        """Put the old database back in place."""
        for file in self.database.parent.glob("archive.db*"):
            file.unlink()
        shutil.copy(self.old_database, self.database)


@pytest.fixture(scope="module")
def two(generated_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Two:
    """Two thousand articles, of which 200 are edited, 40 removed and 40 added."""
    folder = tmp_path_factory.mktemp("two")
    collection = folder / "collection"
    # With its times of change, so that the load knows the files that stay.
    shutil.copytree(generated_settings.articles.parent, collection)
    old_database = collection / "archive.db"
    settings = settings_for(collection, folder / "archive.db")
    for number in range(0, 2_000, 10):
        write_article(settings.articles, number, edition=1)
    for number in range(5, 2_000, 50):
        write_article(settings.articles, number).unlink()
    for number in range(2_000, 2_040):
        write_article(settings.articles, number)
    pair = Two(settings, old_database, "", "", 0.0)
    pair.restore()
    old = _fingerprint(settings)
    started = time.monotonic()
    with _started(settings) as child:
        started = time.monotonic()
    assert child.returncode == 0
    return pair._replace(old=old, new=_fingerprint(settings), seconds=time.monotonic() - started)


def test_a_load_may_be_killed_at_any_moment(two: Two) -> None:
    chance = Random(20121124)
    seen = set()
    for number in range(KILLS):
        two.restore()
        delay = (number + chance.random()) / KILLS * two.seconds
        with _started(two.settings) as child:
            time.sleep(delay)
            child.send_signal(signal.SIGKILL)

        found = _fingerprint(two.settings)
        seen.add(found)
        assert found in (two.old, two.new)
        _check_whole(two.settings, articles=2_000)
        if number % 3 == 0:
            load(two.settings, today=TODAY)
            assert _fingerprint(two.settings) == two.new
            _check_whole(two.settings, articles=2_000)
    assert two.old in seen


def test_after_a_killed_first_load_the_next_one_succeeds(
    generated_settings: Settings, tmp_path: Path
) -> None:
    collection = generated_settings.articles.parent
    small = tmp_path / "collection"
    for name in ("authorities", "about"):
        shutil.copytree(collection / name, small / name)
    for number in range(300):
        write_article(small / "articles", number)
    settings = settings_for(small, tmp_path / "archive.db")
    with _started(settings) as child:
        time.sleep(0.2)
        child.send_signal(signal.SIGKILL)

    load(settings, today=TODAY)

    _check_whole(settings, articles=300)


def test_a_second_load_waits_for_the_first(two: Two) -> None:
    """Both succeed in either order; together they are one load."""
    two.restore()

    with _started(two.settings) as first, _started(two.settings) as second:
        pass

    assert (first.returncode, second.returncode) == (0, 0)
    assert _fingerprint(two.settings) == two.new
    _check_whole(two.settings, articles=2_000)


def _started(settings: Settings) -> subprocess.Popen[bytes]:
    """Start a process that loads, and wait until it has begun."""
    child = subprocess.Popen(
        [
            *(sys.executable, "-c", _CHILD),
            *(settings.database_url, settings.articles, settings.authorities, settings.about),
            TODAY.isoformat(),
        ],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    return child


def _fingerprint(settings: Settings) -> str:
    reader = Database(settings.database_url)
    found, _space, _time = reader.fingerprint().partition(" ")
    reader.close()
    return found


def _check_whole(settings: Settings, articles: int) -> None:
    """Check that state, index and rows match."""
    reader = Database(settings.database_url)
    with reader.open() as reading:
        index = reading.snapshot.index
        rows = reading.connection.execute(
            select(Article.__table__).order_by(Article.sort_key, Article.slug)
        ).all()
    reader.close()
    assert len(rows) == articles
    built = FacetIndex(
        array("q", [row.id for row in rows]),
        array("i", [row.sort_key for row in rows]),
        build_bitmaps(facet_values(row._asdict()) for row in rows),
    )
    assert (built.ids, built.keys, built.bitmaps) == (index.ids, index.keys, index.bitmaps)
