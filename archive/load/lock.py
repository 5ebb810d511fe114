"""Lock a folder, so that only one load runs at a time."""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.problems import ArchiveError

if sys.platform != "win32":
    from fcntl import LOCK_EX, LOCK_NB, flock


@contextmanager
def alone_in(folder: Path, seconds: float = math.inf) -> Iterator[None]:
    """Hold the lock of a folder for the duration of a `with` block.

    Waits until the lock is free, and raises `ArchiveError` after so many seconds. The lock ends
    with the process, even if that is killed, and leaves no file. Windows has no such lock, so
    there this does nothing.
    """
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        deadline = time.monotonic() + seconds
        while not _locked(descriptor):
            if time.monotonic() > deadline:
                raise ArchiveError("Another load is running. Wait until it ends, then load again.")
            time.sleep(0.05)
        yield
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    return True
