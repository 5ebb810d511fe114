"""Pictures for link previews: plain values in, PNG bytes out.

No Flask, no SQL, no store: the loader and the pages both make the same `Card` of the same record,
so a picture made at load and one made when it is asked for are the same bytes.
"""
