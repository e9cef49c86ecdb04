"""Plain tables, CSV or a workbook's sheet: their header, columns and cell formats."""
