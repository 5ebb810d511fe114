"""Describe the files of a release: `datapackage.json`, `CITATION.cff` and `SHA256SUMS`.

The first is a Frictionless Data Package (version 1), the second uses the Citation File Format
1.2.0. Both are for machines, and in English.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from archive import paths
from archive.export.context import Context
from archive.export.formats import FORMATS, RELEASED
from archive.export.releases import File
from archive.export.tables import COLUMNS, Column
from archive.messages import N_
from archive.site import Licence

RIGHTS = (
    "The digests and the records are under {licence}. "
    "The published pieces that they report, and their headlines, belong to their publishers."
)

ABOUT: dict[str, str] = {
    **{name: FORMATS[suffix].about for name, suffix in RELEASED.items()},
    "tags.csv": N_("The tags, with their definitions and how they are related."),
    "outlets.csv": N_("Newspapers, news agencies and other publishers."),
    "people.csv": N_("Public figures and the offices they held."),
    "organisations.csv": N_("Public bodies, ministries and groups."),
    "events.csv": N_("The events that articles report."),
    "documents.csv": N_("Reports, treaties, laws and other documents that articles cite."),
    "words.csv": N_("The words that the archive counts in headlines and digests."),
    "articles.zip": N_(
        "The source files, in Markdown and YAML. Everything else is made from them."
    ),
    "archive.db": N_(
        "Everything as an SQLite database: tables with keys, a view with names, a search index."
    ),
    "datapackage.json": N_("A description of every file and column (Frictionless Data Package)."),
    "CITATION.cff": N_("How to cite the collection, in the Citation File Format."),
    "SHA256SUMS": N_("The SHA-256 checksums of all other files, for sha256sum."),
}
"""File → its description in English; pages pass it to `gettext`."""


def data_package(files: Iterable[File], context: Context) -> str:
    """Return `datapackage.json` for some files."""
    site = context.site
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": "archive",
        "title": context.name,
        "description": f"{site.subject}. {RIGHTS.format(licence=site.licence.name)}",
        "version": version(context),
        "created": context.loaded_at,
        "licenses": [_licence(site.licence)],
        "resources": [_resource(file) for file in files],
    }
    if context.root:
        package["homepage"] = context.absolute(paths.data())
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def citation(context: Context) -> str:
    """Return `CITATION.cff`. Texts are written as JSON strings, which are valid YAML."""
    facts: dict[str, object] = {
        "cff-version": "1.2.0",
        "message": "If you use this collection, please cite it, and cite the original pieces.",
        "type": "dataset",
        "title": context.name,
        "abstract": f"{context.site.subject}.",
        "authors": [{"name": f"{context.name} contributors"}],
        **_spdx(context.site.licence),
        "version": version(context),
        "date-released": context.loaded_at[:10],
    }
    if context.root:
        facts["url"] = context.absolute(paths.data())
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in facts.items())
    return "".join(lines)


def checksums(files: Iterable[File]) -> str:
    """Return `SHA256SUMS`, for `sha256sum --check`."""
    return "".join(f"{file.sha256}  {file.name}\n" for file in files)


def version(context: Context) -> str:
    """Return the version of a release: the day and the number of the load."""
    return f"{context.loaded_at[:10]}.{context.generation}"


def _licence(licence: Licence) -> dict[str, str]:
    named = {"name": licence.spdx} if licence.spdx else {}
    return {**named, "path": licence.url, "title": licence.name}


def _spdx(licence: Licence) -> dict[str, str]:
    """Return the licence for CITATION.cff: an SPDX identifier or an address."""
    return {"license": licence.spdx} if licence.spdx else {"license-url": licence.url}


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
    return resource | {
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": _schema(COLUMNS[stem]),
    }


def _schema(columns: Iterable[Column]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            {"name": column.name, "type": column.type, "description": column.meaning}
            for column in columns
        ],
        "primaryKey": ["id"],
        "missingValues": [""],
    }
    keys = [
        {
            "fields": [column.name],
            "reference": {"resource": f"{column.collection}-csv", "fields": ["id"]},
        }
        for column in columns
        if column.collection
    ]
    return schema | ({"foreignKeys": keys} if keys else {})
