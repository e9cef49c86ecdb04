"""The log of all decisions of the portfolio."""
