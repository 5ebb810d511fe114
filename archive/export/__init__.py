"""The archive in other forms: tables, JSON, files for reference managers, and all of it at once.

Rows come in and text goes out, a piece at a time. No request and no statement of SQL is known
here: the pages stream with it what was asked for, and the loader writes whole files with it.
"""
