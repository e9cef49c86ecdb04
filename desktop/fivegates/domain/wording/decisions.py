"""The words for what a board decided."""

from fivegates.domain.decisions import Outcome
from fivegates.domain.language import Language


def outcome_word(outcome: Outcome, language: Language) -> str:
    """Name what a board decided."""
    return {
        Outcome.GO: language.pgettext("decision", "Go"),
        Outcome.CONDITIONS: language.pgettext("decision", "Go with conditions"),
        Outcome.HOLD: language.pgettext("decision", "Hold"),
        Outcome.STOP: language.pgettext("decision", "Stop"),
    }[outcome]
