"""Deletes what a folder laid over the collection cannot delete."""

import shutil
from pathlib import Path


def make(root: Path) -> None:
    """Empty the folder of articles."""
    for year in (root / "articles").iterdir():
        shutil.rmtree(year)
