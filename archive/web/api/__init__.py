"""The read API under `/api/`: JSON in and out of the same queries that the pages answer.

What an endpoint takes and gives stands in tables (`parameters`, `members`, `endpoints`). The code
reads requests by them, and the OpenAPI document and the page at `/api/` are printed from them.
"""
