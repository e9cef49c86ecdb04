"""Backups and copies of a portfolio: made, kept, restored."""
