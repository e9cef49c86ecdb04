"""The track record in the window."""
