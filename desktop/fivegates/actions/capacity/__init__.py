"""Capacity plans: their settings, and the solver that computes them."""
