"""One load at a time: a lock on a folder."""

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
    """Hold the lock of a folder for the length of a `with` block.

    Waits until it is free; after so many seconds raises `ArchiveError`. The lock ends
    with the process that holds it, however that ends, and leaves no file. Windows has no such lock:
    there it does nothing.
    """
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        deadline = time.monotonic() + seconds
        while not _locked(descriptor):
            if time.monotonic() > deadline:
                raise ArchiveError("Another load is running. Wait until it ends, and load again.")
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
