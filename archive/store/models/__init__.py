"""All tables. Importing this package registers every one of them with `Base.metadata`."""

from __future__ import annotations

from archive.store.models.articles import Alias, Article, Deletion, Page, Removed
from archive.store.models.authorities import (
    AUTHORITY_TABLES,
    Document,
    Event,
    LexiconWord,
    Organisation,
    Outlet,
    Person,
    Tag,
)
from archive.store.models.base import SCHEMA_VERSION, Base
from archive.store.models.indexes import Bitmap, Posting, SourceFile, State, VocabularyWord

__all__ = [
    "AUTHORITY_TABLES",
    "SCHEMA_VERSION",
    "Alias",
    "Article",
    "Base",
    "Bitmap",
    "Deletion",
    "Document",
    "Event",
    "LexiconWord",
    "Organisation",
    "Outlet",
    "Page",
    "Person",
    "Posting",
    "Removed",
    "SourceFile",
    "State",
    "Tag",
    "VocabularyWord",
]
