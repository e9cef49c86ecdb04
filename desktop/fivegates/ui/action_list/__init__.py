"""The page of all actions of the portfolio."""
