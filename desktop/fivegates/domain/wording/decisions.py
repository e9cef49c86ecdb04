"""Sentences for board decisions and their outcomes."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from fivegates.domain.initiative.decisions import (
    Condition,
    ConditionState,
    Decision,
    LoggedDecision,
    Outcome,
    Threshold,
    is_against,
)
from fivegates.domain.language import Language
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.relative_days import due_date_text
from fivegates.domain.wording.stops import stop_sentence
from fivegates.domain.wording.two_days import counted_on, line_text
from fivegates.domain.wording.words import verdict_within, verdict_word

if TYPE_CHECKING:
    from fivegates.domain.track_record.stops import StopCheck


def outcome_word(outcome: Outcome, language: Language) -> str:
    """Name a decision's outcome."""
    return {
        Outcome.GO: language.pgettext("decision", "Go"),
        Outcome.CONDITIONS: language.pgettext("decision", "Go with conditions"),
        Outcome.HOLD: language.pgettext("decision", "Hold"),
        Outcome.STOP: language.pgettext("decision", "Stop"),
    }[outcome]


def against_sentence(decision: Decision, verdict: VerdictState | None, language: Language) -> str:
    """Sentence for a decision made against the verdict; empty where it follows it, or there was none."""
    if verdict is None or not is_against(decision.outcome, verdict):
        return ""
    return language.gettext(
        "Decided against the verdict, “{verdict}”.", verdict=verdict_word(verdict, language)
    )


def condition_state_word(state: ConditionState, language: Language) -> str:
    """Name the state of a condition."""
    return {
        ConditionState.OPEN: language.pgettext("condition", "Open"),
        ConditionState.MET: language.pgettext("condition", "Met"),
        ConditionState.NOT_MET: language.pgettext("condition", "Not met"),
    }[state]


def conditions_text(conditions: Sequence[Condition], language: Language) -> str:
    """Number of conditions met, open and not met; a dash where there are none."""
    parts = [
        _counted(state, count, language)
        for state in (ConditionState.MET, ConditionState.OPEN, ConditionState.NOT_MET)
        if (count := sum(1 for condition in conditions if condition.state is state))
    ]
    return " · ".join(parts) if parts else "–"


def _counted(state: ConditionState, count: int, language: Language) -> str:
    """Number of conditions in one state."""
    match state:
        case ConditionState.MET:
            return language.ngettext("{count} met", "{count} met", count)
        case ConditionState.OPEN:
            return language.ngettext("{count} open", "{count} open", count)
        case ConditionState.NOT_MET:
            return language.ngettext("{count} not met", "{count} not met", count)


def conditions_sentence(decision: Decision, language: Language) -> str:
    """Opening of a review: conditions of the decision before it, and their states."""
    return language.ngettext(
        "The decision of {day} set {count} condition: {became}.",
        "The decision of {day} set {count} conditions: {became}.",
        len(decision.conditions),
        day=language.long_date(decision.dated),
        became=conditions_text(decision.conditions, language),
    )


def now_text(line: OverviewLine | None, language: Language) -> str:
    """Verdict of the latest review as of the day of the line, and the day of that review."""
    if line is None or line.latest is None:
        return language.gettext("not reviewed")
    reviewed = language.short_date(line.latest.dated)
    if line.day is not None and line.at_review and _has_turned(line):
        return language.gettext(
            "{now} on {day}, {before} at the review of {reviewed}",
            now=verdict_word(line.latest.verdict, language, line.latest.waived_until),
            day=language.short_date(line.day),
            before=verdict_within(line.at_review.verdict, language),
            reviewed=reviewed,
        )
    return language.gettext("{verdict}; review of {day}", verdict=line_text(line, language), day=reviewed)


def _has_turned(line: OverviewLine | None) -> bool:
    """True if the verdict as of the day of the line differs from that of its review."""
    if line is None or line.day is None or line.latest is None or line.at_review is None:
        return False
    return line.latest.verdict is not line.at_review.verdict


def log_sentence(logged: Sequence[LoggedDecision], language: Language) -> str:
    """Number of decisions, and the states of all their conditions; empty without decisions."""
    if not logged:
        return ""
    decisions = language.ngettext("{count} decision", "{count} decisions", len(logged))
    conditions = [condition for each in logged for condition in each.decision.conditions]
    if not conditions:
        return f"{decisions}."
    return language.gettext(
        "{decisions}; of their conditions {became}.",
        decisions=decisions,
        became=conditions_text(conditions, language),
    )


def decision_text(
    each: LoggedDecision,
    line: OverviewLine | None,
    language: Language,
    day: date,
    stops: "Sequence[StopCheck]" = (),
) -> str:
    """A decision as lines: outcome, board and reason, then conditions, thresholds and verdict.

    Overdue conditions and the verdict of `line` are as of `day`. `stops` are the comparisons of its stop
    figures with the ledger.
    """
    made = each.decision
    head = language.gettext(
        "{day} · {code} {name} · {outcome}, {by}",
        day=language.short_date(made.dated),
        code=each.initiative.code,
        name=each.initiative.name,
        outcome=outcome_word(made.outcome, language),
        by=made.by,
    )
    lines = [made.rationale] if made.rationale else []
    lines += [condition_text(condition, language, day) for condition in made.conditions]
    for threshold in made.thresholds:
        lines.append(threshold_text(threshold, language))
        lines += [f"  {stop_sentence(stop, language)}" for stop in stops if stop.threshold == threshold]
    now = now_text(line, language)
    # A verdict that has turned names its day itself.
    lines.append(now if _has_turned(line) else counted_on(now, day, language))
    return "\n".join([head, *(f"  {line}" for line in lines)])


def condition_text(condition: Condition, language: Language, day: date | None = None) -> str:
    """One condition: `Met: guardrails are tested again · R. Marsh · 12 Jun 2026 · by the risk team`.

    A condition not met by its date, where that is before `day`, is overdue.
    """
    is_open = day is not None and condition.state is not ConditionState.MET
    seen = day or date.max
    due = due_date_text(condition.due, seen, language, is_open=is_open) if condition.due else ""
    said = [condition.text, condition.owner, due, condition.note]
    text = " · ".join(part for part in said if part)
    return f"{condition_state_word(condition.state, language)}: {text}"


def threshold_text(threshold: Threshold, language: Language) -> str:
    """One threshold: `Claims without rework: leads to more at 85%, ends the effort at 60%, measured 88%`."""
    parts = []
    if threshold.expand:
        parts.append(language.gettext("leads to more at {figure}", figure=threshold.expand))
    if threshold.stop:
        parts.append(language.gettext("ends the effort at {figure}", figure=threshold.stop))
    if threshold.result:
        parts.append(language.gettext("measured {figure}", figure=threshold.result))
    return f"{threshold.measure}: {', '.join(parts)}" if parts else threshold.measure
