"""Run Lighthouse on four kinds of page, as on a desktop and as on a phone.

Run by `make lighthouse`. Needs npm (Lighthouse is installed into `tools/node_modules`) and a
Chromium. Exits with status 1 if a score is below `LEAST`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tools.running import ROOT, chromium, running_site

PAGES = (
    "/",
    "/articles/2012-03-14-dong-a-ilbo-un-body-raises-awareness/",
    "/events/2013-laos-nine/",
    "/tags/non-refoulement/",
)
PRESETS = ("desktop", "mobile")
LEAST = 0.98
TRIES = 3
"""Chromium sometimes loses the trace of a page, and then Lighthouse returns no score."""

PROGRAM = ROOT / "tools" / "node_modules" / ".bin" / "lighthouse"


def main() -> int:
    """Print a line of scores for each page and preset."""
    if not PROGRAM.exists():
        raise SystemExit("Lighthouse is not installed. Run `make lighthouse`, which needs npm.")
    good = True
    print(f"{'page':62} {'preset':8} performance accessibility best-practices seo    bytes")
    with running_site() as address:
        for path in PAGES:
            for preset in PRESETS:
                report = _audit(address + path, preset)
                scores = [category["score"] or 0 for category in report["categories"].values()]
                size = report["audits"]["total-byte-weight"].get("numericValue", 0)
                good = good and min(scores) >= LEAST
                row = " ".join(f"{100 * score:13.0f}" for score in scores)
                print(f"{path:62} {preset:8} {row} {size:8.0f}")
    return 0 if good else 1


def _audit(url: str, preset: str) -> dict[str, Any]:
    report: dict[str, Any] = {}
    for _ in range(TRIES):
        report = _run(url, preset)
        if all(category["score"] is not None for category in report["categories"].values()):
            break
    return report


def _run(url: str, preset: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "report.json"
        command = [
            str(PROGRAM),
            url,
            "--quiet",
            "--output=json",
            f"--output-path={output}",
            "--chrome-flags=--headless --no-sandbox --disable-background-networking",
        ]
        if preset == "desktop":
            command.append("--preset=desktop")
        environment = {**os.environ, "CHROME_PATH": chromium()}
        subprocess.run(command, env=environment, check=False, capture_output=True, timeout=180)
        report: dict[str, Any] = json.loads(output.read_text("utf-8"))
        return report


if __name__ == "__main__":
    sys.exit(main())
