"""Shared drawing of all charts: frame, text, fonts, colours and marks."""
