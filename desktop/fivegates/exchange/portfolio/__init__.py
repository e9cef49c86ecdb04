"""Portfolio formats: JSON, workbook, and the sample's TOML."""
