"""Fivegates: score AI initiatives against the five production gates, offline."""

__version__ = "0.1.0"
