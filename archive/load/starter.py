"""Write the files of a new archive, for `flask init`."""

from __future__ import annotations

import shutil
from pathlib import Path

from archive.problems import ArchiveError

STARTER = Path(__file__).resolve().parent.parent / "starter"
"""A small archive with an example of each record."""


def make_archive(folder: Path) -> None:
    """Copy the example archive into a folder, which is made if it does not exist.

    Raises `ArchiveError` if the folder is not empty or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise ArchiveError(f"{folder} is not empty. Name a new folder.")
        shutil.copytree(STARTER, folder, dirs_exist_ok=True)
    except OSError as error:
        raise ArchiveError(f"{folder} cannot be written ({error.strerror}).") from error
