"""Rubrics as TOML files."""
