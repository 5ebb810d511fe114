"""What every response needs: cache, headers, conditions, errors. It knows no page."""
