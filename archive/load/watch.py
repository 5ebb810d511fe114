"""Load again whenever a file of the archive is saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

from watchfiles import watch as watch_paths

from archive.config import Settings

PATIENCE = 2.0
"""The seconds after which the watched folders are compared with those that are there."""

Identity = tuple[int, int] | None
"""Device and inode of a file or folder; `None` if it is not there."""


def watch(
    settings: Settings,
    reload: Callable[[], object],
    stop: Event | None = None,
    patience: float = PATIENCE,
) -> None:
    """Call `reload` after every burst of changes, until `stop` is set or Ctrl-C is pressed.

    The system reports changes of the very folder that was there when watching began. So another
    folder that takes its place is noticed within `patience` seconds, and watched in its turn.
    """
    stop = stop or Event()
    is_due = False
    while not stop.is_set():
        places = _identities(settings)
        paths = [path for path, identity in places.items() if identity is not None]
        try:
            for changes in watch_paths(
                *paths,
                stop_event=stop,
                debounce=200,
                rust_timeout=int(patience * 1000),
                yield_on_timeout=True,
                raise_interrupt=False,
            ):
                if changes or is_due:
                    is_due = False
                    reload()
                if _identities(settings) != places:
                    break
            else:
                return
        except OSError:  # A folder went away at the moment when watching began.
            stop.wait(patience)
        is_due = True


def _identities(settings: Settings) -> dict[Path, Identity]:
    folders = (settings.articles, settings.authorities, settings.about)
    paths = [*map(settings.folder, folders), settings.config_file]
    return {path: _identity(path) for path in paths}


def _identity(path: Path) -> Identity:
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_dev, facts.st_ino
