"""Pictures for link previews: plain values in, PNG bytes out.

It imports neither Flask nor SQL nor the store. The same `Card` always gives the same bytes.
"""
