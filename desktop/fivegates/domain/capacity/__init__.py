"""Capacity: the initiatives that a portfolio can make ready with its people and days."""
