"""The size of a benchmark: full, or with --smallest just large enough to run every line.

`.ci/run` runs each benchmark with --smallest, so that a broken one is noticed. Its figures are meaningless
then, and no target is checked.
"""

import sys

SMALLEST = "--smallest" in sys.argv[1:]


def sized(full: int, smallest: int) -> int:
    """Return the size of this run."""
    return smallest if SMALLEST else full


def exit_code(*, missed: bool) -> int:
    """Return 1 where a target was missed at full size."""
    return int(missed and not SMALLEST)
