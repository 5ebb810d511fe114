"""`/data/`: the whole collection as files, with a description of each."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from flask import Blueprint, Response, abort, request
from werkzeug.http import http_date
from werkzeug.utils import send_file

from archive.export.datapackage import ABOUT
from archive.export.formats import RELEASED
from archive.export.releases import File, Release, newest, shelf_of, variant_of
from archive.messages import N_
from archive.store.facets.query import Query
from archive.web import labels, urls
from archive.web.context import read_session, settings, site
from archive.web.exports.lists import downloads
from archive.web.head import head, json_ld
from archive.web.head.head import Head
from archive.web.head.signposting import Link
from archive.web.http.page_cache import ASKED, FRESH
from archive.web.http.preconditions import CONDITIONS, outcome
from archive.web.http.request import keep_to
from archive.web.http.streaming import closing_after, pass_on, without_body
from archive.web.i18n import format_number, ngettext
from archive.web.i18n import gettext as _
from archive.web.lists.scope import EVERYTHING

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

blueprint = Blueprint("data", __name__)

CHECK = "sha256sum --check --ignore-missing SHA256SUMS"
"""The command that checks the files."""


class Shown(NamedTuple):
    """A file in the list on the page."""

    file: File
    about: str
    size: str
    holds: str
    """The number of articles, records or files, in words."""


@blueprint.get("/data/")
def page() -> Response:
    """Show all files of the latest release."""
    keep_to(urls.data())
    # Files are made after their load, so the page may change without a new load.
    request.environ[FRESH] = True
    release = _release()
    return head.show(
        "data.html",
        _head(release),
        release=release,
        groups=_groups(release) if release else [],
        is_current=release is not None
        and release.loaded_at == read_session().snapshot.loaded_at
        and release.fingerprint == read_session().snapshot.fingerprint,
        whole=sum(file.size for file in release.files) if release else 0,
        size=size_in_words,
        check=CHECK,
        exports=downloads(EVERYTHING, Query()),
        has_address=bool(settings().public_url),
    )


@blueprint.get("/data/<name>")
def file(name: str) -> Response:
    """Send one file, or a range of it."""
    for _time in range(2):
        release = _release()
        found = release.file(name) if release else None
        if release is None or found is None:
            abort(404)
        try:
            return _sent(release, found)
        except FileNotFoundError:
            # A newer release has just replaced this one.
            continue
    abort(404)


def size_in_words(size: int) -> str:
    """Return a number of bytes in words, with a suitable unit."""
    for unit, number in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)):
        if size >= number:
            return f"{format_number(size / number, 0 if size >= 100 * number else 1)} {unit}"
    return ngettext("%(num)s byte", "%(num)s bytes", size)


def _sent(release: Release, found: File) -> Response:
    asked = request.environ.get(ASKED, request.environ)
    etag = found.sha256[:20]
    loaded_at = datetime.datetime.fromisoformat(release.loaded_at)
    status = outcome(asked, f'"{etag}"', http_date(loaded_at))
    pass_on()
    response = send_file(
        release.folder / found.name,
        _for_a_part(asked),
        mimetype=found.media_type,
        as_attachment=True,
        download_name=found.name,
        response_class=Response,
        etag=etag,
        last_modified=loaded_at,
        conditional=True,
    )
    assert isinstance(response, Response)
    # As for a page: caches may store the file and must revalidate it.
    response.headers.pop("Cache-Control", None)
    body: Any = response.response
    response.direct_passthrough = False
    if status is not None or asked["REQUEST_METHOD"] == "HEAD":
        body.close()
        response.response = []
        if status is not None:
            response.headers.pop("Content-Length", None)
            return without_body(response, status)
    else:
        response.call_on_close(body.close)
        response.response = closing_after(body, body.close)
    return response


def _for_a_part(asked: WSGIEnvironment) -> WSGIEnvironment:
    """Return the request's environment without its preconditions, and without an invalid range.

    A range in another unit than bytes is ignored (RFC 9110, section 14.2). Several ranges are
    answered with the whole file, which the standard allows; a request may ask for very many.
    """
    ignored = set(CONDITIONS)
    if not _ONE_RANGE.fullmatch(asked.get("HTTP_RANGE", "")) or asked["REQUEST_METHOD"] != "GET":
        ignored.add("HTTP_RANGE")
    return {name: value for name, value in asked.items() if name not in ignored}


def _release() -> Release | None:
    shelf = shelf_of(settings())
    return newest(shelf, variant_of(settings())) if shelf else None


def _groups(release: Release) -> list[tuple[str, list[Shown]]]:
    """Return the files under their headings; files without a heading are listed too."""
    left = {file.name: file for file in release.files}
    groups = []
    for heading, names in _HEADINGS:
        files = [_shown(left.pop(name)) for name in names if name in left]
        if files:
            groups.append((_(heading), files))
    return groups


def _shown(file: File) -> Shown:
    about, holds = _(ABOUT[file.name]), ""
    if file.rows is not None:
        rows = format_number(file.rows)
        if file.name == "articles.zip":
            holds = ngettext("%(num)s file", "%(num)s files", file.rows, num=rows)
        elif file.name.startswith("articles."):
            holds = labels.articles_counted(file.rows)
        else:
            holds = ngettext("%(num)s record", "%(num)s records", file.rows, num=rows)
    return Shown(file, about, size_in_words(file.size), holds)


def _title() -> str:
    return _("Download everything")


def _about() -> str:
    return _(
        "The whole collection as files: tables, JSON, citations, a database, and the Markdown "
        "sources."
    )


def _head(release: Release | None) -> Head:
    """Return the head of the page, with a link to the description of the files if there is one."""
    links: list[Link] = []
    if release is not None and release.file("datapackage.json"):
        address = urls.absolute(urls.data_file("datapackage.json"))
        links = [(address, {"rel": "describedby", "type": "application/json"})]
    data = json_ld.for_page(_title(), _about(), urls.data(), main=_dataset(release))
    return head.for_page(_title(), _about(), urls.data(), data=data, links=links)


def _dataset(release: Release | None) -> dict[str, Any]:
    """Describe the collection for dataset search engines (schema.org)."""
    years = read_session().snapshot.index.years()
    about = _("All articles and records, as files.")
    lists = [(each.media_type, each.url) for each in downloads(EVERYTHING, Query())]
    data = json_ld.dataset(site().name, f"{site().subject}. {about}", urls.data(), lists)
    if years:
        data["temporalCoverage"] = f"{years[0]}/{years[-1]}"
    if release:
        data["dateModified"] = release.loaded_at
        data["distribution"] = [
            {
                "@type": "DataDownload",
                "name": file.name,
                "contentUrl": urls.absolute(urls.data_file(file.name)),
                "encodingFormat": file.media_type,
                "contentSize": f"{file.size} B",
                "sha256": file.sha256,
            }
            for file in release.files
        ]
    return data


_ONE_RANGE = re.compile(r"\s*bytes\s*=[^,]*", re.IGNORECASE)
_HEADINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Articles"), tuple(RELEASED)),
    (
        N_("Records"),
        (
            "tags.csv",
            "outlets.csv",
            "people.csv",
            "organisations.csv",
            "events.csv",
            "documents.csv",
            "words.csv",
        ),
    ),
    (N_("Everything in one file"), ("articles.zip", "archive.db")),
    (N_("About the files"), ("datapackage.json", "CITATION.cff", "SHA256SUMS")),
)
