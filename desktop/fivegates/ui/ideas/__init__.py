"""The page of ideas: written down, weighed, accepted as initiatives or declined."""
