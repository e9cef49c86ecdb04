"""A panel in the window: the ballot that one person fills in, and the panel on a review."""
