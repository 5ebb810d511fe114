"""A private PostgreSQL server for tests, in a folder with its socket."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """Return the folder of the server's programs, which is not in Debian's `PATH`."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def server() -> Iterator[str]:
    """Run a server during a `with` block; yield the address of its database."""
    folder = programs()
    assert folder is not None, "PostgreSQL's server programs are missing"
    # Keep it short: the path of a socket may have only about a hundred characters.
    place = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    user: list[str] = []
    if os.geteuid() == 0:  # The server refuses to run as root.
        shutil.chown(place, "nobody")
        user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
    data = place / "data"
    environ = os.environ | {"LC_ALL": "C.UTF-8"}
    try:
        subprocess.run(
            [*user, folder / "initdb", "-D", data, "-U", "archive", "-A", "trust", "-E", "UTF8"],
            check=True,
            capture_output=True,
            env=environ,
            cwd=place,
        )
        settings = [
            "-c",
            "fsync=off",
            "-c",
            "listen_addresses=",
            "-c",
            f"unix_socket_directories={place}",
        ]
        process = subprocess.Popen(
            [*user, folder / "postgres", "-D", data, *settings],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environ,
            cwd=place,
        )
        try:
            _wait_for(place / ".s.PGSQL.5432", process)
            yield f"postgresql+psycopg://archive@/postgres?host={place}"
        finally:
            process.send_signal(signal.SIGINT)  # SIGTERM would wait for every client.
            process.wait(30)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _wait_for(socket: Path, process: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + 60
    while not socket.exists():
        assert process.poll() is None, "PostgreSQL did not start"
        assert time.monotonic() < ends, "PostgreSQL did not start in a minute"
        time.sleep(0.05)
    time.sleep(0.2)
