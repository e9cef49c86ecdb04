"""Briefs: domain values in, PDF bytes out; what is said, how it is set, how figures are drawn."""

# Before any module here imports matplotlib: see charts/system_fonts.py.
import fivegates.charts  # noqa: F401
