"""Test `python app.py` and `flask load` as real processes over a real connection."""

from __future__ import annotations

import fcntl
import gzip
import os
import pty
import re
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from typing import IO

import brotli
import pytest

from archive.config import ROOT
from tests.conftest import BASE

PATIENCE = 60.0
"""The seconds that a test waits for a process."""

BAD = "---\ntitle: Bad\nunknown: field\n---\nText.\n"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a server of the tiny collection on a free port."""
    shutil.copytree(BASE, tmp_path / "collection")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("ARCHIVE_")},
        "ARCHIVE_PORT": str(port),
        "ARCHIVE_DATABASE_URL": f"sqlite:///{tmp_path}/archive.db",
        "ARCHIVE_ARTICLES": str(tmp_path / "collection/articles"),
        "ARCHIVE_AUTHORITIES": str(tmp_path / "collection/authorities"),
        "ARCHIVE_ABOUT": str(tmp_path / "collection/about"),
        "ARCHIVE_RELEASE": "",
        "PYTHONUNBUFFERED": "1",
    }


def test_it_loads_prints_its_address_and_answers(environment: dict[str, str]) -> None:
    with server(environment) as said:
        address = f"http://127.0.0.1:{environment['ARCHIVE_PORT']}"
        wait(lambda: address in said())
        wait(lambda: is_open(environment))

        assert "4 added" in said()
        assert b'"articles":4' in ask(environment, "/healthz").body.replace(b" ", b"")


def test_a_port_in_use_is_a_clear_error(environment: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(environment["ARCHIVE_PORT"])))
        taken.listen()
        result = run(environment, "app.py")

    assert result.returncode == 1
    assert f"Port {environment['ARCHIVE_PORT']} of 127.0.0.1 is already in use" in result.stdout
    assert re.search(r"ARCHIVE_PORT=[0-9]+ make run", result.stdout)
    assert "Traceback" not in result.stdout


def test_a_bad_file_leaves_the_last_load_served(
    environment: dict[str, str], tmp_path: Path
) -> None:
    run(environment, "-m", "flask", "load")
    (tmp_path / "collection/articles/2012/bad.md").write_text(BAD, "utf-8")

    with server(environment) as said:
        wait(lambda: is_open(environment))

        assert "articles/2012/bad.md:3: unknown: unknown field" in said()
        assert "as it was last loaded" in said()
        assert b'"articles":4' in ask(environment, "/healthz").body.replace(b" ", b"")


@pytest.mark.parametrize("case", ["authority-duplicate-id", "removed-twice", "date-in-words"])
def test_a_broken_collection_leaves_the_last_load_served(
    environment: dict[str, str], tmp_path: Path, case: str
) -> None:
    run(environment, "-m", "flask", "load")
    folder = ROOT / "tests/broken" / case
    shutil.copytree(folder, tmp_path / "collection", dirs_exist_ok=True)

    with server(environment) as said:
        wait(lambda: is_open(environment))

        assert (folder / "expected.txt").read_text("utf-8").splitlines()[0] in said()
        assert "as it was last loaded" in said()
        assert "Traceback" not in said()
        assert b'"articles":4' in ask(environment, "/healthz").body.replace(b" ", b"")


def test_a_bad_file_in_the_first_load_stops_it(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "collection/articles/2012/bad.md").write_text(BAD, "utf-8")

    result = run(environment, "app.py")

    assert result.returncode == 1
    assert "articles/2012/bad.md:3: unknown: unknown field" in result.stdout
    assert "There is no earlier load to serve." in result.stdout
    assert not list(tmp_path.glob("archive.db*"))


def test_the_real_server_speaks_http(environment: dict[str, str]) -> None:
    """Validators, compression, HEAD, and only safe methods."""
    with server(environment):
        wait(lambda: is_open(environment))
        plain = ask(environment, "/")

        for encoding, decode in (("gzip", gzip.decompress), ("br", brotli.decompress)):
            packed = ask(environment, "/", {"Accept-Encoding": encoding})
            assert packed.headers["Content-Encoding"] == encoding
            assert decode(packed.body) == plain.body
        unchanged = ask(environment, "/", {"If-None-Match": plain.headers["ETag"]})
        assert (unchanged.status, unchanged.body) == (304, b"")
        head = ask(environment, "/", method="HEAD")
        assert head.headers["Content-Length"] == str(len(plain.body))
        assert head.body == b""
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            assert ask(environment, "/", method=method).status == 405


def test_watch_loads_saved_files_and_survives_a_bad_one(
    environment: dict[str, str], tmp_path: Path
) -> None:
    article = tmp_path / "collection/articles/2013/inquiry-opens.md"
    good = article.read_text("utf-8")
    watching = ("-m", "flask", "load", "--watch")
    run(environment, "-m", "flask", "load")
    with server(environment), server(environment, *watching) as said:
        wait(lambda: is_open(environment))
        wait(lambda: "unchanged" in said())
        # Saved until it is seen: there is a moment between the first load and the watching.
        wait(
            lambda: (
                article.write_text(good + "\nA first addition.\n", "utf-8") > 0
                and "1 changed" in said()
            )
        )

        article.write_text(good + "\nA later addition.\n", "utf-8")
        wait(lambda: b"A later addition." in ask(environment, "/articles/inquiry-opens/").body)

        article.write_text(good.replace("title:", "titel:"), "utf-8")
        wait(lambda: "Did you mean 'title'?" in said())
        assert b"A later addition." in ask(environment, "/articles/inquiry-opens/").body

        article.write_text(good + "\nCorrected.\n", "utf-8")
        wait(lambda: b"Corrected." in ask(environment, "/articles/inquiry-opens/").body)


def test_only_a_terminal_gets_a_progress_bar(environment: dict[str, str]) -> None:
    assert "Loading" not in run(environment, "-m", "flask", "load").stdout

    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "load", "--full"],
        cwd=ROOT,
        env=environment,
        stdout=follower,
        stderr=follower,
    )
    os.close(follower)
    shown = b""
    while process.poll() is None or select.select([leader], [], [], 0.2)[0]:
        try:
            chunk = os.read(leader, 4096)
        except OSError:  # This is how Linux says that there is no more.
            break
        if not chunk:  # And this is how macOS does.
            break
        shown += chunk
    os.close(leader)

    assert process.wait(PATIENCE) == 0
    assert b"Loading" in shown
    assert b"4 unchanged" in shown


@contextmanager
def server(environment: dict[str, str], *command: str) -> Iterator[Callable[[], str]]:
    """Run a process during a test; yield a function that returns its output so far."""
    process = subprocess.Popen(
        [sys.executable, *(command or ("app.py",))],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None
    os.set_blocking(process.stdout.fileno(), False)
    said: list[bytes] = []
    try:
        yield lambda: _read_more(process.stdout, said)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


def run(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    """Run a process to its end; `stdout` has all its output."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        timeout=PATIENCE,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )


@dataclass(frozen=True)
class Answer:
    """The answer to a request."""

    status: int
    headers: Message
    body: bytes


def ask(
    environment: dict[str, str],
    path: str,
    headers: dict[str, str] | None = None,
    method: str = "GET",
) -> Answer:
    """Send one request to the running server; any status is accepted."""
    connection = HTTPConnection("127.0.0.1", int(environment["ARCHIVE_PORT"]), timeout=10)
    try:
        connection.request(method, path, headers=headers or {})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


def is_open(environment: dict[str, str]) -> bool:
    """Tell whether the server answers."""
    return ask(environment, "/healthz").status == 200


def wait(happened: Callable[[], bool]) -> None:
    """Wait until something has happened; fail after `PATIENCE`."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            if happened():
                return
        except OSError:
            pass
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.05)


def _read_more(stream: IO[bytes] | None, said: list[bytes]) -> str:
    assert stream is not None
    while chunk := stream.read():
        said.append(chunk)
    return b"".join(said).decode()
