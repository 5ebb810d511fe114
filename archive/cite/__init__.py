"""References: what a bibliography needs of an article, in the formats of bibliographies.

Plain values in, text out: nothing here knows Flask or the database. `reference` has the value that
all formats are made from, `names` reads bylines, `csl`, `ris` and `bibtex` write one reference
each, and `formats` writes whole files of them, one reference in memory at a time.
"""
