"""How sure the result of a test is: the lower end of the 95% interval for the share that passes."""

from fractions import Fraction
from typing import Final

_DEVIATIONS: Final = Fraction(196, 100)
"""Standard deviations on either side that hold 95% of a normal distribution."""
_WHOLE: Final = 100


def lower_bound(cases: int, passed: int) -> int:
    """The lower end of Wilson's score interval at 95%, in whole percent, rounded down.

    `passed` of `cases` came out right, 0 ≤ passed ≤ cases, cases ≥ 1. The interval, of two sides, holds the
    shares from which the result is less than 1.96 standard deviations away (E. B. Wilson, 1927).
    """
    bound, above = 0, _WHOLE
    while above - bound > 1:
        middle = (bound + above) // 2
        bound, above = (middle, above) if _reached(cases, passed, middle) else (bound, middle)
    return bound


def _reached(cases: int, passed: int, percent: int) -> bool:
    """Whether the result lies so far above a share, in percent, that the interval begins no lower."""
    distance = _WHOLE * passed - percent * cases
    return distance >= 0 and distance**2 >= _DEVIATIONS**2 * percent * (_WHOLE - percent) * cases
