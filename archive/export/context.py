"""The context of a file of articles: data that it needs in addition to the articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archive.site import Site
from archive.store.snapshot import Label


@dataclass(frozen=True, slots=True)
class Context:
    """The archive and the load that the articles are from."""

    site: Site
    root: str
    """The address of the site without a trailing slash; if unknown, "" makes addresses paths."""
    labels: Mapping[str, Mapping[str, Label]]
    """Collection → id → label."""
    generation: int
    loaded_at: str

    @property
    def name(self) -> str:
        """Return the name of the archive."""
        return self.site.name

    def absolute(self, path: str) -> str:
        """Return a path of the site as an absolute address."""
        return self.root + path

    def names(self, collection: str, ids: list[str]) -> list[str]:
        """Return the names of some records of a collection."""
        return [self.labels[collection][record_id].name for record_id in ids]
