"""The words for what a board decided, and for what became of it."""

from collections.abc import Sequence

from fivegates.domain.decisions import Condition, ConditionState, Decision, Outcome
from fivegates.domain.language import Language


def outcome_word(outcome: Outcome, language: Language) -> str:
    """Name what a board decided."""
    return {
        Outcome.GO: language.pgettext("decision", "Go"),
        Outcome.CONDITIONS: language.pgettext("decision", "Go with conditions"),
        Outcome.HOLD: language.pgettext("decision", "Hold"),
        Outcome.STOP: language.pgettext("decision", "Stop"),
    }[outcome]


def condition_state_word(state: ConditionState, language: Language) -> str:
    """Name what became of a condition."""
    return {
        ConditionState.OPEN: language.pgettext("condition", "Open"),
        ConditionState.MET: language.pgettext("condition", "Met"),
        ConditionState.NOT_MET: language.pgettext("condition", "Not met"),
    }[state]


def conditions_text(conditions: Sequence[Condition], language: Language) -> str:
    """How many conditions are met, open and not met; a dash where there are none."""
    parts = [
        _counted(state, count, language)
        for state in (ConditionState.MET, ConditionState.OPEN, ConditionState.NOT_MET)
        if (count := sum(1 for condition in conditions if condition.state is state))
    ]
    return " · ".join(parts) if parts else "–"


def _counted(state: ConditionState, count: int, language: Language) -> str:
    """So many conditions of one state."""
    match state:
        case ConditionState.MET:
            return language.ngettext("{count} met", "{count} met", count)
        case ConditionState.OPEN:
            return language.ngettext("{count} open", "{count} open", count)
        case ConditionState.NOT_MET:
            return language.ngettext("{count} not met", "{count} not met", count)


def conditions_sentence(decision: Decision, language: Language) -> str:
    """How a review opens: what the decision before it asked for, and what became of that."""
    return language.ngettext(
        "The decision of {day} set {count} condition: {became}.",
        "The decision of {day} set {count} conditions: {became}.",
        len(decision.conditions),
        day=language.long_date(decision.dated),
        became=conditions_text(decision.conditions, language),
    )
