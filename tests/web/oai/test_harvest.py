"""A real harvester (Sickle) at a real server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
from sickle import Sickle, oaiexceptions

from archive.config import ROOT, Settings
from tests.test_serve import wait
from tests.web.files import pieces

PREFIX = "oai:archive.invalid:"


@pytest.fixture(scope="module")
def address(real_settings: Settings) -> Iterator[str]:
    """The address of `/oai` at a server of the project's own collection, forty records a part."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ARCHIVE_")}
    process = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=kept
        | {
            "ARCHIVE_PORT": str(port),
            "ARCHIVE_DATABASE_URL": real_settings.database_url,
            "ARCHIVE_PAGE_SIZE": "40",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def is_open() -> bool:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True

    try:
        wait(is_open)
        yield f"http://127.0.0.1:{port}/oai"
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_everything_is_harvested(address: str, method: str) -> None:
    sickle = Sickle(address, http_method=method)
    identify = sickle.Identify()
    assert identify.deletedRecord == "persistent"
    assert identify.baseURL == address
    assert [each.metadataPrefix for each in sickle.ListMetadataFormats()] == ["oai_dc"]

    records = list(sickle.ListRecords(metadataPrefix="oai_dc"))

    here = [record for record in records if not record.deleted]
    assert {record.header.identifier for record in here} == {
        f"{PREFIX}{piece.slug}" for piece in pieces()
    }
    assert len(here) == len(pieces())
    assert all(record.metadata["rights"] for record in here)
    assert all(record.header.datestamp >= identify.earliestDatestamp for record in records)
    token = sickle.ListRecords(metadataPrefix="oai_dc").resumption_token
    assert (token.complete_list_size, token.cursor) == (str(len(records)), "0")


def test_harvest_by_set_and_by_day(address: str) -> None:
    sickle = Sickle(address)
    sets = {each.setSpec: each.setName for each in sickle.ListSets()}
    assert "tag:china" in sets
    for spec in ("tag:china", "outlet:yonhap", "language:ko"):
        facet, _colon, value = spec.partition(":")
        wanted = [piece for piece in pieces() if value in piece.values(facet)]
        found = list(sickle.ListIdentifiers(metadataPrefix="oai_dc", set=spec))
        assert len({each.identifier for each in found}) == len(found) == len(wanted)

    day = sickle.Identify().earliestDatestamp[:10]
    until = {"metadataPrefix": "oai_dc", "from": day, "until": "2999-12-31"}
    assert len(list(sickle.ListIdentifiers(**until))) >= len(pieces())
    with pytest.raises(oaiexceptions.NoRecordsMatch):
        sickle.ListIdentifiers(metadataPrefix="oai_dc", until="2001-01-01")


def test_harvester_gets_one_record_and_errors(address: str) -> None:
    sickle = Sickle(address)
    piece = next(piece for piece in pieces() if piece.fields["language"] == "ko")

    record = sickle.GetRecord(identifier=PREFIX + piece.slug, metadataPrefix="oai_dc")

    assert record.metadata["title"] == [piece.fields["title"]]
    assert record.metadata["source"] == [piece.fields["url"]]
    with pytest.raises(oaiexceptions.IdDoesNotExist):
        sickle.GetRecord(identifier=f"{PREFIX}nothing", metadataPrefix="oai_dc")
    with pytest.raises(oaiexceptions.CannotDisseminateFormat):
        sickle.ListRecords(metadataPrefix="marc21")
    with pytest.raises(oaiexceptions.BadArgument):
        sickle.ListRecords()
    with pytest.raises(oaiexceptions.BadResumptionToken):
        sickle.ListRecords(resumptionToken="none")
