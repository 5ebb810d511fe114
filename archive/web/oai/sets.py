"""The sets of the archive: by tag, outlet, language and year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pyroaring import BitMap

from archive.messages import N_
from archive.store.snapshot import Snapshot
from archive.web.i18n import gettext as _
from archive.web.labels import language_name

KINDS: dict[str, str] = {
    "tag": N_("By tag"),
    "outlet": N_("By outlet"),
    "language": N_("By language"),
    "year": N_("By year of publication"),
}
"""The top-level sets, which contain the others."""


def specs_of(row: Any, snapshot: Snapshot) -> list[str]:
    """Return the sets of an article; for a deleted one, only sets that still exist."""
    labels = snapshot.labels
    specs = [f"tag:{tag}" for tag in row.tags if tag in labels["tags"]]
    if row.outlet in labels["outlets"]:
        specs.append(f"outlet:{row.outlet}")
    if row.language:
        specs.append(f"language:{row.language}")
    return [*specs, f"year:{row.published[:4]}"]


def holds(spec: str, specs: Iterable[str]) -> bool:
    """Return whether a set includes a record with these sets; subsets belong to their parent."""
    return any(each == spec or each.startswith(f"{spec}:") for each in specs)


def ordinals(spec: str | None, snapshot: Snapshot) -> BitMap:
    """Return the articles of a set by ordinal; all articles without a set."""
    index = snapshot.index
    if spec is None or spec in ("outlet", "language", "year"):
        return index.everything
    kind, _colon, value = spec.partition(":")
    if spec == "tag":
        return index.holding_any("tag", index.bitmaps["tag"])
    if kind == "year":
        is_year = len(value) == 4 and value.isascii() and value.isdigit()
        return BitMap(index.span(value)) if is_year else BitMap()
    return index.holding(kind, value) if kind in KINDS else BitMap()


def listed(snapshot: Snapshot, gone: Iterable[Any]) -> list[tuple[str, str]]:
    """Return (spec, name) of every set that a header may name; `gone` are all deleted articles."""
    index, labels = snapshot.index, snapshot.labels
    years = {str(year) for year in index.years() if len(index.span(str(year)))}
    languages = {value for value, bits in index.bitmaps["language"].items() if bits}
    for row in gone:
        years.add(row.published[:4])
        languages |= {row.language} if row.language else set()
    names = {
        "tag": {tag.id: tag.name for tag in labels["tags"].values()},
        "outlet": {outlet.id: outlet.name for outlet in labels["outlets"].values()},
        "language": {each: language_name(each) for each in sorted(languages)},
        "year": {year: year for year in sorted(years)},
    }
    found = []
    for kind, heading in KINDS.items():
        found.append((kind, _(heading)))
        found += [(f"{kind}:{value}", name) for value, name in names[kind].items()]
    return found
