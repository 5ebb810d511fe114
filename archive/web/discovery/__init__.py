"""What finds the archive and its parts: oEmbed, OpenSearch, sitemaps, robots.txt, SKOS."""
