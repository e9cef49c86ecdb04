"""Schemes of risk classes: TOML."""
