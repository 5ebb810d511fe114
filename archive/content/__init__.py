"""Turn the text of the archive's files into values.

Nothing here imports Flask or SQLAlchemy, opens a file, or reads the clock: the loader passes in the
bytes of a file, its path and today's date, and gets records and problems back.
"""
