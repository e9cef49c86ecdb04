"""The Insights page: findings over all initiatives."""
