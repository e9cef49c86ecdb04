"""The portfolio as JSON, as a workbook and as the sample's TOML."""
