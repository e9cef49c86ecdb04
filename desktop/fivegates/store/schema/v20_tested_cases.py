"""The step that keeps how many cases a test tried, and how many of them passed."""

from typing import Final

TESTED_CASES: Final = """
ALTER TABLE evidence ADD COLUMN cases INTEGER CHECK (cases > 0);
ALTER TABLE evidence ADD COLUMN passed INTEGER CHECK (passed BETWEEN 0 AND cases);
"""
