"""What a ledger may lack; apart from its figures, since what says so in words needs no more."""

from enum import StrEnum


class Gap(StrEnum):
    """What is missing in the latest month on record, without which its return is not known."""

    RATE = "rate"
    COST = "cost"
    UNITS = "units"
    BENEFIT = "benefit"
    VOLUME = "target-volume"
