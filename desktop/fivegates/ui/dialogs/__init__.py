"""Dialogs of the window; each is opened without a nested event loop and freed when closed."""
