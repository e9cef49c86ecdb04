"""Briefs: domain values in, PDF bytes out; what is said, how it is set, how figures are drawn."""
