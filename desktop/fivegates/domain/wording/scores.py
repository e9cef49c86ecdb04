"""A score as text, rounded down: a threshold that is not reached never looks reached."""

from fractions import Fraction
from math import floor

from fivegates.domain.language import Language
from fivegates.domain.wording.words import UNKNOWN


def score_text(score: Fraction | None, language: Language) -> str:
    """A gate score or readiness for display; a dash where there is none, never zero."""
    return UNKNOWN if score is None else language.percent(whole_score(score))


def whole_score(score: Fraction) -> int:
    """Whole percent, rounded down, for display only: a verdict compares the exact score."""
    return floor(score)
