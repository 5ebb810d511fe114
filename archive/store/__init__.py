"""Rows and bitmaps: everything that touches the database.

Nothing here imports Flask, `archive.content` or `archive.web`. Only `writer` writes, and only the
loader calls it; the rest works on a connection that cannot write.
"""
