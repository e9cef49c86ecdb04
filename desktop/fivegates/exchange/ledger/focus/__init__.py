"""Billing exports in FOCUS: their files, the engine that adds up their rows, and what the rows become."""
