"""Search: which articles match a query, in which order, and suggestions while a reader types."""
