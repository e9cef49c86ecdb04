"""What the result of a scenario depends on, by name; `sensitivity` reads and moves each."""

from enum import StrEnum
from typing import Final


class Driver(StrEnum):
    """What a scenario's result depends on."""

    VOLUME = "volume"
    VALUE = "value-per-unit"
    FIXED = "fixed-cost"
    STEP_COST = "step-cost"
    TURNS = "turns"
    TOKENS = "tokens-per-request"
    CONTEXT_GROWTH = "context-growth"
    RETRY_RATE = "retry-rate"
    CACHE_HIT_RATE = "cache-hit-rate"
    PRICE = "price-level"
    REVIEW = "review-unit-cost"
    REVIEW_SHARE = "review-share"
    REVIEW_MINUTES = "review-minutes"
    HOURLY_RATE = "hourly-rate"
    OTHER = "other-unit-cost"


SHARES: Final = frozenset({Driver.CACHE_HIT_RATE, Driver.REVIEW_SHARE})
"""Drivers that cannot be more than all."""
MONEY: Final = frozenset(
    {Driver.VALUE, Driver.FIXED, Driver.STEP_COST, Driver.REVIEW, Driver.HOURLY_RATE, Driver.OTHER}
)
"""Drivers that are amounts in the scenario's currency."""
