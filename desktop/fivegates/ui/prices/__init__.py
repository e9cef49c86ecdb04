"""The price books of a portfolio: what models cost, on which day, and who says so."""
