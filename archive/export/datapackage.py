"""What goes with the files and says what they are: `datapackage.json` and `CITATION.cff`.

The first is a Data Package of the Frictionless standards (version 1), the second is of the
Citation File Format 1.2.0. Both are for machines and in English.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from archive import paths
from archive.export.articles import COLUMNS, Column
from archive.export.authorities import TABLES
from archive.export.context import Context
from archive.export.releases import File

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""The licence of the archive's own texts."""

RIGHTS = (
    "The digests and the records are under CC BY 4.0. "
    "The published pieces that they report, and their headlines, belong to their publishers."
)

ABOUT: dict[str, str] = {
    "articles.csv": "All articles as a table, with their digests.",
    "articles.jsonl": "All articles as JSON, one to a line, with their digests.",
    "articles.bib": "References to all articles as BibTeX.",
    "articles.ris": "References to all articles as RIS.",
    "articles.csl.json": "References to all articles as CSL-JSON.",
    "tags.csv": "The vocabulary.",
    "outlets.csv": "Newspapers, agencies and other publishers.",
    "people.csv": "Public persons who recur.",
    "organisations.csv": "Bodies, ministries and groups.",
    "events.csv": "What happened and was reported.",
    "documents.csv": "Documents of the United Nations, treaties, laws and reports.",
    "words.csv": "What headlines and digests may call the people.",
    "articles.zip": "The files that all of this is made from: Markdown and YAML.",
    "archive.db": "The whole database for SQLite.",
}
"""File → what it holds."""


def data_package(files: Iterable[File], context: Context, subject: str) -> str:
    """`datapackage.json` for some files."""
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": "archive",
        "title": context.name,
        "description": f"{subject}. {RIGHTS}",
        "version": version(context),
        "created": context.loaded_at,
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE, "title": "CC BY 4.0"}],
        "resources": [_resource(file) for file in files],
    }
    if context.root:
        package["homepage"] = context.absolute(paths.data())
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def citation(context: Context, subject: str) -> str:
    """`CITATION.cff`. Texts are written as JSON has them, which YAML reads too."""
    facts: dict[str, object] = {
        "cff-version": "1.2.0",
        "message": "If you use this collection, please cite it, and cite the original pieces.",
        "type": "dataset",
        "title": context.name,
        "abstract": f"{subject}.",
        "authors": [{"name": f"{context.name} contributors"}],
        "license": "CC-BY-4.0",
        "version": version(context),
        "date-released": context.loaded_at[:10],
    }
    if context.root:
        facts["url"] = context.absolute(paths.data())
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in facts.items())
    return "".join(lines)


def checksums(files: Iterable[File]) -> str:
    """`SHA256SUMS`, which `sha256sum --check` reads."""
    return "".join(f"{file.sha256}  {file.name}\n" for file in files)


def version(context: Context) -> str:
    """The day of the load, and which load it was."""
    return f"{context.loaded_at[:10]}.{context.generation}"


def _resource(file: File) -> dict[str, Any]:
    stem, _, suffix = file.name.partition(".")
    resource: dict[str, Any] = {
        "name": file.name.lower().replace(".", "-"),
        "path": file.name,
        "description": ABOUT[file.name],
        "format": suffix,
        "mediatype": file.media_type,
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }
    if suffix != "csv":
        return resource
    columns = COLUMNS if stem == "articles" else TABLES[stem]
    return resource | {
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": _schema(columns, is_articles=stem == "articles"),
    }


def _schema(columns: Iterable[Column], *, is_articles: bool) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            {"name": column.name, "type": column.kind, "description": column.meaning}
            for column in columns
        ],
        "primaryKey": ["id"],
        "missingValues": [""],
    }
    if is_articles:
        schema["foreignKeys"] = [
            {"fields": [field], "reference": {"resource": "outlets-csv", "fields": ["id"]}}
            for field in ("outlet", "agency")
        ]
    return schema
