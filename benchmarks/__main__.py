"""Measure loads and pages at several sizes: `python -m benchmarks`.

Absolute times on a shared machine vary from minute to minute. The last columns matter: how much
longer something takes in a larger archive, measured in the same run.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.config import Settings
from benchmarks import generate, measure

ROUNDS = 3
"""How often a short load is repeated; the result is the median."""


def main() -> None:
    """Generate, measure and print a table."""
    options = _options()
    sizes = sorted(set(options.articles))
    with _folder(options.keep) as folder:
        archives = {size: _generated(folder / str(size), size) for size in sizes}
        rows: dict[str, dict[int, float]] = {}
        for size, settings in archives.items():
            _measure_loads(settings, size, rows)
        _measure_pages(archives, rows)
    _print_table(sizes, rows)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000], metavar="N")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="generate into DIR and leave it")
    return parser.parse_args()


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep:
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="archive-bench-") as folder:
        yield Path(folder)


def _generated(folder: Path, size: int) -> Settings:
    """Return the settings of a collection; generate it unless an earlier run did."""
    marker = folder / "complete"
    if not marker.exists():
        _say(f"generating {size:,} articles")
        shutil.rmtree(folder, ignore_errors=True)
        generate.generate(folder, size)
        marker.touch()
    for file in folder.glob("archive.db*"):
        file.unlink()
    return measure.settings_for(folder)


def _measure_loads(settings: Settings, size: int, rows: dict[str, dict[int, float]]) -> None:
    def note(name: str, value: float) -> None:
        rows.setdefault(name, {})[size] = value

    _say(f"loading {size:,} articles")
    measure.change_one(settings, 0)
    full = measure.run_load(settings)
    note("full load, s", full.seconds)
    note("  articles a second", size / full.seconds)
    note("  peak memory, MB", full.megabytes)
    editions = iter(range(1, ROUNDS + 1))

    def changed() -> float:
        measure.change_one(settings, next(editions))
        return measure.run_load(settings).seconds

    note("one file changed, s", _median(changed))
    note("nothing changed, s", _median(lambda: measure.run_load(settings).seconds))
    note("  bare look at every file, s", _median(lambda: measure.walk(settings)))


def _measure_pages(archives: dict[int, Settings], rows: dict[str, dict[int, float]]) -> None:
    """Fetch from the archives in turns, so a slow moment of the machine affects all."""
    fetchers = {size: measure.pages(settings, size) for size, settings in archives.items()}
    for kind in next(iter(fetchers.values())):
        _say(f"fetching pages: {kind}")
        times: dict[int, list[float]] = {size: [] for size in archives}
        for _ in range(measure.REQUESTS):
            for size, kinds in fetchers.items():
                times[size].append(kinds[kind]())
        for size, found in times.items():
            rows.setdefault(f"{kind}, p50 ms", {})[size] = statistics.median(found)
            rows.setdefault(f"{kind}, p95 ms", {})[size] = statistics.quantiles(found, n=20)[-1]


def _median(run: Callable[[], float]) -> float:
    return statistics.median(run() for _ in range(ROUNDS))


def _print_table(sizes: list[int], rows: dict[str, dict[int, float]]) -> None:
    smallest = sizes[0]
    width = max(len(name) for name in rows)
    ratios = "".join(f"{f'{size / smallest:g}x size':>12}" for size in sizes[1:])
    print(f"{'articles':<{width}}" + "".join(f"{size:>12,}" for size in sizes) + ratios)
    for name, values in rows.items():
        numbers = "".join(f"{values[size]:>12,.{_decimals(values[size])}f}" for size in sizes)
        grown = "".join(f"{values[size] / values[smallest]:>11.1f}x" for size in sizes[1:])
        print(f"{name:<{width}}{numbers}{grown}")


def _decimals(value: float) -> int:
    return 0 if value >= 100 else 1 if value >= 10 else 2


def _say(words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
