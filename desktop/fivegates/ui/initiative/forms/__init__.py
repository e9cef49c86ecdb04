"""The forms of the initiative page."""
