"""Decisions to plain data of the portfolio JSON, and back."""

from fivegates.domain.initiative.decision_checks import check_decision
from fivegates.domain.initiative.decisions import Condition, ConditionState, Decision, Outcome, Threshold
from fivegates.exchange.plain_data import Table
from fivegates.exchange.plain_writing import Plain, said


def read_decisions(table: Table) -> tuple[Decision, ...]:
    """Read the decisions on an initiative, in the order of the file."""
    return table.many("decisions", _read_decision, check_decision)


def _read_decision(table: Table) -> Decision:
    return Decision(
        dated=table.needed_day("date"),
        outcome=table.kind("outcome", Outcome),
        by=table.text("by", required=True),
        rationale=table.text("rationale"),
        conditions=table.many("conditions", _read_condition, lambda _: ()),
        thresholds=table.many("thresholds", _read_threshold, lambda _: ()),
    )


def _read_condition(table: Table) -> Condition:
    return Condition(
        text=table.text("text", required=True),
        owner=table.name("owner"),
        due=table.day("due"),
        state=table.kind("state", ConditionState, ConditionState.OPEN),
        note=table.text("note"),
    )


def _read_threshold(table: Table) -> Threshold:
    return Threshold(
        measure=table.text("measure", required=True),
        expand=table.text("expand"),
        stop=table.text("stop"),
        result=table.text("result"),
    )


def decision_to_plain(decision: Decision) -> Plain:
    """Give a decision with its conditions and thresholds."""
    return said(
        date=decision.dated.isoformat(),
        outcome=decision.outcome.value,
        by=decision.by,
        rationale=decision.rationale,
        conditions=[_condition(condition) for condition in decision.conditions],
        thresholds=[_threshold(threshold) for threshold in decision.thresholds],
    )


def _condition(condition: Condition) -> Plain:
    return said(
        text=condition.text,
        owner=condition.owner,
        due=condition.due and condition.due.isoformat(),
        state=condition.state.value,
        note=condition.note,
    )


def _threshold(threshold: Threshold) -> Plain:
    return said(
        measure=threshold.measure, expand=threshold.expand, stop=threshold.stop, result=threshold.result
    )
