"""Changes the collection in a way that a text file cannot."""

from pathlib import Path


def make(root: Path) -> None:
    """Change the collection at `root`."""
    outside = root / "outside.md"
    outside.write_text("secret", "utf-8")
    (root / "articles/2012/linked.md").symlink_to(outside)
