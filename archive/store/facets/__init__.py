"""The filter engine: queries as values, bitmaps over date order, and articles by time of change."""
