"""The warehouse export of a portfolio: Parquet tables with a data dictionary."""
