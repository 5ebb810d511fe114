"""What downloads are called."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from werkzeug.http import parse_options_header

from archive.web.http.file_names import archive_name, disposition


@pytest.mark.parametrize(
    ("archive", "name"),
    [("The Geneva Record", "geneva-record"), ("기록", "기록"), ("!?", "archive"), ("The", "the")],
)
def test_name_begins_with_the_archive(archive: str, name: str) -> None:
    assert archive_name(archive) == name


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("a-b.csv", "a-b.csv"),
        ("record-search-탈북민.csl.json", "record-search.csl.json"),
        ("기록.csv", "file.csv"),
        ("café.csv", "cafe.csv"),
    ],
)
def test_a_disposition_has_both_names(name: str, plain: str) -> None:
    header = disposition(name)

    assert header.isascii()
    assert header.startswith(f'attachment; filename="{plain}"; ')
    assert unquote(header.partition("filename*=UTF-8''")[2]) == name
    assert parse_options_header(header) == ("attachment", {"filename": name})
    assert disposition(name, kept=False) == header.replace("attachment", "inline")
