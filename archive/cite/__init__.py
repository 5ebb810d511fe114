"""Write articles as bibliographic references, in several formats.

Plain values in, text out: this package imports neither Flask nor the database. `reference` has the
value from which every format is made, `names` reads bylines, `csl`, `ris` and `bibtex` write one
reference, and `formats` writes whole files, with one reference in memory at a time.
"""
