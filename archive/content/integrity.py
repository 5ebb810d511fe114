"""Check that files agree with each other: ids, broader tags, slugs, addresses, former slugs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from archive.content.addresses import comparable_url, near_url
from archive.content.limits import MOST_PROBLEMS, first_problems
from archive.content.records import Tag
from archive.content.results import Parsed, Reference
from archive.did_you_mean import did_you_mean, quoted
from archive.problems import Problem

KnownIds = Mapping[str, Collection[str] | None]
"""Kind → the ids that exist. A kind that is `None` or missing is not checked: its file could not
be read, and each article that names one of its ids would repeat that one fault."""

T = TypeVar("T")

_NOUNS = {
    "tags": "tag",
    "outlets": "outlet",
    "people": "person",
    "organisations": "organisation",
    "events": "event",
    "documents": "document",
}


def check_references(path: str, references: Iterable[Reference], known: KnownIds) -> list[Problem]:
    """Return a problem for each reference of the file at `path` to an id that does not exist."""
    problems: list[Problem] = []
    for reference in references:
        ids = known.get(reference.kind)
        if ids is None or reference.id in ids:
            continue
        fault = f"there is no {_NOUNS[reference.kind]} {quoted(reference.id)}"
        add = f"Use an id from authorities/{reference.kind}.yaml, or add the record there."
        few = len(problems) < MOST_PROBLEMS  # a guess takes time
        repair = did_you_mean(reference.id, ids, add) if few else add
        problems.append(Problem(path, reference.line, reference.field, fault, repair))
    return first_problems(path, problems)


SECTIONS = frozenset(
    {
        *("", "about", "api", "articles", "cards", "data", "documents", "embed", "events"),
        *("feed.atom", "feed.json", "healthz", "oai", "oembed", "opensearch.xml", "organisations"),
        *("outlets", "people", "robots.txt", "search", "sitemap.xml", "static", "tags", "tags.ttl"),
        *("tags.jsonld", "timeline", "words", "words.csv"),
    }
)
"""The first parts of the addresses of the archive."""


def check_site_links(
    path: str, links: Iterable[tuple[str, int]], known: Mapping[str, Collection[str] | None]
) -> list[Problem]:
    """Return a warning for each link, with its line, that leads to no page of the archive.

    `known` is `KnownIds` with the slugs of `articles` and of the pages `about` the archive.
    """
    return [
        Problem(
            path,
            line,
            None,
            f"the link to {quoted(link)} leads to no page of this archive",
            "Correct the address, or remove the link.",
            "warning",
        )
        for link, line in links
        if not _is_page(link, known)
    ]


def _is_page(link: str, known: Mapping[str, Collection[str] | None]) -> bool:
    parts = urlsplit(link).path.split("/")[1:]
    section, id_ = parts[0], parts[1] if len(parts) > 1 else ""
    if section not in SECTIONS:
        return section.startswith("export.")
    ids = known.get(section)
    is_symbol = section == "documents" and len(parts) > 3
    return not id_ or ids is None or is_symbol or unquote(id_) in ids


def check_broader(path: str, tags: Sequence[Parsed[Tag]]) -> list[Problem]:
    """Find circles of broader tags, tags related to themselves, and one-sided relations (warnings).

    Each circle is reported once, with its path. `check_references` reports unknown tags.
    """
    entries = {entry.record.id: entry for entry in tags if entry.record is not None}
    records = {id_: entry.record for id_, entry in entries.items() if entry.record is not None}
    problems = []
    for circle in _circles({id_: record.broader for id_, record in records.items()}):
        fault = f"the broader tags form a circle: {' → '.join(circle)}"
        place = entries[circle[0]].lines["broader"]
        problems.append(Problem(path, place, "broader", fault, "Remove one of these broader tags."))
    for id_, record in records.items():
        line = entries[id_].lines.get("related")
        if id_ in record.related:
            fault = f"{quoted(id_)} is related to itself"
            problems.append(Problem(path, line, "related", fault, "Remove it."))
        for other in record.related:
            if other in records and id_ not in records[other].related:
                fault = f"{quoted(id_)} is related to {quoted(other)}, but not the other way round"
                repair = f"Add '{id_}' to the related tags of '{other}'."
                problems.append(Problem(path, line, "related", fault, repair, "warning"))
    return problems


def unused_records(
    path: str, parsed_records: Iterable[Parsed[T]], used: Collection[str]
) -> list[Problem]:
    """Return a warning for each authority record whose id is not in `used`."""
    problems = []
    for entry in parsed_records:
        id_ = getattr(entry.record, "id", None)
        if id_ is not None and id_ not in used:
            repair = "Remove the record, or add its id to an article."
            fault = f"no article mentions {quoted(id_)}"
            problems.append(
                Problem(path, entry.lines.get("id"), None, fault, repair, severity="warning")
            )
    return problems


class Registry:
    """Register the slugs, former slugs and addresses of all articles, and find duplicates.

    A duplicate is a problem of the file that is added later; the fault names the earlier file.
    """

    def __init__(self, removed: Collection[str] = ()) -> None:
        """`removed` are the slugs of removed articles."""
        self.removed = removed
        self._slugs: dict[str, str] = {}
        self.aliases: dict[str, str] = {}
        self._urls: dict[str, dict[str, str]] = {}

    def add_known(self, path: str, slug: str, url: str, aliases: Collection[str]) -> None:
        """Register an article that was checked in an earlier load."""
        self._slugs.setdefault(slug, path)
        self._urls.setdefault(near_url(url), {}).setdefault(comparable_url(url), path)
        for alias in aliases:
            self.aliases.setdefault(alias, path)

    def add(
        self,
        path: str,
        slug: str,
        url: str,
        aliases: Collection[str],
        lines: Mapping[str, int],
    ) -> list[Problem]:
        """Register an article, and return its conflicts with the articles registered before."""
        problems = [
            Problem(path, line, name, fault, repair)
            for line, name, fault, repair in (
                *self._slug_clashes(slug),
                *self._url_clashes(url, lines.get("url")),
                *self._alias_clashes(aliases, lines.get("aliases")),
            )
        ]
        problems += self._near_urls(path, url, lines.get("url"))
        self.add_known(path, slug, url, aliases)
        return problems

    def _slug_clashes(self, slug: str) -> Iterator[_Clash]:
        if slug in self._slugs:
            fault = f"the slug {quoted(slug)} is already used by {self._slugs[slug]}"
            yield None, None, fault, "Rename one of the two files."
        if slug in self.aliases:
            fault = f"the slug {quoted(slug)} is an alias of {self.aliases[slug]}"
            yield None, None, fault, "Rename the file, or remove the alias."
        if slug in self.removed:
            fault = f"the slug {quoted(slug)} belongs to a removed article"
            yield (
                None,
                None,
                fault,
                "Rename the file, or remove the slug from authorities/removed.yaml.",
            )

    def _url_clashes(self, url: str, line: int | None) -> Iterator[_Clash]:
        other = self._urls.get(near_url(url), {}).get(comparable_url(url))
        if other is not None:
            fault = f"{other} has the same address"
            yield line, "url", fault, "Merge the two articles, or correct the address."

    def _near_urls(self, path: str, url: str, line: int | None) -> list[Problem]:
        """Return a warning if another article probably has the same original."""
        near = self._urls.get(near_url(url), {})
        if not near or comparable_url(url) in near:
            return []
        other, file = next(iter(near.items()))
        fault = f"{file} has nearly the same address, {other}"
        repair = "If both lead to the same text, merge the two articles."
        return [Problem(path, line, "url", fault, repair, severity="warning")]

    def _alias_clashes(self, aliases: Iterable[str], line: int | None) -> Iterator[_Clash]:
        for alias in aliases:
            if alias in self._slugs:
                fault = f"{quoted(alias)} is the slug of {self._slugs[alias]}"
            elif alias in self.aliases:
                fault = f"{quoted(alias)} is already an alias of {self.aliases[alias]}"
            elif alias in self.removed:
                fault = f"{quoted(alias)} is the slug of a removed article"
            else:
                continue
            yield line, "aliases", fault, "Remove it."


_Clash = tuple[int | None, str | None, str, str]
"""The line, field, fault and repair of a problem, without its path."""


def _circles(broader: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Find each circle once, from its first tag back to it: depth-first, without recursion."""
    done: set[str] = set()
    for start in broader:
        trail: dict[str, Iterator[str]] = {} if start in done else {start: iter(broader[start])}
        while trail:
            last = next(reversed(trail))
            following = next(trail[last], None)
            if following is None:
                done.add(last)
                del trail[last]
            elif following in trail:
                ids = list(trail)
                yield [*ids[ids.index(following) :], following]
            elif following in broader and following not in done:
                trail[following] = iter(broader[following])
