"""Checks on the content of evidence files."""
