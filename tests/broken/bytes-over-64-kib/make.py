"""Changes the collection in a way that a text file cannot."""

from pathlib import Path


def make(root: Path) -> None:
    """Change the collection at `root`."""
    file = root / "articles/2012/appeal-for-thirty.md"
    file.write_bytes(file.read_bytes() + b"word " * 250_000)
