"""One portfolio, for reading only, over those of several business units."""
