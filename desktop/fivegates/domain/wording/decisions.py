"""Sentences for board decisions, their outcomes, and their stop figures compared with the ledger."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from fivegates.domain.initiative.decisions import (
    COSTS,
    Condition,
    ConditionState,
    Decision,
    LedgerFigure,
    LedgerStop,
    LoggedDecision,
    Outcome,
    Threshold,
    is_against,
)
from fivegates.domain.language import Language
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.relative_days import due_date_text
from fivegates.domain.wording.two_days import counted_on, line_text
from fivegates.domain.wording.words import verdict_within, verdict_word

if TYPE_CHECKING:
    from fivegates.domain.track_record.stops import MonthValue, StopCheck


def figure_word(figure: LedgerFigure, language: Language) -> str:
    """Name a monthly figure."""
    return {
        LedgerFigure.UNIT_COST: language.pgettext("figure", "Unit cost"),
        LedgerFigure.RUN_COST: language.pgettext("figure", "Run cost a month"),
        LedgerFigure.UNITS: language.pgettext("figure", "Units a month"),
        LedgerFigure.UNIT_VALUE: language.pgettext("figure", "Value of a unit"),
        LedgerFigure.MARGIN: language.pgettext("figure", "Margin of a unit"),
        LedgerFigure.SUCCESS_RATE: language.pgettext("figure", "Successful units"),
    }[figure]


def _value_text(value: Fraction, stop: LedgerStop, language: Language) -> str:
    match stop.figure:
        case LedgerFigure.UNITS:
            return language.number(int(value))
        case LedgerFigure.SUCCESS_RATE:
            return language.percent(value)
        case LedgerFigure.RUN_COST:
            return language.money(value, stop.currency, 0)
        case _:
            return language.unit_money(value, stop.currency)


def stop_figure_text(stop: LedgerStop, language: Language) -> str:
    """A stop figure, `Unit cost from €0.60` or `Successful units down to 75%`, with its minimum volume."""
    values = {
        "figure": figure_word(stop.figure, language),
        "at": _value_text(Fraction(stop.at), stop, language),
    }
    text = (
        language.gettext("{figure} of {at} or more", **values)
        if stop.figure in COSTS
        else language.gettext("{figure} of {at} or less", **values)
    )
    if stop.from_units is None:
        return text
    return language.gettext(
        "{figure}, from {units} units a month", figure=text, units=language.number(stop.from_units)
    )


def stop_sentence(check: "StopCheck", language: Language) -> str:
    """Comparison of a stop figure with the ledger: reached, and when; else the latest month."""
    text = stop_figure_text(check.stop, language)
    if check.unknown:
        return language.gettext("{stop}: not compared, for a rate is missing.", stop=text)
    if check.latest is None:
        return language.gettext("{stop}: the ledger has no month to compare since the decision.", stop=text)
    if not check.reached:
        return language.gettext(
            "{stop}: not reached; {value} in {month}.",
            stop=text,
            **_month_values(check.latest, check, language),
        )
    first, last = check.reached[0], check.reached[-1]
    if first == last:
        return language.gettext(
            "Stop figure reached in {month}: {value} ({stop}).",
            stop=text,
            **_month_values(last, check, language),
        )
    return language.gettext(
        "Stop figure reached in {month}: {value} ({stop}); first in {first}.",
        stop=text,
        first=first.month,
        **_month_values(last, check, language),
    )


def _month_values(found: "MonthValue", check: "StopCheck", language: Language) -> dict[str, object]:
    return {"value": _value_text(found.value, check.stop, language), "month": found.month}


def measured_text(threshold: Threshold, checks: "tuple[StopCheck, ...]", language: Language) -> str:
    """Measured value of a threshold: as recorded, else from the ledger; empty without either.

    `checks` are of the stop figures of the same decision.
    """
    if threshold.result.strip():
        return threshold.result.strip()
    latest = ((check, check.latest) for check in checks if check.threshold == threshold)
    for check, month in latest:
        if month is not None:
            return language.gettext("{value} in {month}", **_month_values(month, check, language))
    return ""


def reached_text(check: "StopCheck", language: Language) -> str:
    """A reached stop figure, with its measure."""
    return f"{check.threshold.measure}: {stop_sentence(check, language)}"


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
    texts = [condition.text, condition.owner, due, condition.note]
    text = " · ".join(part for part in texts if part)
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
