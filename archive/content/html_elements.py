"""Name the elements of HTML that a text may have, and those that it may not."""

from __future__ import annotations

BLOCKS = frozenset(
    {
        *("p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "hr"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    }
)
"""Allowed elements that begin a block."""

INLINE = frozenset({"em", "strong", "code", "a", "sup", "del", "cite", "q", "abbr", "span", "br"})
"""Allowed elements within a line of text."""

ALLOWED = BLOCKS | INLINE
"""Elements that stay in a digest and on a page."""

VOID = frozenset({"br", "hr"})
"""Allowed elements without an end tag."""

OPTIONAL_END = frozenset(
    {"p", "li", "dt", "dd", "thead", "tbody", "tfoot", "tr", "th", "td", "caption"}
)
"""Allowed elements whose end tag may be left out."""

KNOWN = frozenset(
    {
        *("acronym", "address", "applet", "area", "article", "aside", "audio", "b", "base"),
        *("basefont", "bdi", "bdo", "bgsound", "big", "blink", "body", "button", "canvas"),
        *("center", "col", "colgroup", "command", "content", "data", "datalist", "details", "dfn"),
        *("dialog", "dir", "div", "embed", "fieldset", "figcaption", "figure", "font", "footer"),
        *("form", "frame", "frameset", "head", "header", "hgroup", "html", "i", "iframe"),
        *("image", "img", "input", "ins", "isindex", "kbd", "keygen", "label", "legend"),
        *("link", "listing", "main", "map", "mark", "marquee", "math", "menu", "menuitem"),
        *("meta", "meter", "nav", "nobr", "noembed", "noframes", "noscript", "object", "optgroup"),
        *("option", "output", "param", "picture", "plaintext", "portal", "progress", "rb", "rbc"),
        *("rp", "rt", "rtc", "ruby", "s", "samp", "script", "search", "section"),
        *("select", "shadow", "slot", "small", "source", "spacer", "strike", "style", "sub"),
        *("summary", "svg", "template", "textarea", "time", "title", "track", "tt", "u"),
        *("var", "video", "wbr", "xmp"),
    }
)
"""Other elements of HTML, current and obsolete: they are removed, and a check says so."""
