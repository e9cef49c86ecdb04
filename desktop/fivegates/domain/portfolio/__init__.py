"""The portfolio as a whole: settings, overview, checks, and the pack as values."""
