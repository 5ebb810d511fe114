"""Measures the archive on generated collections: `python -m benchmarks`."""
