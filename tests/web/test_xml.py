"""XML documents as another parser reads them."""

from __future__ import annotations

import lxml.etree
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.web.xml import add, clean, root, written


def read(document: bytes) -> lxml.etree._Element:
    return lxml.etree.fromstring(document)


def test_namespaces_are_declared_and_mean_what_their_prefixes_say() -> None:
    top = root("a", {"": "urn:one", "b": "urn:two"}, **{"xml:lang": "ko"})
    add(top, "b:c", "text", {"d": "e", "f": None})

    found = read(written(top))

    assert found.tag == "{urn:one}a"
    assert found.get("{http://www.w3.org/XML/1998/namespace}lang") == "ko"
    assert [(child.tag, child.text, dict(child.attrib)) for child in found] == [
        ("{urn:two}c", "text", {"d": "e"})
    ]


@given(st.text(), st.text())
def test_no_text_breaks_the_document(text: str, value: str) -> None:
    top = root("a", {})
    add(top, "b", text, {"c": value})

    (child,) = read(written(top))

    # Line ends are normalised by every parser (XML 1.0, section 2.11).
    assert (child.text or "").replace("\r", "\n") == clean(text).replace("\r\n", "\n").replace(
        "\r", "\n"
    )
    assert len(child.get("c")) >= 0


@pytest.mark.parametrize("character", ["\0", "\x08", "\x1f", "\ufffe", "\ud800"])
def test_characters_forbidden_in_xml_are_removed(character: str) -> None:
    assert clean(f"a{character}b") == "ab"


def test_document_declares_its_encoding() -> None:
    top = root("a", {})
    add(top, "b", "북송")

    assert written(top).startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    assert "북송".encode() in written(top)
