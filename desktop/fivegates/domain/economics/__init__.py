"""Ledger, money, unit economics, scenarios and their assumptions."""
