"""Agreement of a panel: Krippendorff's alpha for ordinal data, and its interval by bootstrap.

After Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011). A criterion is a unit, a ballot an
observer, a level a value; unanswered and not applicable are missing values. Alpha is exact.
Its interval is the range of the middle 95 % of alphas of as many criteria, drawn with replacement, by the
stream of numbers that `economics.ranges` documents; draws in which alpha is undefined are counted apart.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Final, TypeAlias

from fivegates.domain.economics.ranges import uniform
from fivegates.domain.limits import LEVELS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts: TypeAlias = NDArray[np.float64]

DRAWS: Final = 2_000
SEED: Final = 1
CONFIDENCE: Final = 95
_TAIL: Final = Fraction(100 - CONFIDENCE, 200)
_STEP: Final = Fraction(1, 100)


class Undefined(Enum):
    """The reasons for which alpha is undefined."""

    NO_PAIRS = auto()
    """No criterion has two levels to compare."""
    NO_VARIATION = auto()
    """All levels are the same, so that nothing tells agreement from chance."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alpha, 1 for full agreement and 0 for what chance gives, of so many `units` with two levels or more.

    `low` and `high`, in hundredths, are the interval; `undefined` draws of `draws` gave no alpha. Where all
    did, there is no interval.
    """

    alpha: Fraction | Undefined
    units: int
    low: Fraction | None = None
    high: Fraction | None = None
    draws: int = DRAWS
    undefined: int = 0


def agreement_of(units: Sequence[Sequence[int]]) -> Agreement:
    """The agreement on units, each with its levels."""
    paired = [levels for levels in units if len(levels) > 1]
    alpha = alpha_of(paired)
    if isinstance(alpha, Undefined):
        return Agreement(alpha, len(paired))
    found = _drawn(paired)
    if not found:
        return Agreement(alpha, len(paired), undefined=DRAWS)
    last = len(found) - 1
    low, high = found[floor(last * _TAIL)], found[ceil(last * (1 - _TAIL))]
    return Agreement(alpha, len(paired), _hundredths(low), _hundredths(high), undefined=DRAWS - len(found))


def alpha_of(units: Sequence[Sequence[int]]) -> Fraction | Undefined:
    """Alpha of units with two levels or more each, exact.

    1 - (n - 1) · Σ of the observed squared distances / Σ of those that chance gives, over pairs of levels.
    """
    counts = Counter(level for levels in units for level in levels)
    if not units:
        return Undefined.NO_PAIRS
    distances = {
        (one, other): _distance(one, other, counts) for one in LEVELS for other in LEVELS if one < other
    }
    expected = sum(counts[one] * counts[other] * square for (one, other), square in distances.items())
    if not expected:
        return Undefined.NO_VARIATION
    observed = Fraction(0)
    for levels in units:
        held = Counter(levels)
        apart = sum(held[one] * held[other] * square for (one, other), square in distances.items())
        observed += Fraction(apart, len(levels) - 1)
    return 1 - (counts.total() - 1) * observed / expected


def _distance(one: int, other: int, counts: Counter[int]) -> Fraction:
    """The squared ordinal distance of two levels: how many values lie between them, half of their own too."""
    between = sum(counts[level] for level in range(one, other + 1))
    return (between - Fraction(counts[one] + counts[other], 2)) ** 2


def _drawn(units: Sequence[Sequence[int]]) -> list[float]:
    """The alphas of all draws that have one, in order: `alpha_of` in arrays, in floating point."""
    import numpy as np  # the first window compares no ballots

    held = np.array([[levels.count(level) for level in LEVELS] for levels in units], dtype=np.float64)
    sizes = held.sum(axis=1)
    pairs = np.einsum("ui,uj->uij", held, held) / (sizes - 1)[:, None, None]
    picks = (uniform(SEED, DRAWS * len(units)) * len(units)).astype(np.int64).reshape(DRAWS, len(units))
    chosen = np.stack([np.bincount(row, minlength=len(units)) for row in picks]).astype(np.float64)
    counts: Counts = chosen @ held
    squares = _squares(counts)
    observed = (np.tensordot(chosen, pairs, axes=1) * squares).sum(axis=(1, 2))
    expected = (np.einsum("di,dj->dij", counts, counts) * squares).sum(axis=(1, 2))
    varied = expected > 0
    alphas = 1 - (counts.sum(axis=1)[varied] - 1) * observed[varied] / expected[varied]
    return sorted(alphas.tolist())


def _squares(counts: "Counts") -> "Counts":
    """The squared ordinal distances of all levels in each draw."""
    import numpy as np  # the first window compares no ballots

    middles = counts.cumsum(axis=1) - counts / 2
    squares: Counts = np.square(middles[:, :, None] - middles[:, None, :])
    return squares


def _hundredths(value: float) -> Fraction:
    return round(Fraction(value) / _STEP) * _STEP
