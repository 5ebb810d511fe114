"""The language side of search: words of a text, words of a query, what stands where.

Nothing here imports Flask, SQLAlchemy or another part of the archive but the shared ground, so the
loader, the tables and the pages can all use it: a text and a query must be cut the same way.
"""
