"""Billing exports in FOCUS: their files, the engine that aggregates rows, and the resulting ledger lines."""
