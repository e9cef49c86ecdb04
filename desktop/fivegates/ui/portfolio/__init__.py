"""The portfolio page: every initiative in one table."""
