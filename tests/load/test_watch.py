"""Test that saving a file loads again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from archive.config import Settings
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
