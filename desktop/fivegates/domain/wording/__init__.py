"""Sentences about verdicts and money. Window, PDF and command line share them, so that they say the same."""
