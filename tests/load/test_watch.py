"""Test that saving a file loads again."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from archive.config import ROOT, Settings
from archive.load.watch import watch


def test_a_saved_file_loads_again_until_it_is_stopped(
    settings: Settings, add: Callable[..., Path]
) -> None:
    # A folder that is not there is no reason to stop watching the others.
    settings = replace(settings, about=Path("/nowhere/at/all"))
    loaded, stop = threading.Event(), threading.Event()
    thread = threading.Thread(target=watch, args=(settings, loaded.set, stop))
    thread.start()
    try:
        # Saved anew until it is seen: the watcher takes a moment to begin.
        deadline = time.monotonic() + 30
        while not loaded.wait(0.3) and time.monotonic() < deadline:
            add("new")
    finally:
        stop.set()
        thread.join(10)

    assert loaded.is_set()
    assert not thread.is_alive()


@pytest.mark.parametrize("name", ["articles", "authorities", "archive.toml"])
def test_what_takes_the_place_of_a_folder_or_file_is_watched(
    settings: Settings, collection: Path, name: str
) -> None:
    """A folder is swapped as by `mv`, and `archive.toml` as by an editor that saves a new file."""
    shutil.copyfile(ROOT / "archive.toml", collection / "archive.toml")
    settings = replace(settings, config=collection / "archive.toml")
    place, spare = collection / name, collection.parent / "spare"
    loads, stop = threading.Semaphore(0), threading.Event()
    thread = threading.Thread(target=watch, args=(settings, loads.release, stop, 0.2))
    thread.start()
    try:
        time.sleep(0.5)
        (shutil.copytree if place.is_dir() else shutil.copyfile)(place, spare)
        if place.is_dir():
            place.rename(collection.parent / "old")
            # It is gone for longer than one look takes.
            time.sleep(0.5)
        spare.rename(place)
        assert loads.acquire(timeout=20)

        time.sleep(1)
        while loads.acquire(blocking=False):
            pass
        file = next(each for each in (place, *place.rglob("*.*")) if each.is_file())
        file.write_bytes(file.read_bytes() + b"\n")
        assert loads.acquire(timeout=20)
    finally:
        stop.set()
        thread.join(10)

    assert not thread.is_alive()
