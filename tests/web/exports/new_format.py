"""Add a citation format to the table, and print where the archive has it, as JSON.

    python -m tests.web.exports.new_format COLLECTION FOLDER

Tables of other modules are made from the table of formats when they are imported. So this must be a
process of its own, which changes the table first.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

from archive.cite import formats

MEDIA_TYPE = "application/x-trial"
NEW = formats.Format(
    "trial",
    "Trial",
    MEDIA_TYPE,
    lambda reference: f"{reference.slug}: {reference.title * 50}\n",
    "Citations of all articles, for a trial.",
    ("Reader", "Writer"),
)
ARTICLE = "/articles/council-debates-returns"


def main(collection: Path, folder: Path) -> None:
    """Load a collection with the new format, ask for its outputs, and print them."""
    formats.FORMATS = (*formats.FORMATS, NEW)  # type: ignore[assignment]
    from archive.factory import create_app
    from archive.load.release import make_release
    from archive.load.run import load
    from tests.conftest import TODAY, settings_for

    settings = replace(
        settings_for(collection, folder / "archive.db"),
        release=str(folder / "data"),
        cache_bytes=1_000_000,
    )
    load(settings, today=TODAY)
    make_release(settings)
    client = create_app(settings).test_client()
    file = client.get(f"{ARTICLE}.trial", headers={"Accept-Encoding": "gzip"})
    found = {
        "page": client.get(f"{ARTICLE}/").text,
        "link": ", ".join(client.head(f"{ARTICLE}/").headers.getlist("Link")),
        "cite": client.get(f"{ARTICLE}/cite/").text,
        "article": client.get(f"{ARTICLE}.trial").text,
        "type": file.mimetype,
        "encoding": file.headers.get("Content-Encoding"),
        "list": client.get("/").text,
        "export": client.get("/export.trial").text,
        "data": client.get("/data/").text,
        "all": client.get("/data/articles.trial").text,
        "package": client.get("/data/datapackage.json").text,
        "sums": client.get("/data/SHA256SUMS").text,
        "unapi": client.get("/unapi").text,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
