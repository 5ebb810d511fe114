"""HTTP for every response: page cache, headers, conditional requests, errors. It knows no page."""
