"""Deletes a file, which a folder laid over the collection cannot do."""

from pathlib import Path


def make(collection: Path) -> None:
    """Delete `archive.toml`."""
    (collection / "archive.toml").unlink()
