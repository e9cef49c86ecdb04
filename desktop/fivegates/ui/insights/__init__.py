"""The Insights page: what all initiatives show together."""
