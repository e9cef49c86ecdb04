"""Costs, usage, benefits, prices and rates read from files."""
