"""Security checks on the content of evidence files."""
