"""Makes what a text file cannot hold."""

from pathlib import Path


def make(root: Path) -> None:
    """Change the collection at `root`."""
    (root / "authorities/people.yaml").unlink()
