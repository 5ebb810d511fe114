"""Rows and bitmaps: everything that touches the database.

It imports neither Flask nor `archive.content` nor `archive.web`. Only `writer` and the modules that
it calls write, and only the loader uses them. The rest works on a connection that cannot write.
"""
