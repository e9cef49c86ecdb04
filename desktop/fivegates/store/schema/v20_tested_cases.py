"""The step that keeps how many cases a test tried and how many passed, and the class expected of an idea."""

from typing import Final

TESTED_CASES: Final = """
ALTER TABLE evidence ADD COLUMN cases INTEGER CHECK (cases > 0);
ALTER TABLE evidence ADD COLUMN passed INTEGER CHECK (passed BETWEEN 0 AND cases);
ALTER TABLE idea ADD COLUMN expected_class TEXT NOT NULL DEFAULT '' CHECK (length(expected_class) <= 4000);
"""
