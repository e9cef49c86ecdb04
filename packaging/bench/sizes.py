"""How large a bench is: as its target is meant, or with --smallest only large enough to run every line.

`.ci/run` runs each bench with --smallest, so that none stops working unnoticed. Its figures mean nothing
then, and no target is held.
"""

import sys

SMALLEST = "--smallest" in sys.argv[1:]


def sized(full: int, smallest: int) -> int:
    """Return how many of something this run takes."""
    return smallest if SMALLEST else full


def exit_code(*, missed: bool) -> int:
    """Return 1 where a target was missed at full size."""
    return int(missed and not SMALLEST)
