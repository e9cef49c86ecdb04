"""Search: how text is folded for comparison, and what a hit is."""
