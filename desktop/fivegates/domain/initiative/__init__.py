"""Initiatives and their dated records: evidence, changes, actions, decisions."""
