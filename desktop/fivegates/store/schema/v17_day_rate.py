"""The step that keeps what a person-day costs, by which papers price the path to ready."""

from typing import Final

DAY_RATE: Final = """
ALTER TABLE portfolio ADD COLUMN day_rate TEXT CHECK (length(day_rate) BETWEEN 1 AND 100);
"""
