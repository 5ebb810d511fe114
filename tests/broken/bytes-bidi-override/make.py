"""Makes what a text file cannot hold."""

from pathlib import Path


def make(root: Path) -> None:
    """Change the collection at `root`."""
    file = root / "articles/2012/appeal-for-thirty.md"
    file.write_text(file.read_text("utf-8").replace("no town", "no \u202etown"), "utf-8")
