"""Makes what a text file cannot hold."""

from pathlib import Path


def make(root: Path) -> None:
    """Change the collection at `root`."""
    target = root / "articles/2012/gone.md"
    (root / "articles/2012/linked.md").symlink_to(target)
