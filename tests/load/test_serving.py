"""Test reading during a load: no request fails, and each page is from one load."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from archive.config import Settings
from archive.factory import create_app
from archive.load import load
from tests.conftest import TODAY

LOADS = 24
READERS = 3
PAGES = ("/", "/?tag=china", "/tags/china/", "/?tag=china&order=oldest", "/articles/kept/")
STATES = {"Alpha": 6, "Beta": 9}
"""The word that every title and the tag's name begins with → the number of articles."""


@pytest.fixture
def write_state(
    collection: Path, add: Callable[..., Path], edit: Callable[..., None]
) -> Callable[[str], None]:
    """Changes the collection to one of two states, which every page shows."""
    for file in (collection / "articles").rglob("*.md"):
        file.unlink()
    tags = collection / "authorities/tags.yaml"
    original = tags.read_text("utf-8")

    def write(word: str) -> None:
        for number in range(9):
            slug = f"article-{number}" if number else "kept"
            if number < STATES[word]:
                add(slug, title=f"{word} {number}", body=f"It is {word}.")
            else:
                (collection / f"articles/2012/{slug}.md").unlink(missing_ok=True)
        tags.write_text(original.replace("label: China", f"label: {word}"), "utf-8")

    return write


@pytest.mark.parametrize("cache_bytes", [0, 1_000_000], ids=["nothing kept", "pages kept"])
def test_pages_during_loads(
    settings: Settings, write_state: Callable[[str], None], cache_bytes: int
) -> None:
    write_state("Beta")
    load(settings, today=TODAY)
    app = create_app(replace(settings, cache_bytes=cache_bytes))
    faults: list[str] = []
    states: set[str] = set()
    done = threading.Event()
    readers = [
        threading.Thread(target=_read, args=(app, number, done, faults, states))
        for number in range(READERS)
    ]
    for reader in readers:
        reader.start()

    try:
        for number in range(LOADS):
            write_state("Beta" if number % 2 else "Alpha")
            report = load(settings, today=TODAY)
            assert report.generation == number + 2
    finally:
        done.set()
        for reader in readers:
            reader.join()

    assert faults == []
    assert states == set(STATES)


def _read(
    app: Flask, start: int, done: threading.Event, faults: list[str], states: set[str]
) -> None:
    client = app.test_client()
    number = start
    while not done.is_set():
        address = PAGES[number % len(PAGES)]
        number += 1
        try:
            response = client.get(address)
            fault = _fault(response.status_code, response.text, states)
        except Exception as error:  # whatever it is, the main thread shall see it
            fault = repr(error)
        if fault:
            faults.append(f"{address}: {fault}")


def _fault(status: int, html: str, states: set[str]) -> str:
    """Return the faults of a page; empty if all of it is from one state."""
    if status != 200:
        return f"status {status}"
    words = set(re.findall("Alpha|Beta", html))
    if len(words) != 1:
        return f"a mixture of {words}"
    [word] = words
    states.add(word)
    counted = re.search(r'class="list__count"[^>]*>\s*(\d+) articles', html)
    listed = len(set(re.findall(r'href="/articles/((?:article|kept)[a-z0-9-]*)/"', html)))
    if counted and (int(counted[1]), listed) != (STATES[word], STATES[word]):
        return f"{word}: {counted[1]} counted, {listed} listed"
    return ""


def test_the_check_finds_faults(settings: Settings, write_state: Callable[[str], None]) -> None:
    """The test above would find a page with a wrong number, or without one."""
    write_state("Alpha")
    load(settings, today=TODAY)
    html = create_app(settings).test_client().get("/?tag=china").text
    states: set[str] = set()

    assert _fault(200, html, states) == ""
    assert re.search(r'class="list__count"[^>]*>\s*6 articles', html)
    assert _fault(200, html.replace("Alpha", "Beta"), states) == "Beta: 6 counted, 6 listed"
    assert "mixture" in _fault(200, html + "Beta", states)
