"""HTTP in, pages out.

Nothing here imports SQLAlchemy, `archive.content` or `archive.load`: a view reads its address,
asks `archive.store` one or two queries, and hands plain values to a template.
"""
