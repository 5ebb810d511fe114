"""What a file of articles has to know beside the articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archive.site import Site
from archive.store.snapshot import Label


@dataclass(frozen=True, slots=True)
class Context:
    """The archive that articles are taken from, and the load they belong to."""

    site: Site
    root: str
    """The address of the site without a slash at its end; empty where it is not known, so that
    addresses of the archive begin at the site's root."""
    labels: Mapping[str, Mapping[str, Label]]
    """Collection → id → label."""
    generation: int
    loaded_at: str

    @property
    def name(self) -> str:
        """The name of the archive."""
        return self.site.name

    def absolute(self, path: str) -> str:
        """A path of the site as an address."""
        return self.root + path

    def names(self, collection: str, ids: list[str]) -> list[str]:
        """What some records of a collection are called."""
        return [self.labels[collection][record_id].name for record_id in ids]
