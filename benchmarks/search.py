"""Measure search at several sizes: `python -m benchmarks.search`.

It measures the whole page without a cache, from the address to the last byte of HTML: finding,
ranking, facet counts, chart, snippets. The queries are picked from the archive by the frequency of
their words, so each kind means the same at every size. Each runs in several rounds, sizes in turns,
and the fastest run counts, because other programs on the machine slow down the rest. The report
also has CPU time.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from flask.testing import FlaskClient

import archive.load.ingest
from archive.config import Settings
from archive.factory import create_app
from archive.load import load
from archive.store import queries
from archive.store.fulltext import build
from archive.store.search.evaluate import TextSearch
from archive.web.head import head
from archive.web.lists import chart, facet_panel, search_answer, timeline
from benchmarks import corpus, generate
from benchmarks.measure import settings_for
from benchmarks.queries import pick

ROUNDS, QUERIES = 5, 12


@dataclass
class Best:
    """The fastest answer to one query so far, in milliseconds."""

    wall: float = float("inf")
    cpu: float = float("inf")
    bytes: int = 0


def main() -> None:
    """Generate missing archives, measure, and print tables."""
    options = _options()
    sizes = sorted(set(options.articles))
    with _folder(options.keep) as folder:
        clients = {size: _client(_made(folder / str(size), size)) for size in sizes}
        picked = {
            size: pick(client.application, options.queries) for size, client in clients.items()
        }
        best = _measure(clients, picked, options.rounds)
        _print_pages(sizes, best)
        if options.parts:
            for size, client in clients.items():
                _print_parts(size, client, picked[size])
        if options.load:
            _print_load(folder / f"files-{options.load}", options.load)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    add = parser.add_argument
    add("--articles", type=int, nargs="+", default=[10_000, 100_000], metavar="N")
    add("--keep", type=Path, metavar="DIR", help="make the archives in DIR and leave them there")
    add("--queries", type=int, default=QUERIES, metavar="N", help="queries of each kind")
    add("--rounds", type=int, default=ROUNDS, metavar="N", help="how often each is asked")
    add("--parts", action="store_true", help="say where the time goes")
    add("--load", type=int, metavar="N", help="measure what the index adds to a load of N files")
    return parser.parse_args()


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    with ExitStack() as stack:
        yield keep.resolve() if keep else Path(stack.enter_context(TemporaryDirectory()))


def _made(folder: Path, size: int) -> Settings:
    """Return the settings of an archive; generate it unless an earlier run did."""
    # The same page size as on the archive's own pages.
    settings = replace(settings_for(folder), page_size=Settings().page_size)
    marker = folder / "complete"
    if not marker.exists():
        _say(f"making {size:,} articles")
        corpus.build(settings, folder, size)
        marker.touch()
    return settings


def _client(settings: Settings) -> FlaskClient:
    client = create_app(settings).test_client()
    client.get("/search/?q=first")
    return client


def _measure(
    clients: dict[int, FlaskClient], picked: dict[int, dict[str, list[str]]], rounds: int
) -> dict[str, dict[int, list[Best]]]:
    """Return kind → size → the best time of each query."""
    found: dict[str, dict[int, list[Best]]] = {}
    for kind in next(iter(picked.values())):
        _say(f"asking: {kind}")
        found[kind] = {size: [Best() for _ in picked[size][kind]] for size in clients}
        for _ in range(rounds):
            for size, client in clients.items():
                for best, address in zip(found[kind][size], picked[size][kind], strict=True):
                    _ask(client, address, best)
    return found


def _ask(client: FlaskClient, address: str, best: Best) -> None:
    cpu, wall = time.process_time(), time.perf_counter()
    response = client.get(address)
    body = response.get_data()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    if response.status_code != 200:
        raise RuntimeError(f"{address} gave {response.status_code}")
    best.wall = min(best.wall, wall * 1000)
    best.cpu = min(best.cpu, cpu * 1000)
    best.bytes = len(body)


def _print_pages(sizes: list[int], best: dict[str, dict[int, list[Best]]]) -> None:
    width = max(map(len, best))
    head = "".join(f"{f'{size:,} articles':>36}" for size in sizes)
    print(f"{'milliseconds of a page':<{width}}{head}")
    columns = "".join(f"{name:>9}" for name in ("p50", "p95", "worst", "CPU p95"))
    print(f"{'':<{width}}{columns * len(sizes)}" + ("   p95 grows by" if sizes[1:] else ""))
    for kind, of_size in best.items():
        cells = ""
        for size in sizes:
            wall = [each.wall for each in of_size[size]]
            values = (_part(wall, 50), _part(wall, 95), max(wall))
            cpu = _part([each.cpu for each in of_size[size]], 95)
            cells += "".join(f"{value:>9.1f}" for value in (*values, cpu))
        first = _part([each.wall for each in of_size[sizes[0]]], 95)
        for size in sizes[1:]:
            cells += f"{_part([each.wall for each in of_size[size]], 95) / first:>8.1f}x"
        print(f"{kind:<{width}}{cells}")


def _part(values: list[float], percent: int) -> float:
    if len(values) == 1:
        return values[0]
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


# Time by component


class Clock:
    """Add up the seconds spent in some functions, without those in functions they call."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._inner = [0.0]

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            self._inner.append(0.0)
            started = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                took = time.perf_counter() - started
                self.seconds[name] = self.seconds.get(name, 0.0) + took - self._inner.pop()
                self._inner[-1] += took

        return run


_PARTS: list[tuple[str, Any, str]] = [
    ("find", TextSearch, "find"),
    ("rank", TextSearch, "ranked"),
    ("counts", facet_panel, "facet_groups"),
    ("counts", timeline, "events_for"),
    ("counts", chart, "make_chart"),
    ("rows", queries, "articles"),
    ("rows", queries, "digests"),
    ("snippets", search_answer.Answer, "hits"),
    ("spelling", search_answer.Answer, "suggestion"),
    ("nearly", search_answer.Answer, "nearly"),
    ("template", head, "render_template"),
]


def _print_parts(size: int, client: FlaskClient, picked: dict[str, list[str]]) -> None:
    names = [*dict.fromkeys(name for name, _, _ in _PARTS), "rest"]
    width = max(map(len, picked))
    print(f"\nmean milliseconds of the parts of a page, {size:,} articles")
    print(f"{'':<{width}}" + "".join(f"{name:>10}" for name in names))
    for kind, addresses in picked.items():
        clock = Clock()
        with ExitStack() as stack:
            for name, owner, attribute in _PARTS:
                timed = clock.timed(name, getattr(owner, attribute))
                stack.enter_context(patch.object(owner, attribute, timed))
            page = clock.timed("rest", client.get)
            for address in addresses:
                page(address)
        cells = (clock.seconds.get(name, 0.0) * 1000 / len(addresses) for name in names)
        print(f"{kind:<{width}}" + "".join(f"{cell:>10.1f}" for cell in cells))


# Cost of the index in a load


def _print_load(folder: Path, size: int) -> None:
    """Load all files, and print the time of each part."""
    if not (folder / "complete").exists():
        _say(f"generating {size:,} files")
        generate.generate(folder, size)
        (folder / "complete").touch()
    settings = settings_for(folder)
    for file in folder.glob("archive.db*"):
        file.unlink()
    clock = Clock()
    render, rebuild = archive.load.ingest.render, build.rebuild
    with (
        patch.object(archive.load.ingest, "render", clock.timed("render", render)),
        patch.object(build, "rebuild", clock.timed("full-text index", rebuild)),
    ):
        cpu = time.process_time()
        clock.timed("all the rest", load)(settings)
        cpu = time.process_time() - cpu
    print(f"\nseconds of a load of {size:,} files ({cpu:.1f} s of CPU)")
    for name, seconds in clock.seconds.items():
        print(f"{name:<16}{seconds:>8.1f}{seconds / clock.seconds['render']:>8.2f} of render")


def _say(words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
