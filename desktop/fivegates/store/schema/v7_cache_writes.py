"""The step that adds tokens written to a cache, and prices that depend on the size or haste of a request."""

from typing import Final

from fivegates.store.schema.v2_money import plain_decimal


def _price(column: str) -> str:
    """A column of a price that is not below zero."""
    return f"{column} TEXT CHECK {plain_decimal(column)} CHECK ({column} NOT GLOB '-*')"


CACHE_WRITES: Final = f"""
ALTER TABLE usage ADD COLUMN tokens_written INTEGER CHECK (tokens_written >= 0);
ALTER TABLE usage ADD COLUMN tokens_written_hour INTEGER CHECK (tokens_written_hour >= 0);
ALTER TABLE price ADD COLUMN {_price("written")};
ALTER TABLE price ADD COLUMN {_price("written_hour")};
ALTER TABLE price ADD COLUMN {_price("per_request")};
ALTER TABLE price ADD COLUMN terms TEXT NOT NULL DEFAULT '[]'
    CHECK (terms LIKE '[%]' AND length(terms) <= 20000);
"""
