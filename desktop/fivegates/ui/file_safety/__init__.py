"""Backups, external changes and recovery in the window."""
