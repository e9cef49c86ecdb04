"""The rules: frozen values and pure functions. No clock, no files, no Qt, no SQL."""
