"""Text in, values out.

Nothing here imports Flask or SQLAlchemy, opens a file, or reads the clock: the loader hands in the
bytes of a file, its path and today's date, and gets records and problems back.
"""
