"""Atom and JSON feeds under every list."""
