"""Parts of static files."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

FILE = "/static/css/site.css"


@pytest.mark.parametrize("address", [FILE, "/static/js/site.js", "/static/img/icon.svg"])
def test_part_of_a_static_file(client: FlaskClient, address: str) -> None:
    whole = client.get(address)
    assert whole.headers["Accept-Ranges"] == "bytes"
    size = len(whole.data)
    for asked, first, last in (
        ("bytes=0-9", 0, 9),
        ("bytes=5-", 5, size - 1),
        ("bytes=-4", size - 4, size - 1),
        (f"bytes=3-{size + 100}", 3, size - 1),
    ):
        part = client.get(address, headers={"Range": asked})
        assert part.status_code == 206
        assert part.data == whole.data[first : last + 1]
        assert part.headers["Content-Range"] == f"bytes {first}-{last}/{size}"
        assert part.headers["ETag"] == whole.headers["ETag"]


def test_part_beyond_the_end(client: FlaskClient) -> None:
    size = len(client.get(FILE).data)
    answer = client.get(FILE, headers={"Range": "bytes=9999999-"})

    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{size}"


@pytest.mark.parametrize(
    "headers",
    [
        {"Range": "lines=1-2"},
        {"Range": "bytes=9-1"},
        {"Range": "bytes=0-1,3-4"},
        {"Range": "nonsense"},
        {"Range": "bytes=0-1", "If-Range": '"other"'},
    ],
)
def test_range_that_is_ignored(client: FlaskClient, headers: dict[str, str]) -> None:
    answer = client.get(FILE, headers=headers)

    assert answer.status_code == 200
    assert answer.data == client.get(FILE).data


def test_range_of_the_same_version(client: FlaskClient) -> None:
    tag = client.get(FILE).headers["ETag"]

    assert client.get(FILE, headers={"Range": "bytes=0-1", "If-Range": tag}).status_code == 206
    head = client.head(FILE, headers={"Range": "bytes=0-1"})
    assert head.status_code == 200
    assert client.get("/", headers={"Range": "bytes=0-1"}).status_code == 200
