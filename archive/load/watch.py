"""Load again whenever a file of the archive is saved."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from watchfiles import watch as watch_folders

from archive.config import Settings


def watch(settings: Settings, reload: Callable[[], object], stop: Event | None = None) -> None:
    """Call `reload` after every burst of changes, until `stop` is set or Ctrl-C is pressed."""
    folders = [
        folder
        for path in (settings.articles, settings.authorities, settings.about)
        if (folder := settings.folder(path)).is_dir()
    ]
    folders.append(settings.config_file)
    for _ in watch_folders(*folders, stop_event=stop, debounce=200, raise_interrupt=False):
        reload()
