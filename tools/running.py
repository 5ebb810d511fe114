"""Start the real server for a command, and stop it afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60
"""Seconds to wait for a server to load the collection and answer."""


@contextmanager
def running_site(collection: Path = ROOT) -> Iterator[str]:
    """Run a server of a collection with its own database; yield its address.

    `collection` contains `articles`, `authorities` and `about`; by default the project's own.
    """
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        # The caller's settings would change the site.
        environment = {
            **{name: text for name, text in os.environ.items() if not name.startswith("ARCHIVE_")},
            "ARCHIVE_PORT": str(port),
            "ARCHIVE_ARTICLES": str(collection / "articles"),
            "ARCHIVE_AUTHORITIES": str(collection / "authorities"),
            "ARCHIVE_ABOUT": str(collection / "about"),
            "ARCHIVE_DATABASE_URL": f"sqlite:///{folder}/archive.db",
        }
        process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment)
        try:
            _wait(address, process)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def chromium() -> str:
    """Return the path of a Chromium; without one, exit with advice."""
    for name in (os.environ.get("TEST_BROWSER"), "chromium", "chromium-browser"):
        if name and (found := shutil.which(name)):
            return found
    raise SystemExit(
        "There is no Chromium. Install Debian's package chromium, or name one in TEST_BROWSER."
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit("The server ended before it answered.")
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise SystemExit(f"The server did not answer within {PATIENCE} seconds.")
