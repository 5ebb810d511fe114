"""Run the site with Granian, a production server: `python app.py`."""

from __future__ import annotations

import multiprocessing
import socket
import traceback

import click

from archive.cli import make_files_aside, run_load
from archive.config import Settings
from archive.problems import ArchiveError, DatabaseMissing, PortTaken
from archive.site import site_in
from archive.site_file import read_site_file
from archive.store.sessions import Database


def load_and_serve(settings: Settings) -> None:
    """Load the changed files, then serve until stopped.

    If the load fails, serve the archive as it was last loaded. Raises `ArchiveError` if it was
    never loaded, and `PortTaken` if another program uses the port.
    """
    check_port(settings.host, settings.port)
    if not load_or_keep(settings):
        click.echo("Serving the archive as it was last loaded.")
    _make_files_aside(settings)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    click.echo(f"{_name(settings)} is open at http://{host}:{settings.port} (Ctrl-C stops it)")
    _granian(settings)


def check_port(host: str, port: int) -> None:
    """Raise `PortTaken`, or `ArchiveError` for an address that this machine does not have."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, proto) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except PermissionError as error:
        raise ArchiveError(
            f"This user may not use port {port}. "
            "Choose a port above 1023: ARCHIVE_PORT=8000 make run"
        ) from error
    except socket.gaierror as error:
        raise ArchiveError(
            f"ARCHIVE_HOST: {host!r} is not an address ({error.strerror}). Correct it, or unset it."
        ) from error
    except OSError as error:
        raise PortTaken(
            f"Port {port} of {host} is already in use or not available ({error.strerror}). Stop "
            "the program that uses it, or choose another port: "
            f"ARCHIVE_PORT={port % 65_535 + 1} make run"
        ) from error


def load_or_keep(settings: Settings) -> bool:
    """Load what changed. Return False if that failed and an earlier load can be served.

    Raises `ArchiveError` if there is no earlier load.
    """
    try:
        if run_load(settings, with_files=False):
            return True
    except ArchiveError as error:
        if not _has_archive(settings):
            raise
        error.show()
        return False
    except Exception:  # A fault of the loader is no reason to close the archive.
        if not _has_archive(settings):
            raise
        traceback.print_exc()
        return False
    if not _has_archive(settings):
        raise ArchiveError("There is no earlier load to serve. Correct the files and start again.")
    return False


def _has_archive(settings: Settings) -> bool:
    reader = Database(settings.absolute_database_url)
    try:
        reader.fingerprint()
    except DatabaseMissing:
        return False
    finally:
        reader.close()
    return True


def _make_files_aside(settings: Settings) -> None:
    """Make the files of `/data/` in another process, so that the site opens at once."""
    if settings.release:
        # A new process, not a fork: this process starts threads.
        context = multiprocessing.get_context("spawn")
        context.Process(target=make_files_aside, args=(settings,), daemon=True).start()


def _name(settings: Settings) -> str:
    """Return the name of the archive, even if other parts of `archive.toml` have errors."""
    try:
        data = settings.config_file.read_bytes()
    except OSError:
        data = b""
    site = site_in(read_site_file(settings.config.name, data).data, "en")
    return settings.name or site.name


def _granian(settings: Settings) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "app:create_app",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        blocking_threads=settings.threads,
        log_level="warning",  # type: ignore[arg-type]
    ).serve()
