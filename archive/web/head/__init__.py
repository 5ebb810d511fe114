"""Metadata in a page's head: title, meta tags, JSON-LD, Link headers, social cards."""
