"""Plain tables, CSV or a sheet of a workbook: where their header is, and how their cells are written."""
