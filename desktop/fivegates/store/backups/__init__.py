"""Backups and copies of a portfolio: creation, retention and restoring."""
