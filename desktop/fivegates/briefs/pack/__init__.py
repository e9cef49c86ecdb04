"""The portfolio pack."""
