"""Renames a file, which a folder laid over the collection cannot do."""

from pathlib import Path


def make(root: Path) -> None:
    """Give `tags.yaml` a wrong name."""
    (root / "authorities/tags.yaml").rename(root / "authorities/tags.yml")
