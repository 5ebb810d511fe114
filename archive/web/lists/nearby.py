"""Suggest records for an address that does not exist."""

from __future__ import annotations

from typing import NamedTuple

from flask import request

from archive.did_you_mean import near
from archive.facets import FACET_OF_COLLECTION
from archive.web.context import read_session
from archive.web.lists.scope import page_of


class Record(NamedTuple):
    """A record whose id resembles the end of an address."""

    collection: str
    id: str
    name: str


def records(path: str) -> list[Record]:
    """Return up to three records for a path such as `/tags/urp/`; none outside collections."""
    parts = path.strip("/").split("/")
    if len(parts) != 2 or parts[0] not in FACET_OF_COLLECTION:
        return []
    labels = read_session().snapshot.labels[parts[0]]
    return [
        Record(parts[0], record_id, labels[record_id].name)
        for record_id in near(parts[1], labels, most=3)
    ]


def pages() -> list[tuple[str, str]]:
    """Return (name, address) of the pages that this request most likely meant."""
    return [(each.name, page_of(each.collection, each.id)) for each in records(request.path)]
