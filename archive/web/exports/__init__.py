"""Downloads of lists and of single articles."""
