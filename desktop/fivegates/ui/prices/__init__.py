"""The price books of a portfolio: prices of models with their day and source."""
