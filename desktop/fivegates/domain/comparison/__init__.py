"""Two to four initiatives side by side, and their ranking."""
