"""Exporting the portfolio pack."""
