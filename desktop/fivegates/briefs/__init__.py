"""Briefs: domain values in, PDF, Word and slide bytes out; content, typesetting and figures."""

# Before any module here imports matplotlib: see charts/system_fonts.py.
import fivegates.charts  # noqa: F401
