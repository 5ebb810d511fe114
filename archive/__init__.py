"""A read-only web archive built from Markdown files."""

__version__ = "0.1.0"
