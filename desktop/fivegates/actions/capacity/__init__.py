"""Capacity plans: what they are made of, and the solver that makes them."""
