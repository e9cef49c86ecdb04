"""The search field of the sidebar, and the list of what it finds."""
