"""Capacity: what a portfolio can make ready with the people and the days it has."""
