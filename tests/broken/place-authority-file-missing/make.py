"""Changes the collection in a way that a text file cannot."""

from pathlib import Path


def make(root: Path) -> None:
    """Change the collection at `root`."""
    (root / "authorities/people.yaml").unlink()
