"""The limits on compared initiatives, separate from the comparison, since start-up needs no more."""

from typing import Final

from fivegates.domain.errors import UserError

FEWEST: Final = 2
MOST: Final = 4


def require_number(count: int) -> None:
    """Raise UserError unless this number of initiatives can be compared."""
    if count < FEWEST:
        raise UserError("It takes at least two initiatives to compare.")
    if count > MOST:
        raise UserError(
            "No more than four initiatives can be compared at once, and {count} are chosen.", count=count
        )
