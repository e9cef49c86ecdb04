"""The page of what needs attention."""
