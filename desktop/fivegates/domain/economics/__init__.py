"""Ledger, money, unit economics, scenarios and what they rest on."""
