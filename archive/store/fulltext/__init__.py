"""The full-text index on SQLite and PostgreSQL: its building, its terms, its queries."""
