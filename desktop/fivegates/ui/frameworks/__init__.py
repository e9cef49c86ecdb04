"""The page of frameworks: the basis of each of their items."""
