"""Write XML for other programs. It is built as a tree, so all text is escaped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

Element = ET.Element

# Names include their prefix, and the root declares the prefixes itself. ElementTree keeps one
# prefix table per process, and allows no default namespace together with plain attributes.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not allow, not even escaped (section 2.2)."""


def root(name: str, namespaces: dict[str, str], **attributes: str) -> Element:
    """Return the root element. `namespaces` maps prefix → namespace; "" is the default one."""
    declared = {f"xmlns:{p}" if p else "xmlns": uri for p, uri in namespaces.items()}
    return Element(name, declared | attributes)


def add(
    parent: Element,
    name: str,
    text: str | None = None,
    attributes: Mapping[str, str | None] | None = None,
) -> Element:
    """Append a new element to another and return it; attributes that are `None` are left out."""
    given = {key: clean(value) for key, value in (attributes or {}).items() if value is not None}
    element = ET.SubElement(parent, name, given)
    if text is not None:
        element.text = clean(text)
    return element


def clean(text: str) -> str:
    """Remove characters that XML does not allow; only text typed by readers may have them."""
    return _NO_XML.sub("", text)


def written(element: Element, *, indented: bool = True) -> bytes:
    """Return the document in UTF-8, indented with a final newline, or on a single line."""
    if indented:
        ET.indent(element)
    document: bytes = ET.tostring(element, "utf-8", xml_declaration=True)
    return document + b"\n" * indented
