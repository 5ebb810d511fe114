"""Takes `archive.toml` away."""

from pathlib import Path


def make(collection: Path) -> None:
    """Delete the file."""
    (collection / "archive.toml").unlink()
