"""The portfolio pack in the window: where to, how far, and the way to stop it."""
