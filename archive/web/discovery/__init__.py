"""How other programs find and show the archive: oEmbed, sitemaps, SKOS, card images and more."""
