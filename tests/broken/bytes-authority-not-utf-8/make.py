"""Changes the collection in a way that a text file cannot."""

from pathlib import Path


def make(root: Path) -> None:
    """Change the collection at `root`."""
    file = root / "authorities/organisations.yaml"
    file.write_bytes(file.read_bytes().replace(b"agency", b"\xfc"))
