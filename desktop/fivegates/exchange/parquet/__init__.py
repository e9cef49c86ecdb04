"""A portfolio as tables for a warehouse: Parquet, with a data dictionary."""
