"""Changes the collection in a way that a text file cannot."""

from pathlib import Path


def make(root: Path) -> None:
    """Change the collection at `root`."""
    target = root / "articles/2012/gone.md"
    (root / "articles/2012/linked.md").symlink_to(target)
