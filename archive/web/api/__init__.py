"""The read-only API under `/api/`: the same queries as the pages, answered in JSON.

Tables define the endpoints (`parameters`, `members`, `endpoints`). Requests are read by these
tables, and the OpenAPI document and the page at `/api/` are generated from them.
"""
