"""Downloads of lists, of one article and of the whole archive."""
