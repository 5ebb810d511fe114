"""Count the changes of a load, and write them as the line that a command prints."""

from __future__ import annotations

from dataclasses import dataclass, field

from archive.problems import Problem, counted


@dataclass(slots=True)
class LoadReport:
    """The changes of one load."""

    changed: int = 0
    added: int = 0
    removed: int = 0
    unchanged: int = 0
    rendered_again: int = 0
    searched_again: int = 0
    """Unchanged articles that were searched again, because the lexicon changed."""
    authority_files: int = 0
    pages: int = 0
    site_changed: bool = False
    """Whether `archive.toml`, or a setting that replaces a value of it, changed."""
    seconds: float = 0.0
    generation: int = 0
    warnings: list[Problem] = field(default_factory=list)

    @property
    def changed_something(self) -> bool:
        """Whether readers see any difference."""
        return bool(
            self.changed
            + self.added
            + self.removed
            + self.rendered_again
            + self.searched_again
            + self.authority_files
            + self.pages
            + self.site_changed
        )

    def __str__(self) -> str:
        parts = [
            f"{self.changed} changed",
            f"{self.added} added",
            f"{self.removed} removed",
            f"{self.unchanged} unchanged",
        ]
        if self.rendered_again:
            parts.append(f"{self.rendered_again} rendered again")
        if self.searched_again:
            parts.append(f"{self.searched_again} searched for words again")
        if self.authority_files:
            parts.append(counted(self.authority_files, "authority file") + " changed")
        if self.pages:
            parts.append(counted(self.pages, "page") + " changed")
        if self.site_changed:
            parts.append("archive.toml changed")
        return ", ".join((*parts, f"{self.seconds:.1f} s"))
