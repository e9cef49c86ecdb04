"""Import costs, usage, benefits, prices and rates."""
