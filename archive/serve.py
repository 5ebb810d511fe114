"""Run the site with Granian, a production server: `python app.py`."""

from __future__ import annotations

import multiprocessing
import socket

import click

from archive.cli import make_files_aside, run_load
from archive.config import Settings
from archive.problems import ArchiveError, DatabaseMissing, PortTaken
from archive.site import site_in
from archive.site_file import read_site_file
from archive.store.sessions import Database


def load_and_serve(settings: Settings) -> None:
    """Load what changed, then serve until stopped.

    With bad files the last loaded archive is served. Raises `ArchiveError` if there is no such
    archive, and `PortTaken` if another program listens on the address.
    """
    check_port(settings.host, settings.port)
    if not run_load(settings, stop=False, with_files=False):
        _require_archive(settings)
        click.echo("Serving the archive as it was last loaded.")
    _make_files_aside(settings)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    click.echo(f"{_name(settings)} is open at http://{host}:{settings.port} (Ctrl-C ends it)")
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
            f"Port {port} needs rights that this user does not have. "
            "Choose one above 1023: ARCHIVE_PORT=8000 python app.py"
        ) from error
    except socket.gaierror as error:
        raise ArchiveError(f"ARCHIVE_HOST: {host!r} is no address ({error.strerror}).") from error
    except OSError as error:
        raise PortTaken(
            f"Port {port} of {host} is taken or not to be had ({error.strerror}). Stop the "
            f"program that uses it, or choose another: ARCHIVE_PORT={port % 65_535 + 1} "
            "python app.py"
        ) from error


def _require_archive(settings: Settings) -> None:
    reader = Database(settings.absolute_database_url)
    try:
        reader.fingerprint()
    except DatabaseMissing as error:
        raise ArchiveError(
            "There is no earlier archive to serve. Correct the files and start again."
        ) from error
    finally:
        reader.close()


def _make_files_aside(settings: Settings) -> None:
    """Make the files of `/data/` in another process, so that the site opens without waiting."""
    if settings.release:
        # A new process, not a fork: this process starts threads.
        context = multiprocessing.get_context("spawn")
        context.Process(target=make_files_aside, args=(settings,), daemon=True).start()


def _name(settings: Settings) -> str:
    """The name as it is shown; of a file with errors, as far as it can be read."""
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
