"""The typesetting engine: pagination, text, tables, figures and structure tags; it knows no brief."""
