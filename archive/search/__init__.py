"""The language side of search: cutting texts into tokens, parsing queries, marking matches.

It imports neither Flask nor SQLAlchemy, and of the archive only the shared ground. So the loader,
the store and the pages can all use it: texts and queries must be cut the same way.
"""
