"""What a page says of itself: titles, meta tags, JSON-LD, Link headers, cards."""
