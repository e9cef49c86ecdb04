"""A score as text."""

from fractions import Fraction

from fivegates.domain.language import Language
from fivegates.domain.wording.words import UNKNOWN


def score_text(score: Fraction | None, language: Language) -> str:
    """A gate score or readiness for display; a dash where there is none, never zero."""
    return UNKNOWN if score is None else language.percent(score)
