"""What a search query finds, in which order, and what a reader may be about to type."""
