"""Lists of articles: scope, query, facets, chart and timeline."""
