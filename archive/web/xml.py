"""XML for other programs: made as a tree, so that no text can break out of its element."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

Element = ET.Element

# Prefixes are part of the names, and the root declares them by hand: ElementTree's own way keeps
# one table of prefixes for the whole process and has no default namespace beside plain attributes.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold, not even escaped (section 2.2)."""


def root(name: str, namespaces: dict[str, str], **attributes: str) -> Element:
    """The outermost element. `namespaces` are prefix → namespace, with "" for the default one."""
    declared = {f"xmlns:{p}" if p else "xmlns": uri for p, uri in namespaces.items()}
    return Element(name, declared | attributes)


def add(
    parent: Element,
    name: str,
    text: str | None = None,
    attributes: Mapping[str, str | None] | None = None,
) -> Element:
    """A new element at the end of another; attributes that are `None` are left out."""
    given = {key: clean(value) for key, value in (attributes or {}).items() if value is not None}
    element = ET.SubElement(parent, name, given)
    if text is not None:
        element.text = clean(text)
    return element


def clean(text: str) -> str:
    """A text less what XML cannot hold; only what a reader typed may have any."""
    return _NO_XML.sub("", text)


def written(element: Element, *, indented: bool = True) -> bytes:
    """The whole document in UTF-8, indented with a line end after it, or all in one line."""
    if indented:
        ET.indent(element)
    document: bytes = ET.tostring(element, "utf-8", xml_declaration=True)
    return document + b"\n" * indented
