"""Export the archive as tables, JSON, files for reference managers, and complete releases.

Functions take rows and yield text, piece by piece. This package knows neither requests nor SQL:
pages use it to stream downloads, and the loader uses it to write whole files.
"""
