"""The window: everything Qt. It asks actions, shows domain values, and holds no truth of its own."""
