"""Benchmarks on generated collections: `python -m benchmarks`."""
