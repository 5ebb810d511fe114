"""What any list of articles shows: its scope, its query, facets, chart and timeline."""
